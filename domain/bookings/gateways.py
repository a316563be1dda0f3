"""Who books at a booking's supplier, and asking them to act: once, whatever comes of it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from domain.app import App
from domain.bookings.errors import NotBookableHere
from domain.bookings.timetable import SEND_SECONDS
from domain.bookings.values import Booking
from domain.suppliers.booking_contract import BookingGateway

log = structlog.get_logger(__name__)

Outcome = TypeVar("Outcome")
Lost = TypeVar("Lost")


def gateway_of(app: App, booking: Booking) -> BookingGateway:
    """Return who books at the booking's supplier. Raises NotBookableHere where nobody does now."""
    gateway = app.suppliers.booking_at(booking.supplier)
    if gateway is None:
        raise NotBookableHere
    return gateway


async def outcome_of(
    call: Awaitable[Outcome], lost: Callable[[str], Lost], ref: str
) -> Outcome | Lost:
    """Return what a call that acts came to; `lost` says it where no answer came, for any reason.

    The call is made once: after any error it may still have been carried out. `ref` is what logs
    name it by.
    """
    try:
        async with asyncio.timeout(SEND_SECONDS):
            return await call
    except TimeoutError:
        return lost("no answer in time")
    except Exception as error:
        log.exception("a gateway raised", ref=ref)
        return lost(type(error).__name__)
