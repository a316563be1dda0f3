"""Refusals about trackers, their rules, folders and files.

::

    Refusal
    ├── TrackerWishRefused
    │   ├── NameNotUsable(most)
    │   ├── FolderNameTaken(name)
    │   ├── FrequencyNotUnderstood(text)
    │   ├── ThresholdNotUnderstood(text)
    │   ├── FileTooLarge(most_kilobytes)
    │   ├── FileNotUnderstood()
    │   ├── EndNotUnderstood(text)
    │   ├── EndOutOfRange(latest)
    │   ├── DaysOutOfRange(text, most)
    │   ├── ForGroupAdmins()                only the group's administrators may
    │   └── TrackerOfAnother(change)
    ├── TrackerLimitReached(limit)
    ├── FrequencyOutOfRange(shortest_minutes, longest_hours)
    ├── RuleImpossible(kind)
    ├── NothingToTrack()
    ├── PartsInCurrencies(currencies)
    └── FolderLimitReached(limit)
"""

from dataclasses import dataclass
from datetime import date

from domain.errors import Refusal


class TrackerWishRefused(Refusal):
    """A wish about a tracker that cannot be granted."""


@dataclass(eq=False)
class NameNotUsable(TrackerWishRefused):
    """No name, or too long a name."""

    most: int


@dataclass(eq=False)
class FolderNameTaken(TrackerWishRefused):
    """Another folder of the traveller has that name."""

    name: str


@dataclass(eq=False)
class FrequencyNotUnderstood(TrackerWishRefused):
    """The text is not an interval."""

    text: str


@dataclass(eq=False)
class ThresholdNotUnderstood(TrackerWishRefused):
    """The text is not a percentage or an amount."""

    text: str


@dataclass(eq=False)
class FileTooLarge(TrackerWishRefused):
    """The file exceeds the size limit."""

    most_kilobytes: int


class FileNotUnderstood(TrackerWishRefused):
    """Not a file of trackers, or one with too many."""


@dataclass(eq=False)
class EndNotUnderstood(TrackerWishRefused):
    """The text is not a last day of tracking."""

    text: str


@dataclass(eq=False)
class EndOutOfRange(TrackerWishRefused):
    """Tracking must end between today and the first day of what is tracked."""

    latest: date


@dataclass(eq=False)
class DaysOutOfRange(TrackerWishRefused):
    """The number of days is out of range."""

    text: str
    most: int


@dataclass(eq=False)
class TrackerOfAnother(TrackerWishRefused):
    """A group's member may not change its tracker. `change` is "stop", "mute" or "change"."""

    change: str


class ForGroupAdmins(TrackerWishRefused):
    """Only the group's administrators may do that."""


@dataclass(eq=False)
class TrackerLimitReached(Refusal):
    """The traveller has the most trackers that they may."""

    limit: int


@dataclass(eq=False)
class FrequencyOutOfRange(Refusal):
    """The interval is outside the service's limits."""

    shortest_minutes: int
    longest_hours: int


@dataclass(eq=False)
class RuleImpossible(Refusal):
    """The terms make no rule of this kind for this tracker."""

    kind: str


@dataclass(eq=False)
class NothingToTrack(Refusal):
    """It has no price to track."""


@dataclass(eq=False)
class PartsInCurrencies(Refusal):
    """Parts are sold in several currencies: their sum would move with exchange rates."""

    currencies: tuple[str, ...]


@dataclass(eq=False)
class FolderLimitReached(Refusal):
    """The traveller has the most folders that they may."""

    limit: int
