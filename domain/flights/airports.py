"""Airports by code, by city and by nearness, from the same data that the catalogue is seeded from.

The data lacks airports' sizes. Those that airlines serve are told from airfields by their names, by
IATA's list of cities with several airports, and by whether they bear their city's name.
"""

import asyncio
import re
from dataclasses import dataclass
from functools import cache

import airportsdata
import pycountry

from domain.catalog.distances import distance_metres
from domain.catalog.folding import fold
from domain.flights.values import Airport, Endpoint, NearAirport
from domain.suppliers.contract import Coordinates

NEAR_ME_KM = 250.0
MOST_AIRPORTS = 5
MINOR = re.compile(
    r"air base|airbase|raf |naval|army|seaplane|heliport|air park|airpark|municipal|executive|"
    r"county|airfield|aerodrome|skyport|military|afb|air station|ranch|field\b|strip|biggin|"
    r"le bourget|villacoublay|cormeilles|toussus|private",
    re.IGNORECASE,
)
# Airports that IATA lists for a city and the package does not.
ALSO = {"NYC": ("EWR",)}
# Closed airports that the package still has.
CLOSED = frozenset({"TXL", "SXF", "THF", "ISL", "DIA", "KHX"})
_DROPPED = re.compile(r"\b(airport|international|intl|aeropuerto|аэропорт|हवाई अड्डा|the)\b")


@dataclass(frozen=True, slots=True)
class AirportIndex:
    """All airports by code, the cities with several, and folded names to find airports by."""

    by_code: dict[str, Airport]
    cities: dict[str, Endpoint]
    regions: dict[tuple[str, str], Endpoint]
    names: dict[str, str]


@cache
def airport_index() -> AirportIndex:
    """Read the package once. Takes about 0.2 s: the first call belongs in a thread."""
    countries = {one.alpha_2: getattr(one, "common_name", one.name) for one in pycountry.countries}
    airports: dict[str, Airport] = {}
    regions: dict[tuple[str, str], Endpoint] = {}
    for code, told in airportsdata.load("IATA").items():
        if code in CLOSED:
            continue
        airport = Airport(
            code, told["name"], told["city"] or told["name"], told["country"],
            countries.get(told["country"], told["country"]), Coordinates(told["lat"], told["lon"]),
            told["tz"],
        )  # fmt: skip
        airports[code] = airport
        key = (told["country"], fold(told["subd"]))
        others = regions[key].airports if key in regions else ()
        regions[key] = Endpoint(told["subd"], (*others, airport))
    cities = {}
    for code, city in airportsdata.load_iata_macs().items():
        codes = dict.fromkeys((*city["airports"], code, *ALSO.get(code, ())))
        members = tuple(airports[one] for one in codes if one in airports)
        if members:
            cities[code] = Endpoint(city["name"], members)
    names = {
        plain_name(airport.name): code
        for code, airport in airports.items()
        if not is_minor(airport)
    }
    return AirportIndex(airports, cities, regions, names)


def plain_name(name: str) -> str:
    """Return an airport's name, folded, without the words that many airports share."""
    return " ".join(_DROPPED.sub(" ", fold(name)).split())


async def load_airports() -> AirportIndex:
    """Return the index, read in a thread the first time."""
    return await asyncio.to_thread(airport_index)


async def nearest_airports(point: Coordinates, limit: int = MOST_AIRPORTS) -> list[NearAirport]:
    """Return the airports around a point that airlines are likely to serve, the nearest first."""
    index = await load_airports()
    return airports_within(index, point, NEAR_ME_KM)[:limit]


def airports_within(index: AirportIndex, point: Coordinates, most_km: float) -> list[NearAirport]:
    """Return the airports within `most_km` that airlines are likely to serve, the nearest first."""
    near = (
        NearAirport(airport, distance_metres(point, airport.coordinates) / 1000)
        for airport in index.by_code.values()
        # A degree of latitude is 111 km, which rules out most airports at once.
        if abs(airport.coordinates.latitude - point.latitude) * 111 <= most_km
        and not is_minor(airport)
    )
    return sorted((one for one in near if one.km <= most_km), key=lambda one: one.km)


def is_minor(airport: Airport) -> bool:
    """Return whether airlines hardly serve an airport, judging by its name."""
    return MINOR.search(airport.name) is not None
