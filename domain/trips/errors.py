"""Refusals of trips with several stays.

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
    """Places, nights or dates that make no tour."""


@dataclass(eq=False)
class NightsMissing(TourRefused):
    """A place without a number of nights."""

    place: FullName


@dataclass(eq=False)
class TooManyPlaces(TourRefused):
    """More places than can be priced together."""

    places: int
    most: int


@dataclass(eq=False)
class WindowTooLong(TourRefused):
    """More start dates than can be compared."""

    days: int
    most: int


class TourOver(TourRefused):
    """The last possible start date has passed."""
