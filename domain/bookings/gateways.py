"""Who books at a booking's supplier."""

from domain.app import App
from domain.bookings.errors import NotBookableHere
from domain.bookings.values import Booking
from domain.suppliers.booking_contract import BookingGateway


def gateway_of(app: App, booking: Booking) -> BookingGateway:
    """Return who books at the booking's supplier. Raises NotBookableHere where nobody does now."""
    gateway = app.suppliers.booking_at(booking.supplier)
    if gateway is None:
        raise NotBookableHere
    return gateway
