"""Refusals about broadcasts.

::

    AdministrationRefused
    └── BroadcastRefused
        ├── BroadcastTextMissing()            there is nothing to say yet
        ├── BroadcastTextTooLong(length, most)
        ├── AudienceEmpty()                   nobody would hear it
        ├── BroadcastTimePast(text)           the hour is over everywhere
        ├── BroadcastTimeNotUnderstood(text, example)
        └── BroadcastBegun()                  what has begun can no longer be changed
"""

from dataclasses import dataclass

from domain.administration.errors import AdministrationRefused


class BroadcastRefused(AdministrationRefused):
    """A request about a broadcast that cannot be granted."""


class BroadcastTextMissing(BroadcastRefused):
    """The broadcast has no text in any language."""


@dataclass(eq=False)
class BroadcastTextTooLong(BroadcastRefused):
    """A text of `length` characters, where Telegram and the line below leave room for `most`."""

    length: int
    most: int


class AudienceEmpty(BroadcastRefused):
    """Nobody matches the audience."""


@dataclass(eq=False)
class BroadcastTimePast(BroadcastRefused):
    """A moment in the past, or more than a year away."""

    text: str


@dataclass(eq=False)
class BroadcastTimeNotUnderstood(BroadcastRefused):
    """The text is not a date and time; `example` is one that could be sent."""

    text: str
    example: str


class BroadcastBegun(BroadcastRefused):
    """It has begun or ended: text, audience and time are final, and it cannot start again."""
