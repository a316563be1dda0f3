"""Refusals of messages to support.

::

    Refusal
    └── SupportRefused
        ├── SupportTextTooLong(length, most)
        └── SupportBusy(most)                   too many messages in an hour
"""

from dataclasses import dataclass

from domain.errors import Refusal


class SupportRefused(Refusal):
    """A message to support that is not accepted."""


@dataclass(eq=False)
class SupportTextTooLong(SupportRefused):
    """A text of `length` characters, where `most` are allowed."""

    length: int
    most: int


@dataclass(eq=False)
class SupportBusy(SupportRefused):
    """More than `most` messages within an hour."""

    most: int
