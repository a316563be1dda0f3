"""Finds the airports that travellers mean: by code, city, region or name."""

import re
from collections.abc import Iterable
from dataclasses import replace

from rapidfuzz import fuzz, process

from domain.catalog.destinations import resolve_destination
from domain.catalog.distances import distance_metres
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.queries.places import destination_by_id
from domain.catalog.suggestions import find_destinations, most_slips, slips_between
from domain.catalog.values import FoundDestination
from domain.flights.airports import (
    MOST_AIRPORTS,
    AirportIndex,
    airports_within,
    is_minor,
    load_airports,
    plain_name,
)
from domain.flights.errors import AirportAmbiguous, AirportUnknown
from domain.flights.values import Airport, Endpoint
from domain.full_names import FullName
from domain.unit_of_work import Database

# Airports this close serve a city; if there are none, the nearest within `FAR_KM` does.
CITY_KM, FAR_KM = 60.0, 200.0
HAMLET = 10_000
# A smaller place's foreign names do not count.
LEAST_ALIAS = 50_000
CODE = re.compile("[A-Za-z]{3}")
INTERNATIONAL = re.compile(r"\bint(ernational|'l|l)\b", re.IGNORECASE)
ALIKE = 90.0
SHORTEST_NAME = 5
SHORTEST_GUESS = 4


async def endpoint_by_key(key: str) -> Endpoint:
    """Return the endpoint that `Endpoint.key` stands for. Raises AirportUnknown."""
    index = await load_airports()
    codes = [code for code in key.upper().split(",") if code in index.by_code]
    if not codes:
        raise AirportUnknown(key)
    airports = tuple(index.by_code[code] for code in codes)
    together = (*index.cities.values(), *index.regions.values()) if len(codes) > 1 else ()
    for place in together:
        if set(codes) == {one.code for one in place.airports if not is_minor(one)}:
            return Endpoint(place.name, airports)
    return Endpoint(airports[0].city, airports)


async def find_endpoint(pool: Database, text: str) -> Endpoint:
    """Return the airports for a code, a city's code, a city, a region or an airport's name.

    A city stands for all its airports. Three letters that are both a code and a city's name mean
    the city ("Goa"); in capitals they are ambiguous. Raises `AirportUnknown` or `AirportAmbiguous`.
    """
    index = await load_airports()
    wish = " ".join(text.split())
    coded = _by_code(index, wish)
    try:
        place = await _place(pool, wish)
    except AirportAmbiguous:
        if coded is None:
            raise
        return coded  # a code is likelier than one of several hamlets
    if coded is not None:
        # Only a place's own name competes with a code, not its foreign names.
        is_own = place is not None and fold(place.name) == fold(wish)
        city = _serving(index, place) if place is not None and is_own else None
        if city is None or set(city.codes) & set(coded.codes):
            return coded
        if wish.isupper():
            raise AirportAmbiguous(wish, tuple((one.key, one.full_name) for one in (city, coded)))
        return city
    # Nobody flies to a hamlet called Heathrow.
    named = _by_name(index, wish) if place is None or place.weight < HAMLET else None
    if named is not None:
        return named
    place = place or await _nearly(pool, wish)
    served = _serving(index, place) if place is not None else None
    if served is None:
        raise AirportUnknown(wish)
    return served


def _by_code(index: AirportIndex, wish: str) -> Endpoint | None:
    if not CODE.fullmatch(wish):
        return None
    code = wish.upper()
    airport = index.by_code.get(code)
    if airport is not None:
        return Endpoint(airport.city, (airport,))
    return index.cities.get(code)


async def _place(pool: Database, wish: str) -> FoundDestination | None:
    """Return the destination with exactly this name, None if no such destination has an airport
    nearby.

    Raises AirportAmbiguous for several.
    """
    try:
        place = await resolve_destination(pool, wish)
    except PlaceUnknown:
        return None
    except PlaceAmbiguous as problem:
        return await _served_namesake(pool, wish, problem)
    is_own = fold(place.name) == fold(wish)
    return place if is_own or place.weight >= LEAST_ALIAS else None


