"""`locations/search`: places, airports and hotels by the beginning of their name."""

from typing import Any

from sandbox.market import Market
from sandbox.market.hotels import Hotel
from sandbox.market.identities import travclan_id
from sandbox.market.listings import TRAVCLAN
from sandbox.market.places import Airport, Place, fold

MOST_RESULTS = 20
MOST_HOTELS = 5


def suggest(market: Market, text: str) -> list[dict[str, Any]]:
    """Up to twenty results, the best first; the fields next to id, name and type are *assumed*."""
    places = market.geography.suggest(text, MOST_RESULTS)
    airports = market.geography.suggest_airports(text)
    results = [_place(place) for place in places]
    results += [_airport(airport) for airport in airports]
    for place in places[:1]:
        wanted = fold(text.partition(",")[0])
        results += [
            _hotel(market, hotel)
            for hotel in market.hotels_in(place)
            if hotel.at_travclan and wanted in fold(market.listing(hotel, TRAVCLAN).name)
        ][:MOST_HOTELS]
    scored = results[:MOST_RESULTS]
    for rank, result in enumerate(scored):
        result["relevanceScore"] = str(1000 - rank)
    return scored


def _place(place: Place) -> dict[str, Any]:
    latitude, longitude = place.centre
    return {
        "id": place.id,
        "name": place.title,
        "fullName": place.full_name,
        "type": place.kind,
        "city": place.name,
        "state": place.state,
        "country": place.country,
        "countryName": place.country_name,
        "coordinates": {"lat": str(latitude), "long": str(longitude)},
    }


def _airport(airport: Airport) -> dict[str, Any]:
    return {
        "id": airport.id,
        "name": f"{airport.name} ({airport.code})",
        "fullName": f"{airport.name} ({airport.code}), {airport.city}, {airport.country_name}",
        "type": "Airport",
        "city": airport.city,
        "state": airport.state,
        "country": airport.country,
        "countryName": airport.country_name,
        "coordinates": {"lat": str(airport.latitude), "long": str(airport.longitude)},
    }


def _hotel(market: Market, hotel: Hotel) -> dict[str, Any]:
    listing = market.listing(hotel, TRAVCLAN)
    place = hotel.place
    return {
        "id": travclan_id(hotel),
        "name": listing.name,
        "fullName": f"{listing.name}, {place.full_name}",
        "type": "Hotel",
        "city": place.name,
        "state": place.state,
        "country": place.country,
        "countryName": place.country_name,
        "coordinates": {"lat": str(listing.latitude), "long": str(listing.longitude)},
        "referenceId": travclan_id(hotel),
    }
