"""Looking up what a traveller has booked."""

from dataclasses import dataclass
from datetime import date

from domain.accounts.travellers import Traveller
from domain.bookings.models import UniversalBooking
from domain.money import Money

MOST_LISTED = 20


@dataclass(frozen=True, slots=True)
class FlightBooking:
    """A flight that was booked elsewhere: its days, and the first flight where it is known.

    `price` is the lowest that was asked for when it was noted, if any was.
    """

    starts_on: date
    ends_on: date | None
    price: Money | None
    number: str | None = None
    origin: str | None = None
    destination: str | None = None


async def list_bookings(traveller: Traveller) -> tuple[FlightBooking, ...]:
    """Return the traveller's bookings, those that begin last first, up to `MOST_LISTED`."""
    rows = (
        await UniversalBooking.filter(user_id=traveller.user_id)
        .order_by("-starts_on", "-id")
        .limit(MOST_LISTED)
        .select_related("flight")
    )
    return tuple(_view(row) for row in rows)


def _view(row: UniversalBooking) -> FlightBooking:
    price = None if row.total is None else Money.of(row.total, row.currency)
    if row.flight is None:
        return FlightBooking(row.starts_on, row.ends_on, price)
    flight = row.flight
    origin, destination = flight.origin_id, flight.destination_id  # type: ignore[attr-defined]
    return FlightBooking(row.starts_on, row.ends_on, price, flight.number, origin, destination)
