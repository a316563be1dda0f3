"""Informs the traveller's own programs of each state that a booking reaches."""

from datetime import datetime

from domain.bookings.models import BookingState
from domain.bookings.queries.transitions import titled
from domain.event_hooks.events import Event, EventKind, put_events
from domain.unit_of_work import Database

# Before it is submitted nothing has happened that a program could wait for.
UNTOLD = frozenset({BookingState.DRAFT, BookingState.RECHECKED})


async def tell_programs(
    database: Database, booking_id: int, before: BookingState, after: BookingState, now: datetime
) -> None:
    """Report a booking's new state, within the transaction that writes it."""
    if after in UNTOLD or after is before:
        return
    booking = await titled(database, booking_id)
    data = {
        "booking_id": booking_id,
        "kind": booking.kind,
        "title": booking.title,
        "state": after.value,
        "previous_state": before.value,
        "changed_at": now.isoformat(),
    }
    name = f"{booking_id}:{before}:{after}:{now.isoformat()}"
    await put_events(database, [Event(booking.user_id, EventKind.BOOKING_CHANGED, name, data)], now)
