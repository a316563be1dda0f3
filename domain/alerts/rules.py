"""When a price is news: pure rules over a rule's terms, its state and a new total.

A rule is armed at a reference price, which draws its line. It fires when the total crosses the
line, fires again only one step deeper than the price last told of, and is armed again when the
total has climbed back over the line by the hysteresis. `fires_at` and `rearms_at` are the ends of
the open interval in which nothing happens to it; `domain.trackers.recording` finds rules by them.

The line of a drop stays where the watch began. A line that followed the price up would touch every
watcher's rule at every rise, and would call a price news that is above the one first seen.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from domain.alerts.models import RuleKind, RulePhase

# A change below either floor is noise (cents, rounding), whatever the rule says: one per cent, and
# one unit of the currency.
FLOOR_PERCENT = Decimal(1)
FLOOR_AMOUNT = Decimal(1)
# A fired rule tells again when the price has fallen by this much more.
STEP_PERCENT = Decimal(3)
# A fired rule is armed again this far above the line at which it fired.
HYSTERESIS_PERCENT = Decimal(2)
DEFAULT_DROP_PERCENT = Decimal(5)
_UNIT = Decimal("0.001")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a rule was told: a drop's `percent` and/or `amount` (both hold), or a `target` total."""

    kind: RuleKind
    percent: Decimal | None = None
    amount: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where a rule stands on one trackable.

    Without a `reference` it waits for its first price. With one and without bounds it sleeps: its
    tracker is paused or gone.
    """

    phase: RulePhase = RulePhase.ARMED
    reference: Decimal | None = None
    last_alerted: Decimal | None = None
    fires_at: Decimal | None = None
    rearms_at: Decimal | None = None
    firings: int = 0

    def is_quiet(self, total: Decimal) -> bool:
        """Say whether nothing happens to the rule at `total`."""
        falls = self.fires_at is not None and total <= self.fires_at
        climbs = self.rearms_at is not None and total >= self.rearms_at
        return self.reference is not None and not falls and not climbs


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule has fired: from what to what, and the how-manieth time since it was made.

    `previous` is the price last told of; on the first telling, the one that the line is drawn from.
    """

    previous: Decimal
    total: Decimal
    number: int


def less(amount: Decimal, percent: Decimal) -> Decimal:
    """Return `amount` less `percent` per cent, to a thousandth."""
    return (amount * (_HUNDRED - percent) / _HUNDRED).quantize(_UNIT, ROUND_HALF_UP)


def more(amount: Decimal, percent: Decimal) -> Decimal:
    """Return `amount` plus `percent` per cent, to a thousandth."""
    return (amount * (_HUNDRED + percent) / _HUNDRED).quantize(_UNIT, ROUND_HALF_UP)


def line_of(terms: RuleTerms, reference: Decimal) -> Decimal:
    """Return the total at which an armed rule fires."""
    if terms.kind is RuleKind.TARGET_PRICE:
        return terms.target or Decimal(0)
    line = min(less(reference, FLOOR_PERCENT), reference - FLOOR_AMOUNT)
    if terms.percent is not None:
        line = min(line, less(reference, terms.percent))
    if terms.amount is not None:
        line = min(line, reference - terms.amount)
    return line


def arm(terms: RuleTerms, reference: Decimal, firings: int = 0) -> State:
    """Return the rule armed at `reference`."""
    return _with_bounds(terms, State(RulePhase.ARMED, reference, firings=firings))


def sleep(state: State) -> State:
    """Return the state in which no price finds the rule."""
    return replace(state, fires_at=None, rearms_at=None)


def wake(terms: RuleTerms, state: State) -> State:
    """Return a sleeping rule's state with its bounds again."""
    return state if state.reference is None else _with_bounds(terms, state)


def _with_bounds(terms: RuleTerms, state: State) -> State:
    line = line_of(terms, state.reference or Decimal(0))
    told = state.last_alerted
    if state.phase is RulePhase.ARMED or told is None:
        return replace(state, fires_at=line, rearms_at=None)
    return replace(
        state,
        fires_at=min(less(told, STEP_PERCENT), told - FLOOR_AMOUNT),
        rearms_at=more(max(line, told), HYSTERESIS_PERCENT),
    )


def evaluate(terms: RuleTerms, state: State, total: Decimal) -> tuple[State, Firing | None]:
    """Return the rule's next state at `total`, and a firing if this is news.

    Only counted totals come here: sold-out, unconfirmed and foreign ones never do.
    """
    if state.reference is None:
        state = arm(terms, total, state.firings)
    if state.is_quiet(total):
        return state, None
    if state.fires_at is not None and total <= state.fires_at:
        return _fire(terms, state, total)
    # A target's line is its own; what it tells of begins at the price from which it falls again.
    is_target = terms.kind is RuleKind.TARGET_PRICE
    return arm(terms, total if is_target else state.reference or total, state.firings), None


def _fire(terms: RuleTerms, state: State, total: Decimal) -> tuple[State, Firing]:
    told_before = state.last_alerted if state.phase is RulePhase.FIRED else None
    fired = replace(state, phase=RulePhase.FIRED, last_alerted=total, firings=state.firings + 1)
    previous = told_before or state.reference or total
    return _with_bounds(terms, fired), Firing(previous, total, fired.firings)
