"""Flights that travellers book elsewhere: no supplier here sells any, so they are only noted."""

from dataclasses import dataclass
from datetime import datetime

from tortoise.exceptions import IntegrityError

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.models import BookingKind, BookingState, UniversalBooking
from domain.bookings.noted_bookings.queries import (
    OUTSIDE,
    companions,
    load_noted,
    set_beside,
    set_look,
    set_watch,
)
from domain.bookings.noted_bookings.reminders import next_after
from domain.catalog.flights import know_flight
from domain.catalog.models import Airport, Flight
from domain.errors import NotFound, Refusal
from domain.flights.values import ChosenFlights, fingerprint_of
from domain.suppliers.contract import SupplierError
from domain.suppliers.flight_contract import Journey, Leg
from domain.trackers.flight_starts import track_flight


@dataclass(frozen=True, slots=True)
class NotedFlight:
    """The result of noting a flight: whether it is new, and whether its fare is tracked."""

    is_new: bool
    is_watched: bool = False


async def note_flight(app: App, traveller: Traveller, trip: ChosenFlights) -> NotedFlight:
    """Note that the traveller booked this trip, attach it to its stay, and track its fare.

    The price is the lowest offer when it was noted: nobody knows what was paid.
    """
    prints = "-".join(fingerprint_of(journey) for journey in trip.journeys)
    now = app.clock.now()
    price = trip.price
    ends = trip.journeys[-1].arrives.date() if trip.search.question.inbound else None
    try:
        row = await UniversalBooking.create(
            user_id=traveller.user_id,
            chat_id=traveller.chat_id,
            title=title_of(trip.journeys[0]),
            time_zone=traveller.time_zone,
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
        return NotedFlight(is_new=False)
    await _settle_in(app, traveller, row.id, now)
    return NotedFlight(is_new=True, is_watched=await _watch(app, traveller, row.id, trip))


def title_of(journey: Journey) -> str:
    """Return a flight's title: "AI 123 DEL → GOI"."""
    first, last = journey.legs[0], journey.legs[-1]
    return f"{first.number} {first.origin.code} → {last.destination.code}"


async def _settle_in(app: App, traveller: Traveller, booking_id: int, now: datetime) -> None:
    """Attach a flight to the one stay it leads to, and plan its reminder."""
    stays = await companions(app.pool, traveller.user_id, booking_id)
    async with app.pool.transaction():
        if len(stays) == 1:
            await set_beside(app.pool, traveller.user_id, booking_id, stays[0].booking_id)
        noted = await load_noted(app.pool, traveller.user_id, booking_id)
        await set_look(app.pool, booking_id, next_after(noted, now))


async def _watch(app: App, traveller: Traveller, booking_id: int, trip: ChosenFlights) -> bool:
    """Track a noted flight's fare, if the traveller may have another tracker."""
    try:
        started = await track_flight(
            app, traveller, trip.search.search_id, fingerprint_of(trip.journeys[0])
        )
    except (NotFound, Refusal, SupplierError):
        return False
    await set_watch(app.pool, booking_id, started.tracker.tracker_id, None)
    return True


async def _flight(journey: Journey) -> Flight | None:
    """Return the catalogue's row for the first flight; None for an unknown airport."""
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
