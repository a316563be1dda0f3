"""Until when cancelling is free, and what it costs then."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.suppliers.cancel_rules import Deadline, free_until, penalty_at
from domain.suppliers.contract import CancelRule

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TOTAL = Money.of(9000, "INR")


def at(day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def rule(starts: datetime | None, ends: datetime | None, penalty: int) -> CancelRule:
    return CancelRule(starts, ends, Money.of(penalty, "INR"))


def test_a_gap_of_a_minute_costs_what_comes_after_it() -> None:
    rules = (rule(None, at(10, 11, 59), 0), rule(at(10, 12), at(12), 3000))
    assert free_until(rules, TOTAL, NOW) == at(10, 11, 59)
    assert penalty_at(rules, TOTAL, at(10, 11, 59)) == Money.of(3000, "INR")
    assert penalty_at(rules, TOTAL, at(10, 11, 58)) == Money.of(0, "INR")


def test_a_gap_between_two_penalties_costs_the_higher_one() -> None:
    rules = (rule(None, at(9), 5000), rule(at(10), at(12), 3000))
    assert penalty_at(rules, TOTAL, at(9, 13)) == Money.of(5000, "INR")


def test_free_spans_that_follow_each_other_are_free_to_the_end_of_the_last() -> None:
    rules = (rule(None, at(5), 0), rule(at(5, 12, 1), at(8), 0), rule(at(8), at(12), 100))
    assert free_until(rules, TOTAL, NOW) == at(8)


def test_rules_that_only_say_from_when_it_costs_are_free_before() -> None:
    rules = (rule(at(8), None, 9000),)
    assert free_until(rules, TOTAL, NOW) == at(8)
    assert free_until(rules, TOTAL, at(8)) is None


def test_after_the_last_rule_all_is_lost() -> None:
    rules = (rule(None, at(8), 0),)
    assert free_until(rules, TOTAL, NOW) == at(8)
    assert penalty_at(rules, TOTAL, at(9)) == TOTAL


def test_without_a_rule_nothing_is_free() -> None:
    assert free_until((), TOTAL, NOW) is None
    assert penalty_at((), TOTAL, NOW) == TOTAL


def test_where_rules_overlap_the_higher_counts() -> None:
    rules = (rule(None, at(10), 0), rule(at(8), at(12), 500))
    assert free_until(rules, TOTAL, NOW) == at(8)


def test_what_is_shown_lies_two_hours_before() -> None:
    assert Deadline(at(8)).shown == at(8, 10)


HOURS = st.integers(min_value=0, max_value=400)


@st.composite
def some_rules(draw: st.DrawFn) -> tuple[CancelRule, ...]:
    made = []
    for _ in range(draw(st.integers(0, 5))):
        begin, span = draw(HOURS), draw(st.integers(0, 200))
        starts = None if draw(st.booleans()) else NOW + timedelta(hours=begin)
        ends = None if draw(st.booleans()) else NOW + timedelta(hours=begin + span)
        made.append(rule(starts, ends, draw(st.sampled_from([0, 0, 10, 9000]))))
    return tuple(made)


@given(some_rules(), st.integers(0, 500))
def test_before_the_deadline_nothing_is_ever_due(rules: tuple[CancelRule, ...], hours: int) -> None:
    until = free_until(rules, TOTAL, NOW)
    if until is None:
        return
    moment = NOW + timedelta(hours=hours, minutes=-1)
    if NOW <= moment < until:
        assert penalty_at(rules, TOTAL, moment).amount == 0
    assert penalty_at(rules, TOTAL, until).amount > 0


@pytest.mark.parametrize("seconds", [0, 59])
@given(some_rules())
def test_no_rule_that_holds_charges_more_than_is_told(
    seconds: int, rules: tuple[CancelRule, ...]
) -> None:
    moment = NOW + timedelta(hours=100, seconds=seconds)
    told = penalty_at(rules, TOTAL, moment)
    for one in rules:
        begun = one.starts is None or one.starts <= moment
        if begun and (one.ends is None or moment < one.ends):
            assert told >= one.penalty
