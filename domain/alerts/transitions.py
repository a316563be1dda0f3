"""Rules about availability rather than price: pure; each change fires once."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from domain.alerts.models import RulePhase
from domain.alerts.states import Firing, RuleTerms, State
from domain.prices.models import Availability


def see_availability(
    state: State, seen: Availability, total: Decimal | None
) -> tuple[State, Firing | None]:
    """Return an availability rule's next state, and a firing if it changed.

    The first observation is not a change, and an unknown availability is ignored.
    """
    if seen is Availability.UNKNOWN or _is_alike(seen, state.availability):
        return state, None
    if state.phase is RulePhase.WAITING or state.availability is None:
        return replace(state, phase=RulePhase.ARMED, availability=seen), None
    fired = replace(
        state, phase=RulePhase.FIRED, availability=seen, firings=state.firings + 1,
        last_alerted=total or state.last_alerted,
    )  # fmt: skip
    priced = total if seen is Availability.AVAILABLE else None
    return fired, Firing(state.last_alerted, priced, fired.firings)


def _is_alike(seen: Availability, before: Availability | None) -> bool:
    """Return whether the availability is unchanged, whatever the reason."""
    return before is not None and seen.is_gone == before.is_gone


def see_options(
    terms: RuleTerms, state: State, new: Mapping[int, Decimal]
) -> tuple[State, Firing | None]:
    """Return a new-option rule's next state, and a firing for the cheapest new hotel.

    `new` maps hotels that the search had never found to their totals. A waiting rule has nothing to
    compare with: what it sees first is not new.
    """
    if state.phase is RulePhase.WAITING:
        return replace(state, phase=RulePhase.ARMED), None
    fitting = {h: total for h, total in new.items() if not terms.target or total <= terms.target}
    if not fitting:
        return state, None
    hotel_id, total = min(fitting.items(), key=lambda pair: (pair[1], pair[0]))
    fired = replace(state, phase=RulePhase.FIRED, last_alerted=total, firings=state.firings + 1)
    return fired, Firing(None, total, fired.firings, hotel_id)
