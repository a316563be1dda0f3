"""When a price is news: pure rules over a rule's terms, its state and a new total.

Every price rule is the same machine. It is armed at a reference price, which sets its line; it
fires when the total crosses the line, fires again only one step beyond the price last reported, and
re-arms when the total has come back over the line by the hysteresis. `low` and `high` of its state
bound the open interval in which nothing happens; recording finds rules by them.

The kinds differ in their reference:

- a drop or a rise: the price when the watch began, and it stays there. A line that followed the
  price would touch every watcher's rule at every move, and call a price news that is above the one
  first seen.
- a target: the price from which it fell; the line is the target itself.
- the lowest price so far: the lowest total before, in a history that is long enough to mean it.
- a deal: the low end of the typical range, drawn again once a day (`redraw`).
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from domain.alerts.lines import is_rising, line_of, next_step, way_back
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.states import Firing, Past, RuleTerms, State

DEFAULT_DROP_PERCENT = Decimal(5)
NO_PAST = Past()
PRICE_KINDS = frozenset(
    {
        RuleKind.PRICE_DROP,
        RuleKind.TARGET_PRICE,
        RuleKind.ALL_TIME_LOW,
        RuleKind.PRICE_RISE,
        RuleKind.BEST_DEAL,
    }
)
# The size that a rule of each kind requires; of several, one is enough. The others have none.
SIZE_OF: Mapping[RuleKind, tuple[str, ...]] = MappingProxyType(
    {
        RuleKind.PRICE_DROP: ("percent", "amount"),
        RuleKind.PRICE_RISE: ("percent", "amount"),
        RuleKind.TARGET_PRICE: ("target",),
    }
)
SIZED_KINDS = frozenset(SIZE_OF)


def arm(terms: RuleTerms, reference: Decimal | None, firings: int = 0) -> State:
    """Return the rule armed at `reference`; None for a deal without a known typical range."""
    return _with_bounds(terms, State(RulePhase.ARMED, reference, firings=firings))


def begin(
    terms: RuleTerms, total: Decimal | None, past: Past, typical_low: Decimal | None = None
) -> State:
    """Return the state of a new rule, given the current price, if there is one.

    A price that already meets a target or a deal does not fire here: `evaluate` does that.
    """
    if terms.kind is RuleKind.BEST_DEAL:
        return arm(terms, typical_low)
    if total is None:
        return State()
    if terms.kind is RuleKind.ALL_TIME_LOW:
        return arm(terms, total if past.lowest is None else min(past.lowest, total))
    return arm(terms, total)


def sleep(state: State) -> State:
    """Return the state in which no price finds the rule."""
    return replace(state, low=None, high=None)


def wake(terms: RuleTerms, state: State) -> State:
    """Return a sleeping rule's state with its bounds restored."""
    return state if state.phase is RulePhase.WAITING else _with_bounds(terms, state)


def redraw(terms: RuleTerms, state: State, typical_low: Decimal | None) -> State:
    """Return a deal's state with the line for today's typical range."""
    return _with_bounds(terms, replace(state, reference=typical_low))


def _with_bounds(terms: RuleTerms, state: State) -> State:
    if terms.kind not in PRICE_KINDS or state.reference is None:
        return replace(state, low=None, high=None)
    line, told = line_of(terms, state.reference), state.last_alerted
    if state.phase is RulePhase.ARMED or told is None:
        ahead, back = line, None
    else:
        ahead, back = next_step(terms.kind, told), way_back(terms.kind, line, told)
    low, high = (back, ahead) if is_rising(terms.kind) else (ahead, back)
    return replace(state, low=low, high=high)


def evaluate(
    terms: RuleTerms, state: State, total: Decimal, past: Past = NO_PAST
) -> tuple[State, Firing | None]:
    """Return a price rule's next state at `total`, and a firing if this is news.

    Only counted totals get here: never sold-out, unconfirmed or foreign-currency ones.
    """
    if state.phase is RulePhase.WAITING:
        # The first lowest price seen had fallen before anyone asked.
        known = past.lowest if terms.kind is RuleKind.ALL_TIME_LOW else None
        state = arm(terms, total if known is None else min(known, total), state.firings)
    if state.is_quiet(total):
        return state, None
    if not _has_crossed(terms, state, total):
        return arm(terms, _reference_after(terms, state, total, past), state.firings), None
    if terms.kind is RuleKind.ALL_TIME_LOW and not past.is_enough:
        return arm(terms, total, state.firings), None
    return _fire(terms, state, total)


def _has_crossed(terms: RuleTerms, state: State, total: Decimal) -> bool:
    if is_rising(terms.kind):
        return state.high is not None and total >= state.high
    return state.low is not None and total <= state.low


def _reference_after(terms: RuleTerms, state: State, total: Decimal, past: Past) -> Decimal | None:
    """Return a rule's reference once the price has come back."""
    match terms.kind:
        case RuleKind.TARGET_PRICE:
            return total
        case RuleKind.ALL_TIME_LOW:
            told = state.last_alerted or total
            return told if past.lowest is None else min(past.lowest, told)
        case _:
            return state.reference


def _fire(terms: RuleTerms, state: State, total: Decimal) -> tuple[State, Firing]:
    told_before = state.last_alerted if state.phase is RulePhase.FIRED else None
    fired = replace(state, phase=RulePhase.FIRED, last_alerted=total, firings=state.firings + 1)
    previous = told_before or state.reference or total
    return _with_bounds(terms, fired), Firing(previous, total, fired.firings)
