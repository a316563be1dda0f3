"""Refusals of hotel searches.

::

    StayRefused
    └── TonightOver(place, today)
    AmountRefused
    └── NothingToLower()
    Refusal
    ├── PlaceTooWide(text, candidates)
    ├── LocationNeeded()
    ├── NotASearch()
    ├── SavedSearchLimitReached(limit)
    ├── TooFewToCompare(least)
    └── TooManyToCompare(most)
"""

from dataclasses import dataclass
from datetime import date

from domain.errors import Refusal
from domain.full_names import FullName
from domain.reading.errors import AmountRefused
from domain.stay_errors import StayRefused


@dataclass(eq=False)
class TonightOver(StayRefused):
    """The traveller's tonight is already past at the destination, where it is `today`."""

    place: FullName
    today: date


@dataclass(eq=False)
class PlaceTooWide(Refusal):
    """A whole country was named; `candidates` are the ids and full names of its largest places."""

    text: str
    candidates: tuple[tuple[int, FullName], ...]


@dataclass(eq=False)
class LocationNeeded(Refusal):
    """The traveller asked for places nearby without sharing a location."""


@dataclass(eq=False)
class NotASearch(Refusal):
    """The line was not a search but a question, a story, or a request for a service that is not
    sold here.
    """


@dataclass(eq=False)
class NothingToLower(AmountRefused):
    """The traveller asked for something cheaper, but there is no budget to lower."""


@dataclass(eq=False)
class SavedSearchLimitReached(Refusal):
    """The traveller already has the most saved searches that are allowed."""

    limit: int


@dataclass(eq=False)
class TooFewToCompare(Refusal):
    """Fewer than two hotels are chosen and still listed."""

    least: int


@dataclass(eq=False)
class TooManyToCompare(Refusal):
    """More hotels than fit side by side."""

    most: int
