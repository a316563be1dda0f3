"""What is refused of linking.

::

    Refusal
    └── LinkRefused
        ├── LinkNotValid()          wrong, used, run out, or another's: no difference is shown
        ├── LinkCodeWrong(left)
        ├── ChatLinkedAlready()     with this very account
        └── ChatLinkedElsewhere()
"""

from dataclasses import dataclass

from domain.errors import Refusal


class LinkRefused(Refusal):
    """A chat and an account that are not brought together."""


class LinkNotValid(LinkRefused):
    """A request that leads nowhere (any more)."""


@dataclass(eq=False)
class LinkCodeWrong(LinkRefused):
    """Not the code that the chat shows; it may be typed so many times more."""

    left: int


class ChatLinkedAlready(LinkRefused):
    """The chat is linked with this account."""


class ChatLinkedElsewhere(LinkRefused):
    """The chat is linked with another account, and has to be unlinked there first."""
