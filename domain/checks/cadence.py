"""When to check again, and why then: pure, with randomness passed in."""

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
# The longest interval, whatever is wished and however small the quota.
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
# A price is volatile if a day's high is this share above its low, on average.
RESTLESS = 0.03
POPULAR = 25
FIRST_RETRY = timedelta(seconds=20)
LAST_RETRY = timedelta(hours=1)
# How long to wait first when the next try would hardly do better.
PATIENCE = {
    SupplierStatus.RATE_LIMITED.value: timedelta(minutes=2),
    SupplierStatus.CHANGED_SHAPE.value: timedelta(minutes=10),
    SupplierStatus.INVALID_REQUEST.value: timedelta(minutes=10),
    SupplierStatus.AUTH_REJECTED.value: timedelta(minutes=15),
    SupplierStatus.QUOTA_EXHAUSTED.value: timedelta(hours=6),
    # Resuming the supplier triggers these checks anyway.
    SupplierStatus.PAUSED.value: timedelta(minutes=15),
}
# Checks are spread by this share of their interval, to avoid waves.
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
    """The time, and the reason."""

    due_at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class Demand:
    """What speaks for checking a trackable soon.

    `wished_seconds` is the fastest fixed wish (0: none), `is_smart` means that someone leaves it to
    us. `volatility` is the mean over days of (highest - lowest) / lowest, None if unknown.
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
    """How much of the suppliers' quotas checks may use, and how it is shared.

    `questions_an_hour` None means unlimited. `total_value` is the sum of `value` over everything
    tracked; `questions_a_check` is below 1 because one question answers for several things.
    """

    questions_an_hour: float | None = None
    total_value: float = 1.0
    questions_a_check: float = 1.0

    def shortest(self, value: float) -> timedelta:
        """Return the shortest interval that the allowance permits for a trackable of this value."""
        if self.questions_an_hour is None or self.total_value <= 0:
            return timedelta(0)
        share = self.questions_an_hour * value / self.total_value
        if share <= 0:
            return LONGEST
        return min(timedelta(hours=self.questions_a_check / share), LONGEST)


UNLIMITED = Allowance()


def value(now: datetime, demand: Demand) -> float:
    """Return a check's value: watchers × volatility × nearness of a deadline.

    Watchers count logarithmically, so that one famous hotel does not take everybody's share.
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
    """Return when to check again after a successful check.

    `floor` is the service's shortest interval; below a minute it is a demonstration, and smart
    trackers check as often as allowed. `dice` is in [0, 1).
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
    """Yield every interval that something asks for."""
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
    """Return when to check again after the `failures`-th consecutive failure.

    A temporary failure is retried within a minute, then ever less often; one that needs human
    action (`PATIENCE`) later.
    """
    first = PATIENCE.get(status, FIRST_RETRY)
    wait = min(first * 2 ** min(max(failures - 1, 0), 10), max(first, LAST_RETRY))
    return NextCheck(now + wait * (0.75 + 0.5 * dice), Reason.RETRY)


def confirmation(now: datetime) -> NextCheck:
    """Return when to confirm a doubtful price: immediately."""
    return NextCheck(now, Reason.CONFIRM)
