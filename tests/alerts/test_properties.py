"""Whatever the series: the machine with its quiet intervals tells what the naive way tells."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.alerts.lines import HYSTERESIS_PERCENT, STEP_PERCENT, less, more
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.rules import arm, evaluate, redraw, sleep, wake
from domain.alerts.states import Firing, Past, RuleTerms, State
from domain.alerts.transitions import see_availability
from domain.prices.models import Availability
from tests.alerts.naive import ENOUGH, Naive

totals = st.decimals(min_value=1_000, max_value=30_000, places=2)
# Prices that stay near each other meet the lines more often than prices from anywhere.
steps = st.lists(st.integers(-9, 9), min_size=1, max_size=60)
percents = st.none() | st.decimals(min_value=1, max_value=30, places=1)
amounts = st.none() | st.decimals(min_value=1, max_value=3_000, places=0)
rules = st.one_of(
    st.builds(RuleTerms, st.just(RuleKind.PRICE_DROP), percents, amounts),
    st.builds(RuleTerms, st.just(RuleKind.PRICE_RISE), percents, amounts),
    st.builds(RuleTerms, st.just(RuleKind.TARGET_PRICE), target=totals),
    st.just(RuleTerms(RuleKind.ALL_TIME_LOW)),
    st.builds(RuleTerms, st.just(RuleKind.BEST_DEAL), percents),
    st.just(RuleTerms(RuleKind.AVAILABILITY)),
)


@st.composite
def stories(draw: st.DrawFn) -> list[Decimal | None]:
    """Return a walk of prices with sold-out days; some are jumps."""
    price, story = Decimal(10_000), list[Decimal | None]()
    for step in draw(steps):
        price = max(less(price, Decimal(step)), Decimal(1_000))
        story.append(draw(st.sampled_from([price, price, price, price, None, draw(totals)])))
    return story


def typical(seen: list[Decimal]) -> Decimal | None:
    """Return the low end of the usual range, as long as there is one to speak of."""
    return sorted(seen)[len(seen) // 4] if len(seen) >= ENOUGH else None


class Machine:
    """The rule as recording runs it: only a left interval or a change wakes it."""

    def __init__(self, terms: RuleTerms) -> None:
        self.terms = terms
        self.state = arm(terms, None) if terms.kind is RuleKind.BEST_DEAL else State()
        self.seen: list[Decimal] = []
        self.told: list[Firing] = []
        self.evaluations = 0

    def see(self, total: Decimal | None, low: Decimal | None) -> None:
        """Do what recording does with an observation that counts."""
        if self.terms.kind is RuleKind.BEST_DEAL:
            self.state = redraw(self.terms, self.state, low)
        before, firing = self.state, None
        if self.terms.kind is RuleKind.AVAILABILITY:
            now = Availability.SOLD_OUT if total is None else Availability.AVAILABLE
            if before.phase is RulePhase.WAITING or before.availability is not now:
                self.state, firing = see_availability(before, now, total)
        elif total is not None and not before.is_quiet(total):
            self.evaluations += 1
            past = Past(min(self.seen, default=None), len(self.seen) >= ENOUGH)
            self.state, firing = evaluate(self.terms, before, total, past)
        if total is not None:
            self.seen.append(total)
        if firing is not None:
            self.told.append(firing)


def run(terms: RuleTerms, story: list[Decimal | None]) -> tuple[Machine, Naive]:
    """Return both after a story; the typical range is drawn again every seventh day."""
    machine, naive = Machine(terms), Naive(terms)
    low: Decimal | None = None
    for day, total in enumerate(story):
        low = typical(machine.seen) if day % 7 == 0 else low
        machine.see(total, low)
        naive.see(total, low)
    return machine, naive


@settings(max_examples=400)
@given(rules, stories())
def test_the_interval_tells_what_evaluating_every_rule_every_time_tells(
    terms: RuleTerms, story: list[Decimal | None]
) -> None:
    machine, naive = run(terms, story)
    assert [(f.previous, f.total) for f in machine.told] == naive.told
    assert [f.number for f in machine.told] == list(range(1, len(naive.told) + 1))


@given(rules, stories())
def test_no_fact_is_told_twice(terms: RuleTerms, story: list[Decimal | None]) -> None:
    """Between two tellings lies a step further, or a way back by the hysteresis, or a change."""
    machine, _ = run(terms, story)
    state, told = machine.state, machine.told
    assert state.firings == len(told)
    if terms.kind is RuleKind.AVAILABILITY:
        assert all((a.total is None) != (b.total is None) for a, b in pairwise(told))
        return
    if terms.kind is RuleKind.ALL_TIME_LOW:
        lows = [f.total for f in told if f.total is not None]
        assert all(later <= less(earlier, Decimal(1)) for earlier, later in pairwise(lows))
        return
    replayed, is_rise = Machine(terms), terms.kind is RuleKind.PRICE_RISE
    for total in machine.seen:
        before = replayed.state
        replayed.see(total, Decimal(9_000))
        after, last = replayed.state, before.last_alerted
        if before.phase is not RulePhase.FIRED or last is None:
            continue
        if after.firings > before.firings:
            assert (
                total >= more(last, STEP_PERCENT) if is_rise else total <= less(last, STEP_PERCENT)
            )
        if after.phase is RulePhase.ARMED:
            back = less(last, HYSTERESIS_PERCENT) if is_rise else more(last, HYSTERESIS_PERCENT)
            assert total <= back if is_rise else total >= back


@given(rules, stories())
def test_sold_out_days_change_no_price_rule(terms: RuleTerms, story: list[Decimal | None]) -> None:
    if terms.kind in {RuleKind.AVAILABILITY, RuleKind.BEST_DEAL}:
        return
    machine, _ = run(terms, story)
    without, _ = run(terms, [total for total in story if total is not None])
    assert (machine.state, machine.told) == (without.state, without.told)


@given(rules, stories(), st.integers(0, 60))
def test_a_replay_from_any_point_ends_in_the_same_state(
    terms: RuleTerms, story: list[Decimal | None], cut: int
) -> None:
    """A state holds all that matters: put to sleep, stored and woken, it goes on as before."""
    whole, _ = run(terms, story)
    halved = Machine(terms)
    low: Decimal | None = None
    for day, total in enumerate(story):
        if day == cut:
            halved.state = wake(terms, sleep(halved.state))
        low = typical(halved.seen) if day % 7 == 0 else low
        halved.see(total, low)
    assert (halved.state, halved.told) == (whole.state, whole.told)


@given(rules, stories())
def test_a_price_that_stays_wakes_nobody(terms: RuleTerms, story: list[Decimal | None]) -> None:
    machine, _ = run(terms, story)
    if not machine.seen or terms.kind is RuleKind.AVAILABILITY:
        return
    last = machine.seen[-1]
    machine.see(last, machine.state.reference)
    count = machine.evaluations
    machine.see(last, machine.state.reference)
    assert machine.evaluations == count
