"""Rules over price series: every deeper step is reported, nothing is reported twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alerts.lines import HYSTERESIS_PERCENT, STEP_PERCENT, less, line_of, more
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.rules import arm, evaluate, redraw, sleep, wake
from domain.alerts.states import Firing, Past, RuleTerms, State
from domain.alerts.transitions import see_availability, see_options
from domain.prices.models import Availability

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


def run(terms: RuleTerms, *prices: Decimal | int | str) -> tuple[State, list[Firing]]:
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


def test_a_drop_is_measured_from_where_the_watch_began() -> None:
    _, told = run(DROP, 10_000, 12_000, 11_300, 9_400)
    assert told == [Firing(Decimal(10_000), Decimal(9_400), 1)]


def test_percent_and_amount_must_both_be_reached() -> None:
    both = RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(5), amount=Decimal(1000))
    _, told = run(both, 10_000, 9_400, 9_000)
    assert [f.total for f in told] == [Decimal(9_000)]


def test_a_cheap_thing_must_fall_by_a_whole_unit_of_money() -> None:
    assert run(DROP, 10, "9.4")[1] == []
    assert len(run(DROP, 10, "9.0")[1]) == 1


def test_small_change_is_noise_whatever_the_rule_says() -> None:
    cents = RuleTerms(RuleKind.PRICE_DROP, amount=Decimal("0.01"))
    assert run(cents, 10_000, 9_999, 9_950)[1] == []


def test_a_target_that_is_met_at_the_start_is_told_at_once() -> None:
    _, told = run(TARGET, 8_500)
    assert [f.total for f in told] == [Decimal(8_500)]


def test_a_target_is_told_on_crossing_and_when_crossed_again() -> None:
    _, told = run(TARGET, 10_000, 9_000, 9_100, 9_000, 9_400, 8_900)
    assert [(f.previous, f.total) for f in told] == [
        (Decimal(10_000), Decimal(9_000)),
        (Decimal(9_400), Decimal(8_900)),
    ]


def test_a_sleeping_rule_hears_nothing_and_wakes_where_it_stood() -> None:
    for prices in ((10_000,), (10_000, 9_000)):
        state, _ = run(DROP, *prices)
        asleep = sleep(state)
        assert evaluate(DROP, asleep, Decimal(1)) == (asleep, None)
        assert wake(DROP, asleep) == state
    assert wake(DROP, State()) == State()


@given(rules, series)
def test_the_same_price_again_is_never_news(terms: RuleTerms, prices: list[Decimal]) -> None:
    doubled = [price for price in prices for _ in range(2)]
    assert run(terms, *prices)[1] == run(terms, *doubled)[1]


@given(rules, series, totals)
def test_inside_the_quiet_interval_nothing_changes(
    terms: RuleTerms, prices: list[Decimal], probe: Decimal
) -> None:
    state, _ = run(terms, *prices)
    low, high = state.low, state.high
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
            assert price <= less(before.last_alerted, STEP_PERCENT)
        elif state.phase is RulePhase.ARMED:
            line = line_of(terms, before.reference or price)
            assert price >= more(max(line, before.last_alerted), HYSTERESIS_PERCENT)


@given(rules, series)
def test_no_deeper_step_goes_untold(terms: RuleTerms, prices: list[Decimal]) -> None:
    state = State()
    for price in prices:
        before = state
        state, firing = evaluate(terms, state, price)
        if before.last_alerted is not None and price <= less(before.last_alerted, STEP_PERCENT):
            assert firing == Firing(before.last_alerted, price, before.firings + 1)


@given(rules, series)
def test_an_armed_rule_fires_at_its_line_and_nowhere_else(
    terms: RuleTerms, prices: list[Decimal]
) -> None:
    state = State()
    for price in prices:
        before = state
        state, firing = evaluate(terms, state, price)
        if before.phase is RulePhase.ARMED and before.reference is not None:
            assert (firing is not None) == (price <= line_of(terms, before.reference))


@given(rules, series)
def test_firings_are_counted_without_gaps(terms: RuleTerms, prices: list[Decimal]) -> None:
    _, told = run(terms, *prices)
    assert [f.number for f in told] == list(range(1, len(told) + 1))


RISE = RuleTerms(RuleKind.PRICE_RISE, percent=Decimal(5))
LOWEST = RuleTerms(RuleKind.ALL_TIME_LOW)
DEAL = RuleTerms(RuleKind.BEST_DEAL)
ENOUGH = Past(Decimal(10_000), is_enough=True)


def test_a_rise_is_told_at_each_step_up_and_again_after_it_came_back() -> None:
    _, told = run(RISE, 10_000, 10_400, 10_500, 10_600, 10_815, 10_400, 10_200, 10_500)
    assert [(f.previous, f.total) for f in told] == [
        (Decimal(10_000), Decimal(10_500)),
        (Decimal(10_500), Decimal(10_815)),
        (Decimal(10_000), Decimal(10_500)),
    ]


def test_a_rise_hears_of_no_fall() -> None:
    assert run(RISE, 10_000, 5_000, 10_000, 10_499)[1] == []


def test_the_lowest_price_is_told_from_the_lowest_before() -> None:
    state = arm(LOWEST, Decimal(10_000))
    state, firing = evaluate(LOWEST, state, Decimal(9_900), ENOUGH)
    assert firing == Firing(Decimal(10_000), Decimal(9_900), 1)
    state, firing = evaluate(LOWEST, state, Decimal(9_700), Past(Decimal(9_900), is_enough=True))
    assert firing is None
    state, _ = evaluate(LOWEST, state, Decimal(12_000), Past(Decimal(9_700), is_enough=True))
    assert (state.phase, state.reference) == (RulePhase.ARMED, Decimal(9_700))


def test_a_short_history_knows_no_lowest_price() -> None:
    short = Past(Decimal(10_000))
    state, firing = evaluate(LOWEST, arm(LOWEST, Decimal(10_000)), Decimal(5_000), short)
    assert (firing, state.reference) == (None, Decimal(5_000))


def test_a_lowest_price_that_waits_begins_from_what_others_saw() -> None:
    state, firing = evaluate(LOWEST, State(), Decimal(12_000), ENOUGH)
    assert (firing, state.reference) == (None, Decimal(10_000))


def test_a_deal_is_told_below_the_typical_range_wherever_that_moves() -> None:
    unknown = arm(DEAL, None)
    assert evaluate(DEAL, unknown, Decimal(1)) == (unknown, None)
    known = redraw(DEAL, unknown, Decimal(9_000))
    assert evaluate(DEAL, known, Decimal(9_000))[1] is None
    state, firing = evaluate(DEAL, known, Decimal(8_900))
    assert firing == Firing(Decimal(9_000), Decimal(8_900), 1)
    assert evaluate(DEAL, redraw(DEAL, state, Decimal(9_500)), Decimal(8_900))[1] is None
    assert evaluate(DEAL, redraw(DEAL, state, None), Decimal(1))[1] is None


def test_a_change_of_availability_is_told_once_each_way() -> None:
    state, told = State(), []
    for seen in (
        Availability.UNKNOWN, Availability.SOLD_OUT, Availability.SOLD_OUT, Availability.UNKNOWN,
        Availability.AVAILABLE, Availability.AVAILABLE, Availability.SOLD_OUT,
    ):  # fmt: skip
        total = Decimal(9_000) if seen is Availability.AVAILABLE else None
        state, firing = see_availability(state, seen, total)
        if firing is not None:
            told.append(firing)
    assert told == [Firing(None, Decimal(9_000), 1), Firing(Decimal(9_000), None, 2)]


def test_the_cheapest_new_option_is_told_if_it_costs_little_enough() -> None:
    terms = RuleTerms(RuleKind.NEW_OPTION, target=Decimal(5_000))
    state, firing = see_options(terms, State(), {1: Decimal(100)})
    assert firing is None
    assert see_options(terms, state, {2: Decimal(6_000)}) == (state, None)
    state, firing = see_options(terms, state, {2: Decimal(5_000), 3: Decimal(4_000)})
    assert firing == Firing(None, Decimal(4_000), 1, hotel_id=3)


@pytest.mark.parametrize("total", [9_501, 10_000, 50_000])
def test_no_rise_disturbs_an_armed_drop(total: int) -> None:
    state, _ = run(DROP, 10_000)
    assert evaluate(DROP, state, Decimal(total)) == (state, None)
