"""Starts trackers for flights: a route, one outbound journey, or a journey with a hotel."""

from dataclasses import replace
from datetime import UTC, datetime, time

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.own_names import called
from domain.errors import NotFound
from domain.flights.queries import endpoint_of, insert_flight_search, load_flight_search
from domain.flights.ranking import cheapest_of
from domain.flights.service import find_flights
from domain.flights.values import FlightSearchView, fingerprint_of
from domain.prices.models import TrackableKind
from domain.prices.trackables import FlightThing, Thing, flight_from, package_thing
from domain.trackers.creation import Wish, ends_with_check_in
from domain.trackers.errors import NothingToTrack, PartsInCurrencies
from domain.trackers.service import get_watched
from domain.trackers.starts import begin
from domain.trackers.values import TrackingStarted
from domain.trips.packages import find_packages


async def track_flight(
    app: App, traveller: Traveller, search_id: int, journey: str | None = None
) -> TrackingStarted:
    """Track a flight search's lowest price, or that of one outbound journey (its fingerprint).

    Raises NotFound, also for a journey that is not offered, and `TrackerLimitReached`.
    """
    search = await load_flight_search(traveller, search_id)
    outcome = await find_flights(app, traveller, search_id)
    fitting = [o for o in outcome.offers if journey in {None, fingerprint_of(o.journey)}]
    if journey is not None and not fitting:
        raise NotFound("flight")
    best = cheapest_of(fitting)
    way = "→" if search.question.inbound is None else "⇄"
    origin, destination = (
        called(end, traveller.language) for end in (search.origin, search.destination)
    )
    name = f"{origin} {way} {destination}"
    if best is not None and journey is not None:
        name = f"{name} · {best.journey.legs[0].number}"
    # By then everyone has a ticket.
    ends_at = datetime.combine(search.question.outbound, time(), UTC)
    names = (search.origin.name, search.destination.name)
    question = search.question
    if best is not None and best.price is not None:
        # If no fare is sold in the wished currency, it is tracked in its selling currency.
        question = replace(question, currency=best.price.currency)
    thing = FlightThing(question, names, journey)
    return await begin(app, Wish(traveller, TrackableKind.FLIGHT, name, (thing,), ends_at))


async def track_package(
    app: App, traveller: Traveller, package_id: int, hotel_id: int, flight: str | None = None
) -> TrackingStarted:
    """Track the sum of a hotel and a flight (its fingerprint; None: the best).

    Raises NotFound, `NothingToTrack` if one of the two is not sold, `PartsInCurrencies` and
    `TrackerLimitReached`.
    """
    outcome = await find_packages(app, traveller, package_id, flight)
    package = outcome.package_with(hotel_id)
    if package is None:
        raise NothingToTrack
    if package.worth is not None:
        parts = {package.offer.quote.total.currency, package.fare.currency}
        raise PartsInCurrencies(tuple(sorted(parts)))
    search, flights = outcome.view.search, outcome.view.flights
    currency = package.total.currency
    question = replace(search.question, currency=currency)
    place = search.destination.destination_id
    stay = Thing(TrackableKind.HOTEL_STAY, place, question, hotel_id)
    names = (flights.origin.name, flights.destination.name)
    asked = replace(flights.question, currency=currency)
    flown = FlightThing(asked, names, fingerprint_of(package.flight.journey))
    thing = package_thing(stay, flown)
    origin, destination = (
        called(end, traveller.language) for end in (flights.origin, flights.destination)
    )
    name = f"{package.hotel.name} + {origin} ⇄ {destination}"
    ends_at = ends_with_check_in(search.destination, question)
    return await begin(app, Wish(traveller, TrackableKind.PACKAGE, name, (thing,), ends_at))


async def flights_of_tracker(app: App, traveller: Traveller, tracker_id: int) -> FlightSearchView:
    """Return a search for the flights that a tracker watches. Raises NotFound."""
    _view, thing = await get_watched(app, traveller, tracker_id, TrackableKind.FLIGHT)
    flight = flight_from(thing)
    question = flight.question
    origin, destination = (
        endpoint_of(name, ",".join(codes))
        for name, codes in zip(flight.names, (question.origins, question.destinations), strict=True)
    )
    now = app.clock.now()
    return await insert_flight_search(traveller, origin, destination, question, now)
