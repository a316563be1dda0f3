"""Starts trackers for trips from one start date, and finds the trips again."""

from dataclasses import replace
from datetime import date

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.own_names import called
from domain.errors import NotFound
from domain.prices.models import TrackableKind
from domain.prices.trips import places_of_trip, tour_of_trip, trip_thing
from domain.search.service import destination_view
from domain.trackers.creation import Wish, ends_with_check_in
from domain.trackers.errors import NothingToTrack, PartsInCurrencies
from domain.trackers.service import get_watched
from domain.trackers.starts import begin
from domain.trackers.values import TrackingStarted
from domain.trips.tour_values import TourView
from domain.trips.tours import begin_tour, draft_of_tour, known_tour_prices, load_tour


async def track_tour(app: App, traveller: Traveller, tour_id: int, start: date) -> TrackingStarted:
    """Track a tour's total for a start date: its cheapest hotels and flights.

    Raises NotFound, `TourOver`, `NothingToTrack` if a part is not sold, `PartsInCurrencies`,
    `StayTooLong` and `TrackerLimitReached`.
    """
    tour = await load_tour(app, traveller, tour_id)
    if start not in tour.starts:
        raise NotFound("trip")
    prices = await known_tour_prices(app, tour)
    known = [price for part in tour.parts(start) if (price := prices.known.get(part)) is not None]
    if any(price.total is None for price in known):
        raise NothingToTrack
    currencies = {price.total.currency for price in known if price.total is not None}
    if len(currencies) > 1:
        raise PartsInCurrencies(tuple(sorted(currencies)))
    thing = trip_thing(tour, start, next(iter(currencies), tour.currency))
    name = " → ".join(called(place.destination, traveller.language) for place in tour.places)
    ends_at = ends_with_check_in(tour.places[0].destination, thing.question)
    return await begin(app, Wish(traveller, TrackableKind.TRIP, name, (thing,), ends_at))


async def tour_of_tracker(app: App, traveller: Traveller, tracker_id: int) -> TourView:
    """Return a tour for what a trip tracker watches. Raises NotFound, TourOver."""
    _view, thing = await get_watched(app, traveller, tracker_id, TrackableKind.TRIP)
    places = {one: await destination_view(app, one) for one, _nights in places_of_trip(thing.terms)}
    tour = tour_of_trip(thing, places)
    asker = replace(traveller, currency=tour.currency, nationality=tour.nationality)
    return await begin_tour(app, asker, draft_of_tour(tour))
