"""Shows both bookings side by side before anything is agreed: both are read at their supplier
again.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.gateways import gateway_of
from domain.bookings.lifecycle import Actor
from domain.bookings.lifecycle import Event as BookingEvent
from domain.bookings.models import BookingGuest, BookingKind, BookingState, UniversalBooking
from domain.bookings.price_watches.alerts import find_cheaper, read_rates
from domain.bookings.price_watches.saving import NoClaim, Saved, last_moment, saved_by
from domain.bookings.queries.bookings import WANTED, load_any, load_booking
from domain.bookings.queries.transitions import lock_booking
from domain.bookings.rebooking.lifecycle import Event, WrongStep
from domain.bookings.rebooking.models import RebookingStep
from domain.bookings.rebooking.payment import asked_for, with_invoice
from domain.bookings.rebooking.queries import (
    insert_rebooking,
    load_rebooking,
    move,
    open_rebooking,
)
from domain.bookings.rebooking.results import (
    NotNow,
    NotOffered,
    Rebooked,
    RebookOffer,
    RebookResult,
)
from domain.bookings.rebooking.values import RebookingView
from domain.bookings.reconciliation import look_up
from domain.bookings.references import new_client_ref
from domain.bookings.review import review_booking
from domain.bookings.steps import step
from domain.bookings.terms import Terms
from domain.bookings.values import Booking, Review
from domain.payments.amounts import CannotAsk
from domain.suppliers.booking_outcomes import CancellationQuote, RecordState
from domain.suppliers.contract import Priority

REASONS = {
    NoClaim.TOO_LATE: NotNow.TOO_LATE,
    NoClaim.NOT_REFUNDABLE: NotNow.TOO_LATE,
}


async def offer_rebooking(app: App, traveller: Traveller, booking_id: int) -> RebookResult:
    """Return both bookings side by side, or why rebooking is not possible.

    Raises NotFound for somebody else's booking and a `SupplierError` if the supplier could not be
    asked: nothing has changed then.
    """
    old = await load_booking(traveller, booking_id)
    present = await open_rebooking(app.pool, booking_id)
    if present is not None and present.step is not RebookingStep.OFFERED:
        return await with_invoice(app, traveller, await rebooked(app, present.rebooking_id))
    quote = await read_old(app, old)
    if isinstance(quote, NotOffered):
        return quote
    rates = await read_rates(app, old, Priority.LIVE)
    offered = None if rates is None else find_cheaper(old, rates)
    if offered is None:
        return NotOffered(old, NotNow.NOT_SOLD)
    saved = saved_by(old.terms, offered, app.clock.now(), quote.penalty)
    if not isinstance(saved, Saved) or saved.net.amount <= 0:
        return NotOffered(old, _reason(saved))
    rebooking = await _drafted(app, traveller, old, offered, present)
    return await review(app, traveller, rebooking, quote)


async def read_old(app: App, old: Booking) -> CancellationQuote | NotOffered:
    """Read the old booking again: whether it stands, and what cancelling costs now.

    Raises a `SupplierError`.
    """
    why = _hindrance(app, old)
    if why is not None or old.supplier_ref is None:
        return NotOffered(old, why or NotNow.NOT_STANDING)
    gateway = gateway_of(app, old)
    record = await gateway.details(old.supplier_ref)
    if record.state is not RecordState.CONFIRMED:
        await look_up(app, old.booking_id)
        return NotOffered(await load_any(old.booking_id), NotNow.NOT_STANDING)
    quote = await gateway.quote_cancellation(record.supplier_ref)
    return quote if quote.is_online else NotOffered(old, NotNow.NOT_ONLINE)


def _hindrance(app: App, old: Booking) -> NotNow | None:
    """Return what keeps a booking from being rebooked, as far as we know."""
    if old.state is not BookingState.CONFIRMED:
        return NotNow.NOT_STANDING
    return NotNow.TOO_LATE if last_moment(old) <= app.clock.now() else None


def _reason(why: Saved | NoClaim) -> NotNow:
    if isinstance(why, Saved):
        return NotNow.NOT_CHEAPER
    return REASONS.get(why, NotNow.NOT_COMPARABLE)


async def review(
    app: App, traveller: Traveller, rebooking: RebookingView, quote: CancellationQuote
) -> RebookResult:
    """Check the new booking with its supplier, and store both as the newest offer."""
    old = await load_any(rebooking.old_id)
    reviewed = await review_booking(app, traveller, rebooking.new_id)
    if not isinstance(reviewed, Review):
        # A concurrent press may have booked it already.
        present = await load_rebooking(app.pool, rebooking.rebooking_id)
        if present.step is not RebookingStep.OFFERED:
            return await rebooked(app, rebooking.rebooking_id)
        return NotOffered(old, NotNow.NOT_SOLD)
    new, now = reviewed.booking, app.clock.now()
    saved = saved_by(old.terms, new.terms, now, quote.penalty)
    if not isinstance(saved, Saved) or saved.net.amount <= 0:
        return NotOffered(old, _reason(saved))
    asked = await asked_for(app, old, new)
    if isinstance(asked, CannotAsk):
        return NotOffered(old, NotNow.TO_BE_PAID)
    try:
        async with app.pool.transaction():
            await move(
                app.pool, rebooking.rebooking_id, Event.REVIEWED, now, review=new.review,
                most_penalty=(saved.paid - saved.costs).amount, saving=saved.net.amount,
            )  # fmt: skip
    except WrongStep:
        return await rebooked(app, rebooking.rebooking_id)
    kept = await load_rebooking(app.pool, rebooking.rebooking_id)
    return RebookOffer(kept, old, new, saved, reviewed.changed, asked=asked)


async def rebooked(app: App, rebooking_id: int) -> Rebooked:
    """Return a rebooking with both of its bookings."""
    found = await load_rebooking(app.pool, rebooking_id)
    return Rebooked(found, await load_any(found.old_id), await load_any(found.new_id))


async def _drafted(
    app: App, traveller: Traveller, old: Booking, offered: Terms, present: RebookingView | None
) -> RebookingView:
    """Return a draft of the same stay for the same guests at the current rate."""
    now, wanted = app.clock.now(), replace(old.wanted, seen=offered)
    priced: dict[str, Any] = {
        "order": WANTED.dump_python(wanted, mode="json"),
        "total": offered.total.amount,
        "currency": offered.total.currency,
    }
    async with app.pool.transaction() as connection:
        # Two concurrent taps make one draft: the second waits here for the first one's row.
        await lock_booking(connection, old.booking_id)
        present = present or await open_rebooking(app.pool, old.booking_id)
        if present is not None and (await load_any(present.new_id)).can_change:
            await step(
                app.pool, present.new_id, BookingEvent.CHANGED, Actor.TRAVELLER, now, "rebooking",
                session=None, session_ends=None, **priced,
            )  # fmt: skip
            return present
        if present is not None:
            await move(app.pool, present.rebooking_id, Event.NOT_BOOKED, now, "sold out")
        row = await UniversalBooking.create(**_copied(traveller, old, now), **priced)
        await _copy_guests(old.booking_id, row.id)
        return await insert_rebooking(
            app.pool, old.booking_id, row.id, old.terms.total.currency, now
        )


def _copied(traveller: Traveller, old: Booking, now: datetime) -> dict[str, Any]:
    contact, stay = old.contact, old.stay
    return {
        "user_id": old.user_id, "kind": BookingKind.HOTEL, "supplier": old.supplier.value,
        "client_ref": new_client_ref(), "hotel_id": old.hotel_id or None,
        "starts_on": stay.check_in, "ends_on": stay.check_out, "created_at": now,
        "changed_at": now, "chat_id": traveller.chat_id, "search_id": old.search_id or None,
        "title": old.title, "time_zone": old.time_zone, "requests": old.requests,
        "email": contact and contact.email, "phone": contact and contact.phone,
    }  # fmt: skip


async def _copy_guests(old_id: int, new_id: int) -> None:
    """Copy the guests; their documents stay sealed."""
    guests = await BookingGuest.filter(booking_id=old_id).order_by("room", "position")
    await BookingGuest.bulk_create(
        [
            BookingGuest(
                booking_id=new_id, room=one.room, position=one.position,
                first_name=one.first_name, last_name=one.last_name, title=one.title, age=one.age,
                documents=one.documents,
            )
            for one in guests
        ]
    )  # fmt: skip
