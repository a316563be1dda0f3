"""Starts price watches on bookings: for the very rate that was booked.

What is watched is one trackable, shared with trackers and with all other bookings of the rate: it
is looked up once, however many watch it.
"""

from datetime import datetime

import structlog

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.models import BookingState
from domain.bookings.price_watches.models import BookingWatch
from domain.bookings.price_watches.queries import change_watch, unwatched
from domain.bookings.price_watches.saving import (
    LEAST_PERCENTS,
    NoClaim,
    ends_at,
    hindrance,
    last_moment,
)
from domain.bookings.queries.bookings import load_any, load_booking
from domain.bookings.values import Booking
from domain.checks.queries.trackables import lock_trackable
from domain.checks.queries.watchers import refresh_watch
from domain.db import AWAY
from domain.errors import NotFound
from domain.prices.models import TrackableKind
from domain.prices.terms import exactly
from domain.prices.trackables import Thing
from domain.search.queries.searches import destination_of_search

log = structlog.get_logger(__name__)


async def open_watches(app: App) -> int:
    """Start watches on newly confirmed bookings; return how many were looked at."""
    waiting = await unwatched(app.pool)
    for booking_id in waiting:
        try:
            await open_watch(app, await load_any(booking_id), app.clock.now())
        except AWAY:
            raise
        except Exception:
            log.exception("booking not watched", booking=booking_id)
    return len(waiting)


async def open_watch(app: App, booking: Booking, now: datetime) -> None:
    """Watch a booking, or record why not. Once recorded, that does not change."""
    destination_id = await destination_of_search(app.pool, booking.search_id)
    why = hindrance(booking.terms, now)
    if why is None and last_moment(booking) <= now:
        why = NoClaim.TOO_LATE
    if why is None and destination_id is None:
        why = NoClaim.PLACE_UNKNOWN
    written = {
        "booking_id": booking.booking_id, "is_on": why is None, "hindrance": why,
        "least_percent": app.settings.booking_least_saving, "began_at": now,
    }  # fmt: skip
    async with app.pool.transaction() as connection:
        if why is not None or destination_id is None:
            await BookingWatch.get_or_create(booking_id=booking.booking_id, defaults=written)
            return
        watched = await lock_trackable(connection, thing_of(booking, destination_id), now)
        deadline = booking.terms.deadline(now)
        written |= {
            "trackable_id": watched.id, "ends_at": ends_at(booking, now),
            "settles_at": None if deadline is None else deadline.supplier,
        }  # fmt: skip
        _watch, is_new = await BookingWatch.get_or_create(
            booking_id=booking.booking_id, defaults=written
        )
        if is_new:
            await refresh_watch(connection, [watched.id], now)


def thing_of(booking: Booking, destination_id: int) -> Thing:
    """Return the very rate that was booked as a trackable thing."""
    terms, question = booking.terms, booking.wanted.question
    return Thing(
        TrackableKind.HOTEL_STAY, destination_id, question, booking.hotel_id,
        exactly(booking.supplier, terms.rate).to_json(), terms.total.currency,
    )  # fmt: skip


async def set_watch(app: App, traveller: Traveller, booking_id: int, *, is_on: bool) -> None:
    """Switch the watch on one's booking on or off. Raises NotFound if nothing can be watched."""
    booking, now = await load_booking(traveller, booking_id), app.clock.now()
    if is_on and booking.state is not BookingState.CONFIRMED:
        raise NotFound("watch")
    async with app.pool.transaction():
        # An earlier price is not news to somebody who did not want to hear of it.
        fresh = {"began_at": now, "told_saving": None} if is_on else {}
        await change_watch(app.pool, booking_id, is_on=is_on, **fresh)


async def set_least(app: App, traveller: Traveller, booking_id: int, percent: int) -> None:
    """Alert only to savings from this share on. Raises NotFound for a share that is not offered."""
    await load_booking(traveller, booking_id)
    if percent not in LEAST_PERCENTS:
        raise NotFound("share")
    async with app.pool.transaction():
        await change_watch(app.pool, booking_id, least_percent=percent)
