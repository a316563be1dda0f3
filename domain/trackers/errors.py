"""What is refused of trackers, their rules, folders and files.

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
    """What cannot be wished of a tracker."""


@dataclass(eq=False)
class NameNotUsable(TrackerWishRefused):
    """No name, or one of more characters than are kept."""

    most: int


@dataclass(eq=False)
class FolderNameTaken(TrackerWishRefused):
    """Another folder of the traveller has that name."""

    name: str


@dataclass(eq=False)
class FrequencyNotUnderstood(TrackerWishRefused):
    """Text stood where an interval was expected."""

    text: str


@dataclass(eq=False)
class ThresholdNotUnderstood(TrackerWishRefused):
    """Text stood where a percentage or an amount was expected."""

    text: str


@dataclass(eq=False)
class FileTooLarge(TrackerWishRefused):
    """A file of trackers is larger than is read."""

    most_kilobytes: int


class FileNotUnderstood(TrackerWishRefused):
    """No file of trackers, or one of too many."""


@dataclass(eq=False)
class EndNotUnderstood(TrackerWishRefused):
    """Text stood where the last day of a watch was expected."""

    text: str


@dataclass(eq=False)
class EndOutOfRange(TrackerWishRefused):
    """A watch ends between today and the first day of what is watched."""

    latest: date


@dataclass(eq=False)
class DaysOutOfRange(TrackerWishRefused):
    """Not a number of days that can be wished."""

    text: str
    most: int


@dataclass(eq=False)
class TrackerOfAnother(TrackerWishRefused):
    """A member of a group may not change its tracker. `change` is "stop", "mute" or "change"."""

    change: str


class ForGroupAdmins(TrackerWishRefused):
    """Only administrators of the group may do that."""


@dataclass(eq=False)
class TrackerLimitReached(Refusal):
    """The traveller watches as many things as the service allows."""

    limit: int


@dataclass(eq=False)
class FrequencyOutOfRange(Refusal):
    """Prices are looked at neither more often nor more rarely than this."""

    shortest_minutes: int
    longest_hours: int


@dataclass(eq=False)
class RuleImpossible(Refusal):
    """The terms make no rule of this kind for this tracker."""

    kind: str


@dataclass(eq=False)
class NothingToTrack(Refusal):
    """The thing has no price to watch from."""


@dataclass(eq=False)
class PartsInCurrencies(Refusal):
    """Parts are sold in several currencies: their sum would move with the rates between them."""

    currencies: tuple[str, ...]


@dataclass(eq=False)
class FolderLimitReached(Refusal):
    """The traveller has as many folders as the service allows."""

    limit: int
