"""Asks the supplier again before anything is agreed to, and compares that with what was seen."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.gateways import gateway_of
from domain.bookings.guests import lead_room
from domain.bookings.holds import release_room
from domain.bookings.lifecycle import Actor, Event, WrongState
from domain.bookings.queries.bookings import WANTED, count_twins, load_booking
from domain.bookings.steps import OtherReview, step
from domain.bookings.terms import TOLD, Change, Terms, changes
from domain.bookings.values import Booking, Review
from domain.suppliers.booking_contract import Gone, Rechecked


async def recheck(app: App, booking: Booking) -> Rechecked | Gone:
    """Ask the supplier for the booking as available now. Raises a `SupplierError`.

    A room held for an earlier review is released first: it may be the last one.
    """
    await release_room(app, booking)
    order = booking.order(await lead_room(app, booking))
    return await gateway_of(app, booking).recheck(order)


async def review_booking(app: App, traveller: Traveller, booking_id: int) -> Review | Booking:
    """Return a new review, with what differs from what was seen.

    The booking itself is returned if there is nothing to review: it is sold out, was sent already,
    or something is missing. Raises a `SupplierError` (nothing has changed) and NotFound for
    somebody else's booking.
    """
    booking = await load_booking(traveller, booking_id)
    if not booking.can_change or booking.needs:
        return booking
    return await offer(app, traveller, booking, await recheck(app, booking))


async def offer(
    app: App, traveller: Traveller, booking: Booking, found: Rechecked | Gone
) -> Review | Booking:
    """Store the supplier's answer as the newest review: from now on it is what was seen."""
    if isinstance(found, Gone):
        with suppress(WrongState):
            async with app.pool.transaction():
                await step(
                    app.pool, booking.booking_id, Event.GONE, Actor.SUPPLIER, app.clock.now(),
                    "sold out", session=None,
                )  # fmt: skip
        return await load_booking(traveller, booking.booking_id)
    changed = differences(booking, found, app.clock.now())
    try:
        async with app.pool.transaction():
            await step(
                app.pool, booking.booking_id, Event.RECHECKED, Actor.SUPPLIER, app.clock.now(),
                ", ".join(sorted(changed)), booking.review, **_offered(booking, found),
            )  # fmt: skip
    except OtherReview:
        # Another device came first: what it showed is what was seen.
        return await offer(app, traveller, await load_booking(traveller, booking.booking_id), found)
    except WrongState:
        return await load_booking(traveller, booking.booking_id)
    offered = await load_booking(traveller, booking.booking_id)
    twins = await count_twins(app.pool, offered)
    return Review(offered, changed, booking.wanted.seen if changed else None, twins)


def differences(booking: Booking, found: Rechecked, now: datetime) -> frozenset[Change]:
    """Return what differs from what the traveller last saw: compared here, or reported by the
    supplier.
    """
    told = {TOLD[difference] for difference in found.differences}
    return changes(booking.wanted.seen, Terms(found.rate, found.fees), now) | told


def _offered(booking: Booking, found: Rechecked) -> dict[str, Any]:
    wanted = replace(booking.wanted, seen=Terms(found.rate, found.fees))
    total = found.rate.quote.total
    return {
        "review": booking.review + 1,
        "order": WANTED.dump_python(wanted, mode="json"),
        "session": found.session.token,
        "session_ends": found.session.expires_at,
        "total": total.amount,
        "currency": total.currency,
    }
