"""Refusals about event hooks.

::

    Refusal
    └── EventHookRefused
        ├── HookAddressNotUsable(text)   no https address that could be anybody's
        └── HookLimitReached(limit)
"""

from dataclasses import dataclass

from domain.errors import Refusal


class EventHookRefused(Refusal):
    """A request about event hooks that cannot be granted."""


@dataclass(eq=False)
class HookAddressNotUsable(EventHookRefused):
    """Not https, incomplete, with a password in it, or leading into a private network."""

    text: str


@dataclass(eq=False)
class HookLimitReached(EventHookRefused):
    """The account already has `limit` hooks."""

    limit: int
