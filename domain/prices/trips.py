"""A trip as one thing with a price: its places with their nights, from one start date."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from domain.prices.models import TrackableKind
from domain.prices.trackables import Stored, Thing, asked_currency
from domain.search.filters import Filters
from domain.search.inline_prices import UNSTORED
from domain.search.queries.searches import rooms_from_json
from domain.search.values import DestinationView
from domain.stay import Stay
from domain.suppliers.contract import PriceQuestion
from domain.trips.tour_values import TourPlace, TourView

# The terms of a trip's row of `trackables`: [[destination, nights], …] in the order of travel.
PLACES, FLIGHTS, FILTERS = "places", "with_flights", "filters"


def trip_thing(tour: TourView, start: date, currency: str) -> Thing:
    """Return a tour starting on `start` as a thing priced in `currency`.

    Raises `StayTooLong` for more nights than a stay may have.
    """
    stay = Stay(start, start + timedelta(days=tour.nights), tour.rooms)
    terms: dict[str, Any] = {
        PLACES: [[place.destination.destination_id, place.nights] for place in tour.places],
        FLIGHTS: tour.with_flights,
    }
    if not tour.filters.is_empty:
        terms[FILTERS] = tour.filters.to_json()
    question = PriceQuestion(stay, tour.nationality, tour.currency)
    first = tour.places[0].destination.destination_id
    return Thing(TrackableKind.TRIP, first, question, None, terms, currency)


def places_of_trip(terms: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return a trip's places by destination id, with their nights."""
    return [(int(destination_id), int(nights)) for destination_id, nights in terms[PLACES]]


def tour_of_trip(row: Stored, places: Mapping[int, DestinationView]) -> TourView:
    """Return the tour in a trip's row of `trackables`, which starts on one day only.

    `places` are the catalogue's. Raises KeyError for one that it no longer has.
    """
    terms = row.terms
    return TourView(
        UNSTORED,
        tuple(TourPlace(places[one], nights) for one, nights in places_of_trip(terms)),
        row.check_in,
        row.check_in,
        rooms_from_json(row.rooms),
        Filters.from_json(terms.get(FILTERS, {})),
        bool(terms[FLIGHTS]),
        asked_currency(row),
        row.nationality,
    )
