"""When to look again, and why then: pure, with the dice thrown by the caller."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.suppliers.status import SupplierStatus


class Frequency(StrEnum):
    """How often a traveller wants a check."""

    SMART = "smart"
    MINUTES_15 = "15m"
    HOURLY = "1h"
    HOURS_6 = "6h"
    DAILY = "1d"
    CUSTOM = "custom"


FIXED = {
    Frequency.MINUTES_15: timedelta(minutes=15),
    Frequency.HOURLY: timedelta(hours=1),
    Frequency.HOURS_6: timedelta(hours=6),
    Frequency.DAILY: timedelta(days=1),
}
# Nothing is looked at more rarely, whatever is wished and however short the quota.
LONGEST = timedelta(days=1)
SOON = timedelta(days=3)
NEAR = timedelta(days=14)
SMART_SOON = timedelta(minutes=15)
SMART_CHANGED = timedelta(minutes=30)
SMART_CANCEL = timedelta(minutes=30)
SMART_NEAR = timedelta(hours=1)
SMART_RESTLESS = timedelta(hours=1)
SMART_POPULAR = timedelta(hours=1)
SMART_FAR = timedelta(hours=3)
# A price is restless whose highest of a day lies this share above its lowest, on an average day.
RESTLESS = 0.03
POPULAR = 25
FIRST_RETRY = timedelta(seconds=20)
LAST_RETRY = timedelta(hours=1)
# How long to wait first where the next try would hardly fare better.
PATIENCE = {
    SupplierStatus.RATE_LIMITED.value: timedelta(minutes=2),
    SupplierStatus.CHANGED_SHAPE.value: timedelta(minutes=10),
    SupplierStatus.INVALID_REQUEST.value: timedelta(minutes=10),
    SupplierStatus.AUTH_REJECTED.value: timedelta(minutes=15),
    SupplierStatus.QUOTA_EXHAUSTED.value: timedelta(hours=6),
    # Whoever ends the pause has them checked at once.
    SupplierStatus.PAUSED.value: timedelta(minutes=15),
}
# Checks are spread by this share of their interval, so that they do not come in waves.
JITTER = 0.1


class Reason(StrEnum):
    """Why the next check is when it is."""

    NEW = "new"
    FIXED = "fixed"
    CHECK_IN_SOON = "check_in_soon"
    CHECK_IN_NEAR = "check_in_near"
    CANCEL_SOON = "cancel_soon"
    PRICE_MOVING = "price_moving"
    RESTLESS = "restless"
    POPULAR = "popular"
    CALM = "calm"
    SHARED = "shared"
    RETRY = "retry"
    CONFIRM = "confirm"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class NextCheck:
    """When, and why."""

    due_at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Demand:
    """What speaks for looking at a trackable soon.

    `wished_seconds` is the fastest fixed wish (0: none), `is_smart` that someone leaves it to us.
    `volatility` is the mean over days of (highest - lowest) / lowest, None while unknown.
    """

    check_in: date
    wished_seconds: int = 0
    is_smart: bool = True
    watchers: int = 1
    volatility: float | None = None
    free_cancel_until: datetime | None = None
    has_changed: bool = False


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the suppliers' quotas leave for checks, and who shares it.

    `questions_an_hour` None means as many as wished. `total_value` sums the `value` of all that is
    watched; `questions_a_check` is below 1 where one question answers for several things.
    """

    questions_an_hour: float | None = None
    total_value: float = 1.0
    questions_a_check: float = 1.0

    def shortest(self, value: float) -> timedelta:
        """Return the interval that a trackable of this value can have of the allowance."""
        if self.questions_an_hour is None or self.total_value <= 0:
            return timedelta(0)
        share = self.questions_an_hour * value / self.total_value
        if share <= 0:
            return LONGEST
        return min(timedelta(hours=self.questions_a_check / share), LONGEST)


UNLIMITED = Allowance()


def value(now: datetime, demand: Demand) -> float:
    """Return what a check is worth: watchers × restlessness × nearness of a deadline.

    Watchers count by their logarithm, so that one famous hotel does not take everybody's share.
    """
    watchers = 1 + math.log2(max(demand.watchers, 1))
    restlessness = 1 + min(demand.volatility or 0.0, 0.2) / RESTLESS
    ahead = _ahead(now, demand)
    nearness = 4.0 if ahead <= SOON else 2.0 if ahead <= NEAR else 1.0
    return watchers * restlessness * nearness


def next_check(
    now: datetime,
    demand: Demand,
    floor: timedelta,
    allowance: Allowance = UNLIMITED,
    *,
    dice: float,
) -> NextCheck:
    """Return when to look again after a check that went well.

    `floor` is the shortest interval that the service allows; below a minute it is a demonstration,
    and smart trackers look as often as they may. `dice` is in [0, 1).
    """
    interval, reason = min(_wishes(now, demand, floor), key=lambda wish: wish[0])
    interval = max(min(interval, LONGEST), floor)
    shortest = allowance.shortest(value(now, demand))
    if shortest > interval:
        interval, reason = shortest, Reason.SHARED
    return NextCheck(now + interval * (1 - JITTER / 2 + JITTER * dice), reason)


def _ahead(now: datetime, demand: Demand) -> timedelta:
    return timedelta(days=(demand.check_in - now.date()).days)


def _wishes(now: datetime, demand: Demand, floor: timedelta) -> Iterator[tuple[timedelta, Reason]]:
    """Yield every interval that something speaks for."""
    if demand.wished_seconds:
        yield timedelta(seconds=demand.wished_seconds), Reason.FIXED
    if demand.wished_seconds and not demand.is_smart:
        return
    if floor < timedelta(minutes=1):
        yield floor, Reason.LIVE
    ahead = _ahead(now, demand)
    if ahead <= SOON:
        yield SMART_SOON, Reason.CHECK_IN_SOON
    free = demand.free_cancel_until
    if free is not None and timedelta(0) < free - now <= SOON:
        yield SMART_CANCEL, Reason.CANCEL_SOON
    if demand.has_changed:
        yield SMART_CHANGED, Reason.PRICE_MOVING
    if ahead <= NEAR:
        yield SMART_NEAR, Reason.CHECK_IN_NEAR
    if (demand.volatility or 0.0) >= RESTLESS:
        yield SMART_RESTLESS, Reason.RESTLESS
    if demand.watchers >= POPULAR:
        yield SMART_POPULAR, Reason.POPULAR
    yield SMART_FAR, Reason.CALM


def next_try(now: datetime, failures: int, status: str, *, dice: float) -> NextCheck:
    """Return when to look again after the `failures`-th failure in a row.

    A passing failure is tried again within a minute, then ever more rarely; what only somebody's
    doing can mend (`PATIENCE`) not so soon.
    """
    first = PATIENCE.get(status, FIRST_RETRY)
    wait = min(first * 2 ** min(max(failures - 1, 0), 10), max(first, LAST_RETRY))
    return NextCheck(now + wait * (0.75 + 0.5 * dice), Reason.RETRY)


def confirmation(now: datetime) -> NextCheck:
    """Return when to look a second time at a price that is hard to believe: at once."""
    return NextCheck(now, Reason.CONFIRM)