async def _served_namesake(
    pool: Database, wish: str, problem: PlaceAmbiguous
) -> FoundDestination | None:
    """Return the only namesake with an airport nearby, else None."""
    index = await load_airports()
    found = {one.id: one for one in await find_destinations(pool, wish)}
    served: dict[str, FoundDestination] = {}
    candidates: dict[str, FullName] = {}
    for place_id, name in problem.candidates:
        endpoint = _serving(index, found[place_id]) if place_id in found else None
        if endpoint is not None:
            served.setdefault(endpoint.key, found[place_id])
            candidates.setdefault(endpoint.key, replace(name, codes=endpoint.codes))
    if len(served) > 1:
        raise AirportAmbiguous(wish, tuple(candidates.items()))
    return next(iter(served.values()), None)


async def _nearly(pool: Database, wish: str) -> FoundDestination | None:
    """Return the destination with a similar name or one that begins like this; None if unsure."""
    found = await find_destinations(pool, wish, 1)
    name = fold(wish)
    if not found or len(name) < SHORTEST_GUESS:
        return None
    own = fold(found[0].name)
    is_begun = own.startswith(name) and len(name) * 2 >= len(own)
    return found[0] if is_begun or slips_between(name, own) <= most_slips(own) else None


def _by_name(index: AirportIndex, wish: str) -> Endpoint | None:
    """Return the airport whose name contains the words, with typos forgiven: "heathrow"."""
    plain = plain_name(wish)
    if len(plain) < SHORTEST_NAME:
        return None
    found = process.extract(
        plain, index.names.keys(), scorer=fuzz.partial_ratio, score_cutoff=ALIKE, limit=20
    )
    # A name shorter than the text matches only a part of it.
    whole = [
        (score, -len(name), name)
        for name, score, _place in found
        if len(name) >= len(plain) and _has_words_of(plain, name)
    ]
    if not whole:
        return None
    airport = index.by_code[index.names[max(whole)[2]]]
    return Endpoint(airport.city, (airport,))


def _has_words_of(plain: str, name: str) -> bool:
    """Return whether each word is among a name's words, with one slip forgiven: "canaria" has no
    "narnia".
    """
    words = name.split()
    return all(
        any(word.startswith(one[:3]) and slips_between(one, word) <= 1 for word in words)
        or any(word.startswith(one) for word in words)
        for one in plain.split()
    )


def _serving(index: AirportIndex, place: FoundDestination) -> Endpoint | None:
    """Return the airports that serve a place, the likeliest first; None if none is nearby."""
    code, centre = place.place.country_code, place.place.centre
    for city in index.cities.values():
        is_there = city.airports[0].country_code == code
        if is_there and f"{fold(place.name)} ".startswith(f"{fold(city.name)} "):
            return city
    if place.kind is DestinationKind.REGION:
        region = index.regions.get((code, fold(place.name)))
        own = [airport for airport in region.airports if not is_minor(airport)] if region else []
        if own:
            return Endpoint(place.name, _likeliest(own, place, 0.0))
    near = [one.airport for one in airports_within(index, centre, CITY_KM)]
    home = [airport for airport in near if airport.country_code == code]
    if not home:
        far = [one.airport for one in airports_within(index, centre, FAR_KM)]
        home = [airport for airport in far if airport.country_code == code][:1] or far[:1]
    if not home:
        return None
    return Endpoint(place.name, _likeliest(home, place, 1.5))


async def endpoint_near(pool: Database, destination_id: int) -> Endpoint:
    """Return the airports that serve a destination. Raises AirportUnknown."""
    place = await destination_by_id(pool, destination_id)
    found = _serving(await load_airports(), place) if place is not None else None
    if found is None:
        raise AirportUnknown(place.name if place is not None else "?")
    return found


def _likeliest(
    airports: Iterable[Airport], place: FoundDestination, least: float
) -> tuple[Airport, ...]:
    """Return the airports in order of how likely airlines serve them.

    An international airport that bears the place's name excludes doubtful ones. Otherwise, those
    below `least` stay only if none reaches it.
    """
    own_name = fold(place.name)

    def weight(airport: Airport) -> float:
        bears_name = own_name in fold(airport.city) or own_name in fold(airport.name)
        return 2.0 * bool(INTERNATIONAL.search(airport.name)) + 1.5 * bears_name

    ranked = sorted(
        airports,
        key=lambda a: (-weight(a), distance_metres(place.place.centre, a.coordinates)),
    )
    best = weight(ranked[0])
    if best > 2.0:  # noqa: PLR2004 - international and of that name
        least = 2.0
    return tuple(a for a in ranked if weight(a) >= min(best, least))[:MOST_AIRPORTS]
