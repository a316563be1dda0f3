"""What is refused of broadcasts.

::

    AdministrationRefused
    └── BroadcastRefused
        ├── BroadcastTextMissing()            there is nothing to say yet
        ├── BroadcastTextTooLong(length, most)
        ├── AudienceEmpty()                   nobody would hear it
        ├── BroadcastTimePast(text)           the hour is over everywhere
        ├── BroadcastTimeNotUnderstood(text)
        └── BroadcastBegun()                  what has begun can no longer be changed
"""

from dataclasses import dataclass

from domain.administration.errors import AdministrationRefused


class BroadcastRefused(AdministrationRefused):
    """Something about a broadcast that is not possible."""


class BroadcastTextMissing(BroadcastRefused):
    """It has no text in any language."""


@dataclass(eq=False)
class BroadcastTextTooLong(BroadcastRefused):
    """A text of `length` characters, where Telegram and the line below leave room for `most`."""

    length: int
    most: int


class AudienceEmpty(BroadcastRefused):
    """Nobody answers to what the audience has in common."""


@dataclass(eq=False)
class BroadcastTimePast(BroadcastRefused):
    """A moment that is over, or more than a year away."""

    text: str


@dataclass(eq=False)
class BroadcastTimeNotUnderstood(BroadcastRefused):
    """No date and time could be read."""

    text: str


class BroadcastBegun(BroadcastRefused):
    """It has begun or ended: its text, audience and time stay, and it starts no second time."""
