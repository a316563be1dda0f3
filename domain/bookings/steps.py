"""Applies events to bookings: state, notices, and the money that follows."""

from datetime import datetime
from typing import Any

from domain.bookings.lifecycle import Actor, Event, next_state
from domain.bookings.models import (
    BookingState,
)
from domain.bookings.payment.money_moves import follow
from domain.bookings.programs import tell_programs
from domain.bookings.queries.agreed_terms import lock_review
from domain.bookings.queries.bookings import set_columns
from domain.bookings.queries.transitions import Transition, note_transition
from domain.errors import NotFound
from domain.unit_of_work import Database


class OtherReview(Exception):
    """Another review was shown since: what was confirmed is no longer current."""


async def step(
    database: Database,
    booking_id: int,
    event: Event,
    actor: Actor,
    now: datetime,
    cause: str = "",
    expected_review: int | None = None,
    **columns: Any,
) -> BookingState:
    """Apply an event to a booking, and set `columns` with its state; return the new state.

    Its money follows, see `payment.money_moves`.

    Joins the open transaction and locks the row until its end, so concurrent callers wait. Raises
    WrongState if the state does not accept the event, OtherReview if another review than the
    expected one was shown since, and NotFound.
    """
    held = await lock_review(database, booking_id)
    if held is None:
        raise NotFound("booking")
    after = next_state(held.state, event)
    if expected_review is not None and held.review != expected_review:
        raise OtherReview
    await set_columns(database, booking_id, state=after.value, changed_at=now, **columns)
    await note_transition(
        database,
        Transition(
            booking_id, event.value, held.state.value, after.value, now, actor.value, cause[:64]
        ),
    )
    await tell_programs(database, booking_id, held.state, after, now)
    await follow(database, booking_id, after, now)
    return after
