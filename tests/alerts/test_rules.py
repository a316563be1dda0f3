"""Rules over price series: every deeper step is told, nothing is told twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.rules import (
    HYSTERESIS_PERCENT,
    STEP_PERCENT,
    Firing,
    RuleTerms,
    State,
    evaluate,
    less,
    more,
)

DROP = RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(5))
TARGET = RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(9000))

totals = st.decimals(min_value=1000, max_value=50_000, places=2)
series = st.lists(totals, min_size=1, max_size=40)
rules = st.one_of(
    st.builds(
        lambda percent: RuleTerms(RuleKind.PRICE_DROP, percent=percent),
        st.decimals(min_value=1, max_value=50, places=1),
    ),
    st.builds(
        lambda amount: RuleTerms(RuleKind.PRICE_DROP, amount=amount),
        st.decimals(min_value=1, max_value=5000, places=0),
    ),
    st.builds(lambda target: RuleTerms(RuleKind.TARGET_PRICE, target=target), totals),
)


def run(terms: RuleTerms, *prices: Decimal | int) -> tuple[State, list[Firing]]:
    """Return the state after a series of totals, and what was told on the way."""
    state, told = State(), []
    for price in prices:
        state, firing = evaluate(terms, state, Decimal(price))
        if firing is not None:
            told.append(firing)
    return state, told


def test_a_drop_over_the_line_is_told_once() -> None:
    state, told = run(DROP, 10_000, 9_600, 9_500, 9_500, 9_450)
    assert told == [Firing(Decimal(10_000), Decimal(9_500), 1)]
    assert state.phase is RulePhase.FIRED


def test_each_deeper_step_is_told_from_the_price_last_told_of() -> None:
    _, told = run(DROP, 10_000, 9_000, 8_900, 8_700, 8_000)
    assert [(f.previous, f.total) for f in told] == [
        (Decimal(10_000), Decimal(9_000)),
        (Decimal(9_000), Decimal(8_700)),
        (Decimal(8_700), Decimal(8_000)),
    ]


def test_a_recovered_price_that_falls_again_is_told_again() -> None:
    _, told = run(DROP, 10_000, 9_000, 10_000, 9_000)
    assert [f.number for f in told] == [1, 2]


def test_hovering_around_the_line_is_told_once() -> None:
    _, told = run(DROP, 10_000, *(9_500, 9_550) * 10)
    assert len(told) == 1


def test_a_drop_is_measured_from_the_highest_price_since_armed() -> None:
    _, told = run(DROP, 10_000, 12_000, 11_300)
    assert told == [Firing(Decimal(12_000), Decimal(11_300), 1)]


def test_small_change_is_noise_whatever_the_rule_says() -> None:
    cents = RuleTerms(RuleKind.PRICE_DROP, amount=Decimal("0.01"))
    assert run(cents, 10_000, 9_999, 9_950)[1] == []


def test_a_target_that_is_met_at_the_start_is_told_at_once() -> None:
    _, told = run(TARGET, 8_500)
    assert [f.total for f in told] == [Decimal(8_500)]


def test_a_target_is_told_on_crossing_and_when_crossed_again() -> None:
    _, told = run(TARGET, 10_000, 9_000, 9_100, 9_000, 9_400, 8_900)
    assert [f.total for f in told] == [Decimal(9_000), Decimal(8_900)]


@given(rules, series)
def test_the_same_price_again_is_never_news(terms: RuleTerms, prices: list[Decimal]) -> None:
    doubled = [price for price in prices for _ in range(2)]
    assert run(terms, *prices)[1] == run(terms, *doubled)[1]


@given(rules, series, totals)
def test_inside_the_quiet_interval_nothing_changes(
    terms: RuleTerms, prices: list[Decimal], probe: Decimal
) -> None:
    state, _ = run(terms, *prices)
    low, high = state.fires_at, state.rearms_at
    inside = (low is None or probe > low) and (high is None or probe < high)
    after, firing = evaluate(terms, state, probe)
    assert (after == state and firing is None) == inside


@given(rules, series)
def test_while_fired_only_a_deeper_step_is_told(terms: RuleTerms, prices: list[Decimal]) -> None:
    state = State()
    for price in prices:
        before = state
        state, firing = evaluate(terms, state, price)
        if before.phase is not RulePhase.FIRED or before.last_alerted is None:
            continue
        if firing is not None:
            assert firing.total <= less(before.last_alerted, STEP_PERCENT)
        elif state.phase is RulePhase.ARMED:
            assert price >= more(before.last_alerted, HYSTERESIS_PERCENT)


@given(rules, series)
def test_firings_are_counted_without_gaps(terms: RuleTerms, prices: list[Decimal]) -> None:
    _, told = run(terms, *prices)
    assert [f.number for f in told] == list(range(1, len(told) + 1))


@pytest.mark.parametrize("total", [9_501, 10_099])
def test_an_armed_drop_has_both_bounds(total: int) -> None:
    state, _ = run(DROP, 10_000)
    assert state.is_quiet(Decimal(total))
    assert not state.is_quiet(Decimal(9_500))
    assert not state.is_quiet(Decimal(10_100))
