"""Holds a room before it is paid for, where its supplier can: requested once, and recorded.

A hold costs nothing and lapses by itself, so a lost answer needs no follow-up: the room is booked
without it. No hold is requested twice.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from domain.app import App
from domain.bookings.gateways import gateway_of, outcome_of
from domain.bookings.guests import lead_room
from domain.bookings.models import BookingHold
from domain.bookings.queries.agreed_terms import lock_review
from domain.bookings.queries.bookings import load_any
from domain.bookings.queries.holds import release_hold, unused_holds
from domain.bookings.references import new_client_ref
from domain.bookings.values import Booking
from domain.suppliers.booking_contract import BookingKey, HoldingGateway, Session, Submission
from domain.suppliers.booking_outcomes import CancelUnknown, Held, Unknown

log = structlog.get_logger(__name__)

# No session lasts longer: an older hold cannot be used.
KEPT_FOR = timedelta(hours=1)


class HoldState(StrEnum):
    """A hold's state. ASKED: no answer was recorded, so nobody relies on it."""

    ASKED = "asked"
    HELD = "held"
    NOT_HELD = "not_held"
    USED = "used"
    RELEASED = "released"


async def hold_room(app: App, booking: Booking) -> Held | None:
    """Hold a reviewed booking's room; None if its supplier cannot, or did not answer."""
    gateway, session = gateway_of(app, booking), booking.session
    if session is None or not isinstance(gateway, HoldingGateway) or not gateway.can_hold(session):
        return None
    row = await _write_down(app, booking, session)
    if row is None:
        return await held_for(booking, app.clock.now())
    room = await lead_room(app, booking)
    total = booking.wanted.seen.total
    submission = Submission(row.client_ref, booking.order(room), session, total)
    outcome = await outcome_of(gateway.hold(submission), Unknown, row.client_ref)
    held = outcome if isinstance(outcome, Held) else None
    await BookingHold.filter(id=row.id).update(
        state=(HoldState.NOT_HELD if held is None else HoldState.HELD).value,
        supplier_ref=held and held.supplier_ref, ends_at=held and held.until,
    )  # fmt: skip
    return held


async def _write_down(app: App, booking: Booking, session: Session) -> BookingHold | None:
    """Save that a room is asked for; None where it was before, by another device perhaps."""
    async with app.pool.transaction() as connection:
        await lock_review(connection, booking.booking_id)
        if await BookingHold.filter(booking_id=booking.booking_id, session=session.token).exists():
            return None
        return await BookingHold.create(
            booking_id=booking.booking_id, client_ref=new_client_ref(), session=session.token,
            state=HoldState.ASKED.value, asked_at=app.clock.now(),
        )  # fmt: skip


async def held_for(booking: Booking, now: datetime) -> Held | None:
    """Return the hold for a booking's session, or None."""
    if booking.session is None:
        return None
    row = await BookingHold.get_or_none(
        booking_id=booking.booking_id, session=booking.session.token, state=HoldState.HELD.value,
        ends_at__gt=now,
    )  # fmt: skip
    return None if row is None else Held(row.supplier_ref or "", row.ends_at or now)


async def kept_until(booking: Booking, now: datetime) -> datetime | None:
    """Return until when a booking's room is held and can be booked, None if it is not held."""
    held = await held_for(booking, now)
    if held is None or booking.session is None:
        return None
    ends = booking.session.expires_at
    return held.until if ends is None else min(held.until, ends)


async def note_used(booking_id: int) -> bool:
    """Record that an order is about to use the hold; False if there is none any more.

    Joins the open transaction.
    """
    used = await BookingHold.filter(booking_id=booking_id, state=HoldState.HELD.value).update(
        state=HoldState.USED.value
    )
    return used > 0


async def release_unused(app: App) -> int:
    """Release the holds that nobody went on to use; return how many bookings had one."""
    booking_ids = await unused_holds(app.pool, app.clock.now() - KEPT_FOR)
    for booking_id in booking_ids:
        await release_room(app, await load_any(booking_id))
    return len(booking_ids)


async def release_room(app: App, booking: Booking) -> None:
    """Release a booking's hold, once; if that fails, it lapses by itself."""
    gateway: object = app.suppliers.booking_at(booking.supplier)
    rows = await BookingHold.filter(booking_id=booking.booking_id, state=HoldState.HELD.value)
    for row in rows:
        is_ours = await release_hold(app.pool, row.id)
        if is_ours and isinstance(gateway, HoldingGateway):
            key = BookingKey(row.client_ref, Session(row.session))
            held = Held(row.supplier_ref or "", row.ends_at or app.clock.now())
            call = gateway.release_hold(key, held)
            outcome = await outcome_of(call, CancelUnknown, row.client_ref)
            log.info("hold released", booking=booking.booking_id, outcome=type(outcome).__name__)
