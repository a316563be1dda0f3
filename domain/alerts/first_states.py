"""A rule's initial state: pure."""

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.rules import NO_PAST, begin, evaluate
from domain.alerts.states import Past, RuleTerms, State
from domain.prices.models import Availability


@dataclass(frozen=True, slots=True)
class Now:
    """What is known of a trackable when a rule is created.

    `total` is the price that the traveller sees, None if there is none. `has_options` means that
    the hotels found by a search are known.
    """

    total: Decimal | None = None
    availability: Availability = Availability.UNKNOWN
    past: Past = NO_PAST
    typical_low: Decimal | None = None
    has_options: bool = False


def first_state(terms: RuleTerms, now: Now) -> tuple[State, bool]:
    """Return a new rule's state, and whether the current price already meets it.

    To someone who is looking at it such a price is not news: the rule starts as if it had fired,
    and fires at the next step.
    """
    match terms.kind:
        case RuleKind.AVAILABILITY if now.availability is not Availability.UNKNOWN:
            seen = replace(State(RulePhase.ARMED), availability=now.availability)
            return replace(seen, last_alerted=now.total), False
        case RuleKind.NEW_OPTION if now.has_options:
            return State(RulePhase.ARMED), False
        case RuleKind.AVAILABILITY | RuleKind.NEW_OPTION:
            return State(), False
    state = begin(terms, now.total, now.past, now.typical_low)
    if now.total is None:
        return state, False
    after, firing = evaluate(terms, state, now.total, now.past)
    return after, firing is not None
