"""When to look again, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.checks.cadence import (
    JITTER,
    LAST_RETRY,
    LONGEST,
    PATIENCE,
    UNLIMITED,
    Allowance,
    Demand,
    Reason,
    next_check,
    next_try,
    value,
)
from domain.suppliers.status import SupplierStatus

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
FLOOR = timedelta(minutes=15)
FAR = Demand(date(2026, 12, 20))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def pace(demand: Demand, allowance: Allowance = UNLIMITED) -> tuple[timedelta, Reason]:
    """Return the next check's distance, in the middle of the jitter, and its reason."""
    found = next_check(NOW, demand, FLOOR, allowance, dice=0.5)
    return found.due_at - NOW, found.reason


@pytest.mark.parametrize(
    ("demand", "expected"),
    [
        (Demand(date(2026, 11, 26)), (15 * MINUTE, Reason.CHECK_IN_SOON)),
        (replace(FAR, has_changed=True), (30 * MINUTE, Reason.PRICE_MOVING)),
        (
            replace(FAR, free_cancel_until=NOW + HOUR),
            (30 * MINUTE, Reason.CANCEL_SOON),
        ),
        (replace(FAR, free_cancel_until=NOW - HOUR), (3 * HOUR, Reason.CALM)),
        (replace(FAR, volatility=0.05), (HOUR, Reason.RESTLESS)),
        (replace(FAR, watchers=25), (HOUR, Reason.POPULAR)),
        (Demand(date(2026, 12, 5)), (HOUR, Reason.CHECK_IN_NEAR)),
        (FAR, (3 * HOUR, Reason.CALM)),
    ],
)
def test_smart_looks_sooner_when_it_matters(
    demand: Demand, expected: tuple[timedelta, Reason]
) -> None:
    assert pace(demand) == expected


def test_a_wish_is_followed_down_to_the_floor() -> None:
    wish = replace(FAR, wished_seconds=3600, is_smart=False)
    assert pace(wish) == (HOUR, Reason.FIXED)
    assert pace(replace(wish, wished_seconds=60)) == (FLOOR, Reason.FIXED)


def test_the_sooner_of_a_wish_and_smart_serves_both_watchers() -> None:
    slow = replace(FAR, wished_seconds=86_400)
    assert pace(replace(slow, is_smart=False)) == (LONGEST, Reason.FIXED)
    assert pace(slow) == (3 * HOUR, Reason.CALM)
    assert pace(replace(FAR, wished_seconds=900)) == (15 * MINUTE, Reason.FIXED)


def test_a_floor_of_seconds_is_a_live_demonstration() -> None:
    floor = timedelta(seconds=5)
    found = next_check(NOW, FAR, floor, dice=0.5)
    assert (found.due_at - NOW, found.reason) == (floor, Reason.LIVE)


def test_a_short_quota_is_shared_out_by_value() -> None:
    near = Demand(date(2026, 11, 26), watchers=4)
    total = value(NOW, near) + value(NOW, FAR)
    short = Allowance(0.25, total)
    (often, why), (rarely, also) = pace(near, short), pace(FAR, short)
    assert why is also is Reason.SHARED
    assert often < rarely
    assert pace(near, Allowance(1000, total)) == pace(near)


def test_one_question_for_many_things_lets_all_of_them_be_asked_more_often() -> None:
    alone = Allowance(1, 100 * value(NOW, FAR))
    together = replace(alone, questions_a_check=0.05)
    assert pace(FAR, alone)[0] > pace(FAR, together)[0]


demands = st.builds(
    Demand,
    st.dates(date(2026, 11, 24), date(2027, 10, 1)),
    st.sampled_from([0, 900, 3600, 86_400]),
    st.booleans(),
    st.integers(1, 10_000),
    st.none() | st.floats(0, 1),
)


@given(st.lists(demands, min_size=1, max_size=30), st.floats(0.5, 500))
def test_the_quota_is_kept_except_for_a_look_a_day(watched: list[Demand], an_hour: float) -> None:
    total = sum(value(NOW, demand) for demand in watched)
    intervals = [pace(demand, Allowance(an_hour, total))[0] for demand in watched]
    asked = sum(HOUR / interval for interval in intervals if interval < LONGEST)
    assert asked <= an_hour * 1.0001


@given(demands, st.floats(0, 1, exclude_max=True), st.floats(0.01, 100))
def test_checks_are_spread_but_hardly(demand: Demand, dice: float, an_hour: float) -> None:
    allowance = Allowance(an_hour, 10.0)
    middle, _reason = pace(demand, allowance)
    found = next_check(NOW, demand, FLOOR, allowance, dice=dice)
    assert abs(found.due_at - NOW - middle) <= middle * JITTER / 2 + timedelta(microseconds=1)
    assert FLOOR <= middle <= LONGEST


@given(
    st.floats(0, 1, exclude_max=True), st.integers(1, 100), st.sampled_from(list(SupplierStatus))
)
def test_a_failure_is_tried_again_within_a_minute_or_when_it_may_have_been_mended(
    dice: float, failures: int, status: SupplierStatus
) -> None:
    wait = next_try(NOW, failures, status.value, dice=dice).due_at - NOW
    patience = PATIENCE.get(status.value, timedelta(0))
    assert patience * 0.75 <= wait <= max(LAST_RETRY, patience) * 1.25
    if failures == 1 and not patience:
        assert timedelta(0) < wait <= timedelta(seconds=60)
