"""What is refused of trips of several stays.

::

    Refusal
    └── TourRefused
        ├── NightsMissing(place)
        ├── TooManyPlaces(places, most)
        ├── WindowTooLong(days, most)
        └── TourOver()
"""

from dataclasses import dataclass

from domain.errors import Refusal
from domain.full_names import FullName


class TourRefused(Refusal):
    """Places, nights or days that make no tour."""


@dataclass(eq=False)
class NightsMissing(TourRefused):
    """A place without how many nights are spent there."""

    place: FullName


@dataclass(eq=False)
class TooManyPlaces(TourRefused):
    """More places than can be asked about together."""

    places: int
    most: int


@dataclass(eq=False)
class WindowTooLong(TourRefused):
    """More starting days than can be compared."""

    days: int
    most: int


class TourOver(TourRefused):
    """The last day on which it could begin has passed."""
