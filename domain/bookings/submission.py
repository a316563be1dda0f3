"""Confirms a review: the order is recorded, sent once, and its outcome recorded.

Nothing is sent twice: the row's lock lets one of two confirmations through, our reference is saved
before the call, and only the supplier's word that nothing was booked allows another call, with
another reference.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.gateways import gateway_of, outcome_of
from domain.bookings.guests import lead_room
from domain.bookings.holds import held_for, note_used
from domain.bookings.lifecycle import Actor, Event, WrongState
from domain.bookings.models import BookingAttempt, BookingState
from domain.bookings.queries.bookings import TERMS, load_booking
from domain.bookings.reconciliation import look_up
from domain.bookings.references import new_client_ref
from domain.bookings.review import review_booking
from domain.bookings.settlement import desk_of
from domain.bookings.steps import OtherReview, step
from domain.bookings.timetable import SENDER_LOST
from domain.bookings.values import Booking, Review
from domain.outbox.leases import surely
from domain.suppliers.booking_contract import BookingGateway, HoldingGateway, Submission
from domain.suppliers.booking_outcomes import (
    BookOutcome,
    Duplicate,
    Held,
    NotSent,
    PriceChanged,
    SessionEnded,
    Unknown,
)

log = structlog.get_logger(__name__)

# A session that ends while the order is on its way is as good as ended.
MARGIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Submitted:
    """The order was sent, by this confirmation or an earlier one; the booking's state has the
    outcome.
    """

    booking: Booking


@dataclass(frozen=True, slots=True)
class Unsent:
    """The order could not be handed to the supplier: nothing was booked, and it can be sent
    again.
    """

    booking: Booking


ConfirmOutcome = Submitted | Unsent | Review


async def confirm_booking(
    app: App, traveller: Traveller, booking_id: int, review: int
) -> ConfirmOutcome:
    """Send what a review showed, unless it was sent, and return the result.

    It carries on even if its caller goes away. A Review is returned if something differs from what
    was shown, or another review was shown since. Raises NotFound for somebody else's booking and a
    `SupplierError` if the supplier could not be asked for the terms: nothing was sent then.
    """
    confirming = app.background.start(_confirm(app, traveller, booking_id, review))
    return await asyncio.shield(confirming)


async def _confirm(app: App, traveller: Traveller, booking_id: int, review: int) -> ConfirmOutcome:
    booking = await load_booking(traveller, booking_id)
    if not booking.can_change:
        return Submitted(booking)
    if booking.state is not BookingState.RECHECKED or booking.review != review:
        return _shown(await review_booking(app, traveller, booking_id))
    if not holds(booking, app.clock.now()):
        renewed = await review_booking(app, traveller, booking_id)
        if isinstance(renewed, Booking) or renewed.changed:
            return _shown(renewed)
        booking = renewed.booking
    outcome = await _submit(app, traveller, booking)
    if isinstance(outcome, PriceChanged | SessionEnded):
        return await _confirm_renewed(app, traveller, booking)
    after = await load_booking(traveller, booking_id)
    return Unsent(after) if isinstance(outcome, NotSent) else Submitted(after)


async def _confirm_renewed(app: App, traveller: Traveller, booking: Booking) -> ConfirmOutcome:
    """Renew a session that ended on the way; if the terms hold, send the order once more."""
    renewed = await review_booking(app, traveller, booking.booking_id)
    if isinstance(renewed, Booking) or renewed.changed:
        return _shown(renewed)
    outcome = await _submit(app, traveller, renewed.booking)
    if isinstance(outcome, PriceChanged | SessionEnded):
        return _shown(await review_booking(app, traveller, booking.booking_id))
    after = await load_booking(traveller, booking.booking_id)
    return Unsent(after) if isinstance(outcome, NotSent) else Submitted(after)


def _shown(found: Review | Booking) -> ConfirmOutcome:
    return Submitted(found) if isinstance(found, Booking) else found


def holds(booking: Booking, now: datetime) -> bool:
    """Return whether the supplier still holds what a review showed."""
    session = booking.session
    if session is None:
        return False
    return session.expires_at is None or now + MARGIN < session.expires_at


async def _submit(app: App, traveller: Traveller, booking: Booking) -> BookOutcome | None:
    """Record the order, send it, and record its outcome; None if a concurrent call did."""
    gateway = gateway_of(app, booking)
    room = await lead_room(app, booking)
    held = await held_for(booking, app.clock.now())
    try:
        is_kept = await _write_down(app, booking)
    except (WrongState, OtherReview):
        return None
    sent = await load_booking(traveller, booking.booking_id)
    submission = Submission(sent.client_ref, sent.order(room), sent.key.session, sent.terms.total)
    outcome = await _send(gateway, submission, held if is_kept else None)
    desk = desk_of(app)

    async def note() -> None:
        try:
            await desk.settle_order(sent, outcome, app.clock.now())
        except WrongState as late:
            # A look-up came first, or this is a repeat.
            log.info("outcome came late", booking=sent.booking_id, state=late.state)

    await surely(note)
    if isinstance(outcome, Duplicate):
        await look_up(app, sent.booking_id)
    return outcome


async def _write_down(app: App, booking: Booking) -> bool:
    """Save the intent and the reference before the call; say whether its room is still kept.

    Raises WrongState or OtherReview.
    """
    now, total = app.clock.now(), booking.wanted.seen.total
    client_ref = new_client_ref()
    async with app.pool.transaction():
        await step(
            app.pool, booking.booking_id, Event.SUBMITTED, Actor.TRAVELLER, now,
            f"review {booking.review}", booking.review, client_ref=client_ref,
            agreed=TERMS.dump_python(booking.wanted.seen, mode="json"),
            look_at=now + SENDER_LOST, looks=0, total=total.amount, currency=total.currency,
        )  # fmt: skip
        is_kept = await note_used(booking.booking_id)
        await BookingAttempt.create(
            booking_id=booking.booking_id,
            supplier=booking.supplier.value,
            client_ref=client_ref,
            session=booking.key.session.token,
            total=total.amount,
            currency=total.currency,
            sent_at=now,
        )
    return is_kept


async def _send(gateway: BookingGateway, submission: Submission, held: Held | None) -> BookOutcome:
    """Send an order, once, or complete a hold."""
    if held is not None and isinstance(gateway, HoldingGateway):
        call = gateway.confirm_hold(submission, held)
    else:
        call = gateway.book(submission)
    return await outcome_of(call, Unknown, submission.client_ref)
