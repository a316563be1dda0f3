"""What is refused of a search for hotels.

::

    StayRefused
    └── TonightOver(place, today)
    AmountRefused
    └── NothingToLower()
    Refusal
    ├── PlaceTooWide(text, candidates)
    ├── LocationNeeded()
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
    """The writer's tonight has passed where the stay is: it is `today` there."""

    place: FullName
    today: date


@dataclass(eq=False)
class PlaceTooWide(Refusal):
    """A whole country; `candidates` are id and full name of its largest places."""

    text: str
    candidates: tuple[tuple[int, FullName], ...]


@dataclass(eq=False)
class LocationNeeded(Refusal):
    """A place near the traveller was asked for, and where that is has not been shared."""


@dataclass(eq=False)
class NothingToLower(AmountRefused):
    """Something cheaper was asked for, and there is no budget to lower."""


@dataclass(eq=False)
class SavedSearchLimitReached(Refusal):
    """The traveller keeps as many searches as the service allows."""

    limit: int


@dataclass(eq=False)
class TooFewToCompare(Refusal):
    """One hotel or none is chosen, or still sold."""

    least: int


@dataclass(eq=False)
class TooManyToCompare(Refusal):
    """More hotels than fit next to each other."""

    most: int
