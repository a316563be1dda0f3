"""Flights that travellers book elsewhere: no supplier here sells any, so they are only noted."""

from datetime import datetime

from tortoise.exceptions import IntegrityError

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.models import BookingKind, BookingState, UniversalBooking
from domain.bookings.noted.queries import OUTSIDE
from domain.catalog.flights import know_flight
from domain.catalog.models import Airport, Flight
from domain.flights.values import ChosenFlights, fingerprint_of
from domain.suppliers.flight_contract import Journey, Leg


async def note_flight(app: App, traveller: Traveller, trip: ChosenFlights) -> bool:
    """Record that the traveller booked this trip; False when it is recorded already.

    The price is the lowest that was asked for when it was noted: what was paid, nobody told.
    """
    prints = "-".join(fingerprint_of(journey) for journey in trip.journeys)
    now = app.clock.now()
    price = trip.price
    ends = trip.journeys[-1].arrives.date() if trip.search.question.inbound else None
    try:
        await UniversalBooking.create(
            user_id=traveller.user_id,
            kind=BookingKind.FLIGHT,
            state=BookingState.CONFIRMED,
            supplier=OUTSIDE,
            client_ref=f"flight-{traveller.user_id}-{prints}",
            flight=await _flight(trip.journeys[0]),
            starts_on=trip.search.question.outbound,
            ends_on=ends,
            total=price.amount if price else None,
            currency=price.currency if price else trip.search.question.currency,
            created_at=now,
            changed_at=now,
        )
    except IntegrityError:
        return False
    return True


async def _flight(journey: Journey) -> Flight | None:
    """Return the catalogue's row of the first flight; None for an airport it does not know."""
    leg = journey.legs[0]
    codes = (leg.origin.code, leg.destination.code)
    if await Airport.filter(iata__in=codes).count() < len(set(codes)):
        return None
    return await know_flight(
        leg.number,
        leg.origin.time.date(),
        leg.origin.code,
        _details(leg),
    )


def _details(leg: Leg) -> dict[str, object]:
    def clock(instant: datetime) -> str:
        return f"{instant:%H:%M}"

    return {
        "destination_id": leg.destination.code,
        "airline": leg.airline[:100],
        "departs_at": clock(leg.origin.time),
        "arrives_at": clock(leg.destination.time),
        "minutes": leg.minutes,
    }
