"""What is refused of event hooks.

::

    Refusal
    └── EventHookRefused
        ├── HookAddressNotUsable(text)   no https address that could be anybody's
        └── HookLimitReached(limit)
"""

from dataclasses import dataclass

from domain.errors import Refusal


class EventHookRefused(Refusal):
    """Something about event hooks that is not possible."""


@dataclass(eq=False)
class HookAddressNotUsable(EventHookRefused):
    """Not https, not whole, with a password in it, or one that leads into a private network."""

    text: str


@dataclass(eq=False)
class HookLimitReached(EventHookRefused):
    """There are `limit` hooks already."""

    limit: int
