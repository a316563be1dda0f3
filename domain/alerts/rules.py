"""When a price is news: pure rules over a rule's terms, its state and a new total.

A rule is armed at a reference price. It fires when the total crosses its line, fires again only
one step deeper than the price last told of, and is armed again when the total has climbed back
over the line by the hysteresis. `fires_at` and `rearms_at` are the ends of the open interval in
which nothing happens to it; `domain.trackers.recording` finds rules by them.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from domain.alerts.models import RuleKind, RulePhase

# A change below both floors is noise (cents, rounding), whatever the rule says.
FLOOR_PERCENT = Decimal(1)
# A fired rule tells again when the price has fallen by this much more.
STEP_PERCENT = Decimal(3)
# A fired rule is armed again this far above the line at which it fired.
HYSTERESIS_PERCENT = Decimal(2)
DEFAULT_DROP_PERCENT = Decimal(5)
_UNIT = Decimal("0.001")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a rule was told: a drop's `percent` and/or `amount`, or a `target` total."""

    kind: RuleKind
    percent: Decimal | None = None
    amount: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Where a rule stands on one trackable; both bounds None means that it sleeps."""

    phase: RulePhase = RulePhase.ARMED
    reference: Decimal | None = None
    last_alerted: Decimal | None = None
    fires_at: Decimal | None = None
    rearms_at: Decimal | None = None
    firings: int = 0

    def is_quiet(self, total: Decimal) -> bool:
        """Say whether nothing happens to the rule at `total`."""
        if self.fires_at is None and self.rearms_at is None:
            return self.reference is not None
        falls = self.fires_at is not None and total <= self.fires_at
        climbs = self.rearms_at is not None and total >= self.rearms_at
        return not (falls or climbs)


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule has fired: from what to what, and the how-manieth time since it was last armed."""

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
    line = reference
    if terms.percent is not None:
        line = min(line, less(reference, terms.percent))
    if terms.amount is not None:
        line = min(line, reference - terms.amount)
    return min(line, less(reference, FLOOR_PERCENT))


def arm(terms: RuleTerms, total: Decimal, firings: int = 0) -> State:
    """Return the rule armed at `total`.

    A drop follows the price up: its reference is the highest total since it was armed, so its
    upper bound lies just above. A target has nothing to follow.
    """
    follows = terms.kind is RuleKind.PRICE_DROP
    return State(
        phase=RulePhase.ARMED,
        reference=total,
        last_alerted=None,
        fires_at=line_of(terms, total),
        rearms_at=more(total, FLOOR_PERCENT) if follows else None,
        firings=firings,
    )


def evaluate(terms: RuleTerms, state: State, total: Decimal) -> tuple[State, Firing | None]:
    """Return the rule's next state at `total`, and a firing if this is news.

    Only counted totals come here: sold-out, unconfirmed and foreign ones never do.
    """
    if state.reference is None:
        armed = arm(terms, total)
        if terms.kind is RuleKind.TARGET_PRICE and total <= line_of(terms, total):
            return _fire(terms, armed, total)
        return armed, None
    if state.is_quiet(total):
        return state, None
    if state.fires_at is not None and total <= state.fires_at:
        return _fire(terms, state, total)
    return arm(terms, total, state.firings), None


def _fire(terms: RuleTerms, state: State, total: Decimal) -> tuple[State, Firing]:
    line = line_of(terms, state.reference or total)
    previous = state.last_alerted if state.last_alerted is not None else state.reference
    fired = replace(
        state,
        phase=RulePhase.FIRED,
        last_alerted=total,
        fires_at=less(total, STEP_PERCENT),
        rearms_at=max(more(line, HYSTERESIS_PERCENT), more(total, HYSTERESIS_PERCENT)),
        firings=state.firings + 1,
    )
    return fired, Firing(previous if previous is not None else total, total, fired.firings)
