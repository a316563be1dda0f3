"""A booking's lifecycle: a table of states and events, and nothing else.

::

    draft ──▶ rechecked ──▶ submitting ──▶ confirmed ──▶ completed
      ▲  ◀──────┘  ▲            │ │ └─▶ pending ─┐  │  ▲
      │            └─(not sent)─┤ └───▶ unknown ─┤  │  │ (nothing cancelled)
      └─(price, session)────────┤                ▼  ▼  │
                                └─────────────▶ failed cancelling ──▶ cancelled
                                                         └─▶ cancel_pending ─▶ cancelled

From `submitting` on there may be a booking at the supplier: the only ways back to a state from
which it could be sent again are the supplier's word, and the certainty that nothing was sent.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.bookings.models import BookingState as State
from domain.errors import OftenHotelsError


class Event(StrEnum):
    """What happens to a booking."""

    CHANGED = "changed"
    RECHECKED = "rechecked"
    GONE = "gone"
    SUBMITTED = "submitted"
    NOT_SENT = "not_sent"
    PRICE_CHANGED = "price_changed"
    CONFIRMED = "confirmed"
    TAKEN = "taken"
    LOST = "lost"
    REFUSED = "refused"
    CANCEL_SENT = "cancel_sent"
    NOT_CANCELLED = "not_cancelled"
    CANCEL_TAKEN = "cancel_taken"
    CANCELLED = "cancelled"
    STAYED = "stayed"


class Actor(StrEnum):
    """Who caused it."""

    TRAVELLER = "traveller"
    SUPPLIER = "supplier"
    SERVICE = "service"
    ADMIN = "admin"


_OPEN = (State.SUBMITTING, State.PENDING, State.UNKNOWN)
_CANCELLING = (State.CANCELLING, State.CANCEL_PENDING)

TRANSITIONS: Mapping[tuple[State, Event], State] = {
    (State.DRAFT, Event.CHANGED): State.DRAFT,
    (State.DRAFT, Event.RECHECKED): State.RECHECKED,
    (State.DRAFT, Event.GONE): State.FAILED,
    (State.RECHECKED, Event.CHANGED): State.DRAFT,
    (State.RECHECKED, Event.RECHECKED): State.RECHECKED,
    (State.RECHECKED, Event.GONE): State.FAILED,
    (State.RECHECKED, Event.SUBMITTED): State.SUBMITTING,
    (State.SUBMITTING, Event.NOT_SENT): State.RECHECKED,
    (State.SUBMITTING, Event.PRICE_CHANGED): State.DRAFT,
    **{(state, Event.CONFIRMED): State.CONFIRMED for state in _OPEN},
    **{(state, Event.TAKEN): State.PENDING for state in _OPEN},
    **{(state, Event.REFUSED): State.FAILED for state in _OPEN},
    (State.SUBMITTING, Event.LOST): State.UNKNOWN,
    (State.UNKNOWN, Event.LOST): State.UNKNOWN,
    (State.PENDING, Event.LOST): State.PENDING,
    (State.CONFIRMED, Event.CANCEL_SENT): State.CANCELLING,
    (State.CONFIRMED, Event.CANCELLED): State.CANCELLED,
    (State.CONFIRMED, Event.STAYED): State.COMPLETED,
    **{(state, Event.CANCELLED): State.CANCELLED for state in _CANCELLING},
    **{(state, Event.CANCEL_TAKEN): State.CANCEL_PENDING for state in _CANCELLING},
    **{(state, Event.NOT_CANCELLED): State.CONFIRMED for state in _CANCELLING},
}

# There may be a booking at the supplier, without its confirmation.
UNSETTLED = frozenset(_OPEN)
# What stands at the supplier, or may.
STANDING = UNSETTLED | frozenset(_CANCELLING) | {State.CONFIRMED}
# Nothing was sent yet: the traveller is still deciding.
UNSENT = frozenset({State.DRAFT, State.RECHECKED})


class WrongState(OftenHotelsError):
    """An event that this state does not accept: a concurrent change, or a bug."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"{event} in {state}")
        self.state, self.event = state, event


def next_state(state: State, event: Event) -> State:
    """Return the state after an event. Raises WrongState."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise WrongState(state, event) from None
