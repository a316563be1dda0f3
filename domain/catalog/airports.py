"""Airports as the data package prints them, and what travellers call them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from domain.catalog.folding import fold
from domain.catalog.resorts import AIRPORT_NAMES

# Words around the name proper in an airport's name.
_KIND = re.compile(
    r"\b(?:airport|international|intl|airpark|aeropuerto|aeroport|aerodrome|regional|municipal"
    r"|county|airfield|field|domestic|base|air)\b"
)
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class AirportRow:
    """An airport; `names` are folded, without the word for airport."""

    iata: str
    country_code: str
    name: str
    city: str
    latitude: float
    longitude: float
    time_zone: str
    names: tuple[str, ...]


def airport_row(told: dict[str, Any]) -> AirportRow:
    """Return the package's entry as a row."""
    return AirportRow(
        told["iata"],
        told["country"],
        told["name"],
        told["city"],
        told["lat"],
        told["lon"],
        told["tz"],
        tuple(dict.fromkeys(_names(told))),
    )


def _names(told: dict[str, Any]) -> Iterator[str]:
    city = fold(told["city"])
    name = " ".join(_KIND.sub(" ", fold(told["name"])).split())
    without_city = f" {name} ".replace(f" {city} ", " ").strip()
    further = map(fold, AIRPORT_NAMES.get(told["iata"], ()))
    for one in (name, without_city, *further):
        if len(one) >= SHORTEST_NAME:
            yield one
    # A town's own international airport is "Jaipur airport", whatever it is called after.
    if city and "International" in told["name"]:
        yield city
