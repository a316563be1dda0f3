"""Asks suppliers about orders and cancellations with an open outcome."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import structlog

from domain.app import App
from domain.bookings.cancellation_outcomes import settle_by_record
from domain.bookings.lifecycle import UNSETTLED, WrongState
from domain.bookings.models import BookingState
from domain.bookings.queries.bookings import load_any
from domain.bookings.queries.transitions import claim_looks
from domain.bookings.settlement import desk_of
from domain.bookings.standing_checks import check_standing, note_afterwards
from domain.bookings.values import Booking
from domain.db import AWAY
from domain.suppliers.booking_contract import BookingGateway
from domain.suppliers.booking_outcomes import BookingRecord
from domain.suppliers.contract import SupplierError

log = structlog.get_logger(__name__)

MOST_CLAIMED = 20
# A look-up claimed by a process that died is up for grabs after this time.
CLAIM = timedelta(seconds=60)


async def look_up_due(app: App) -> int:
    """Look up due bookings; return how many. Two processes never look up the same one."""
    now = app.clock.now()
    due = await claim_looks(app.pool, now, CLAIM, MOST_CLAIMED)
    await asyncio.gather(*(_look_up_alone(app, booking_id) for booking_id in due))
    return len(due)


async def _look_up_alone(app: App, booking_id: int) -> None:
    """Look one up; an error with it does not hold up the rest."""
    try:
        await look_up(app, booking_id)
    except AWAY:
        raise
    except Exception:
        log.exception("booking not looked up", booking=booking_id)


async def look_up(app: App, booking_id: int) -> None:
    """Ask the supplier about one booking and record its answer, or plan the next look-up."""
    booking = await load_any(booking_id)
    record = await _ask(app, booking)
    now = app.clock.now()
    try:
        if booking.state in UNSETTLED:
            await desk_of(app).settle_record(booking, record, now)
        elif booking.state in {BookingState.CANCELLING, BookingState.CANCEL_PENDING}:
            await settle_by_record(app, booking, record, now)
        elif booking.state is BookingState.CONFIRMED:
            await check_standing(app, booking, record, now)
        elif booking.state is BookingState.COMPLETED:
            await note_afterwards(app, booking, record, now)
    except WrongState as late:
        log.info("looked up too late", booking=booking_id, state=late.state)


async def _ask(app: App, booking: Booking) -> BookingRecord | None:
    """Return the supplier's record; None if it has none, or could not be asked."""
    gateway = app.suppliers.booking_at(booking.supplier)
    if gateway is None:
        return None
    try:
        return await _read(gateway, booking)
    except SupplierError as error:
        log.warning("booking not looked up", booking=booking.booking_id, why=type(error).__name__)
        return None


async def _read(gateway: BookingGateway, booking: Booking) -> BookingRecord | None:
    if booking.supplier_ref is None:
        return await gateway.find(booking.key)
    record = await gateway.details(booking.supplier_ref)
    if booking.state is BookingState.CONFIRMED and booking.looks == 0:
        return replace(record, twins=await _twins(gateway, booking, booking.supplier_ref))
    return record


async def _twins(gateway: BookingGateway, booking: Booking, supplier_ref: str) -> tuple[str, ...]:
    """Return other bookings under our key: an order that was booked twice shows up there."""
    found = await gateway.find(replace(booking.key, supplier_ref=None))
    if found is None:
        return ()
    return tuple(one for one in (found.supplier_ref, *found.twins) if one != supplier_ref)
