"""When to look again, and why."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.trackers.cadence import JITTER, LAST_RETRY, Reason, next_check, next_try

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FLOOR = timedelta(minutes=15)
SMART = 0


def pace(check_in: date, *, wished: int = SMART, changed: bool = False) -> tuple[timedelta, Reason]:
    """Return the next check's distance, in the middle of the jitter, and its reason."""
    found = next_check(NOW, check_in, wished, FLOOR, has_changed=changed, dice=0.5)
    return found.due_at - NOW, found.reason


@pytest.mark.parametrize(
    ("check_in", "changed", "expected"),
    [
        (date(2026, 11, 26), False, (timedelta(minutes=15), Reason.CHECK_IN_SOON)),
        (date(2026, 12, 20), True, (timedelta(minutes=30), Reason.PRICE_MOVING)),
        (date(2026, 12, 5), False, (timedelta(hours=1), Reason.CHECK_IN_NEAR)),
        (date(2026, 12, 20), False, (timedelta(hours=3), Reason.CALM)),
    ],
)
def test_smart_looks_sooner_when_it_matters(
    check_in: date, changed: bool, expected: tuple[timedelta, Reason]
) -> None:
    assert pace(check_in, changed=changed) == expected


def test_a_wish_is_followed_down_to_the_floor() -> None:
    assert pace(date(2026, 12, 20), wished=3600) == (timedelta(hours=1), Reason.FIXED)
    assert pace(date(2026, 12, 20), wished=60) == (FLOOR, Reason.FIXED)


def test_a_floor_of_seconds_is_a_live_demonstration() -> None:
    floor = timedelta(seconds=5)
    found = next_check(NOW, date(2026, 12, 20), SMART, floor, has_changed=False, dice=0.5)
    assert (found.due_at - NOW, found.reason) == (floor, Reason.LIVE)


@given(st.floats(0, 1, exclude_max=True), st.sampled_from([SMART, 900, 3600, 86_400]))
def test_checks_are_spread_but_hardly(dice: float, wished: int) -> None:
    middle, _reason = pace(date(2026, 12, 20), wished=wished)
    found = next_check(NOW, date(2026, 12, 20), wished, FLOOR, has_changed=False, dice=dice)
    assert abs(found.due_at - NOW - middle) <= middle * JITTER / 2 + timedelta(microseconds=1)


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 100))
def test_a_failure_is_tried_again_within_a_minute_then_ever_more_rarely(
    dice: float, failures: int
) -> None:
    wait = next_try(NOW, failures, is_exhausted=False, dice=dice).due_at - NOW
    assert timedelta(0) < wait <= LAST_RETRY * 1.25
    if failures == 1:
        assert wait <= timedelta(seconds=60)
