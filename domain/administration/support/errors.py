"""What is refused of what is written to support.

::

    Refusal
    └── SupportRefused
        ├── SupportTextTooLong(length, most)
        └── SupportBusy(most)                   too many messages in an hour
"""

from dataclasses import dataclass

from domain.errors import Refusal


class SupportRefused(Refusal):
    """A message that does not go through."""


@dataclass(eq=False)
class SupportTextTooLong(SupportRefused):
    """A text of `length` characters, of which `most` are taken."""

    length: int
    most: int


@dataclass(eq=False)
class SupportBusy(SupportRefused):
    """More than `most` messages within an hour."""

    most: int
