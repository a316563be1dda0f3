"""When to look again, and why then: pure, with the dice thrown by the caller."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.trackers.models import Frequency

FIXED = {
    Frequency.MINUTES_15: timedelta(minutes=15),
    Frequency.HOURLY: timedelta(hours=1),
    Frequency.HOURS_6: timedelta(hours=6),
    Frequency.DAILY: timedelta(days=1),
}
SMART = 0
SOON = timedelta(days=3)
NEAR = timedelta(days=14)
SMART_CHANGED = timedelta(minutes=30)
SMART_SOON = timedelta(minutes=15)
SMART_NEAR = timedelta(hours=1)
SMART_FAR = timedelta(hours=3)
FIRST_RETRY = timedelta(seconds=20)
LAST_RETRY = timedelta(hours=1)
EXHAUSTED_RETRY = timedelta(hours=6)
# Checks are spread by this share of their interval, so that they do not come in waves.
JITTER = 0.1


class Reason(StrEnum):
    """Why the next check is when it is."""

    NEW = "new"
    FIXED = "fixed"
    CHECK_IN_SOON = "check_in_soon"
    CHECK_IN_NEAR = "check_in_near"
    PRICE_MOVING = "price_moving"
    CALM = "calm"
    RETRY = "retry"
    CONFIRM = "confirm"
    LIVE = "live"


@dataclass(frozen=True, slots=True)
class NextCheck:
    """When, and why."""

    due_at: datetime
    reason: Reason


def next_check(
    now: datetime,
    check_in: date,
    wished_seconds: int,
    floor: timedelta,
    *,
    has_changed: bool,
    dice: float,
) -> NextCheck:
    """Return when to look again after a check that went well.

    `wished_seconds` is the fastest watcher's interval, 0 for smart. `floor` is the shortest
    interval that the service allows; below a minute it is a demonstration, and smart trackers
    look as often as they may. `dice` is in [0, 1).
    """
    interval, reason = _interval(now, check_in, wished_seconds, floor, has_changed=has_changed)
    spread = max(interval, floor) * (1 - JITTER / 2 + JITTER * dice)
    return NextCheck(now + spread, reason)


def _interval(
    now: datetime, check_in: date, wished_seconds: int, floor: timedelta, *, has_changed: bool
) -> tuple[timedelta, Reason]:
    if wished_seconds != SMART:
        return timedelta(seconds=wished_seconds), Reason.FIXED
    if floor < timedelta(minutes=1):
        return floor, Reason.LIVE
    ahead = timedelta(days=(check_in - now.date()).days)
    if ahead <= SOON:
        return SMART_SOON, Reason.CHECK_IN_SOON
    if has_changed:
        return SMART_CHANGED, Reason.PRICE_MOVING
    if ahead <= NEAR:
        return SMART_NEAR, Reason.CHECK_IN_NEAR
    return SMART_FAR, Reason.CALM


def next_try(now: datetime, failures: int, *, is_exhausted: bool, dice: float) -> NextCheck:
    """Return when to look again after the `failures`-th failure in a row: within a minute first."""
    if is_exhausted:
        return NextCheck(now + EXHAUSTED_RETRY, Reason.RETRY)
    wait = min(FIRST_RETRY * 2 ** min(max(failures - 1, 0), 10), LAST_RETRY)
    return NextCheck(now + wait * (0.75 + 0.5 * dice), Reason.RETRY)


def confirmation(now: datetime) -> NextCheck:
    """Return when to look a second time at a price that is hard to believe: at once."""
    return NextCheck(now, Reason.CONFIRM)
