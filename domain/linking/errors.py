"""Refusals about linking.

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
    """A chat and an account that cannot be linked."""


class LinkNotValid(LinkRefused):
    """A request that is wrong, used, expired or somebody else's."""


@dataclass(eq=False)
class LinkCodeWrong(LinkRefused):
    """Not the code that the chat shows; `left` more tries."""

    left: int


class ChatLinkedAlready(LinkRefused):
    """The chat is already linked with this account."""


class ChatLinkedElsewhere(LinkRefused):
    """The chat is linked with another account, and must be unlinked there first."""
