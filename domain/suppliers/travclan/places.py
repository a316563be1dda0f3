"""Chooses which of TravClan's places is meant."""

import unicodedata
from collections.abc import Iterable
from math import cos, hypot, radians

from domain.suppliers.contract import Place
from domain.suppliers.travclan.wire import Location

# The types of places to search in, the likelier first.
PLACE_TYPES = ("City", "Area", "Region", "State")
# Beyond this distance it is another place with the same name.
NEAR_DEGREES = 2.0


def choose_location(found: Iterable[Location], place: Place) -> Location | None:
    """Return the location in the right country and region, with that name if there is one."""
    fitting = [location for location in found if _fits(location, place)]
    return min(fitting, key=lambda location: _strangeness(location, place), default=None)


def _fits(location: Location, place: Place) -> bool:
    if location.type not in PLACE_TYPES:
        return False
    if location.country is not None and location.country.casefold() not in {
        place.country_code.casefold(),
        place.country_name.casefold(),
    }:
        return False
    return _degrees_apart(location, place) <= NEAR_DEGREES


def _strangeness(location: Location, place: Place) -> tuple[bool, int]:
    """Return the sort key: by name, then type; equal ones keep the supplier's order."""
    return (
        _folded(location.name) != _folded(place.name),
        PLACE_TYPES.index(location.type),
    )


def _degrees_apart(location: Location, place: Place) -> float:
    """Return the degrees of latitude between the centres; 0 if one is unknown."""
    if location.coordinates is None:
        return 0.0
    north = location.coordinates.lat - place.centre.latitude
    around = abs(location.coordinates.long - place.centre.longitude)
    east = min(around, 360 - around) * cos(radians(place.centre.latitude))
    return hypot(north, east)


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
