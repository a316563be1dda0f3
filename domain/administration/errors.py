"""Refusals to administrators.

::

    Refusal
    └── AdministrationRefused
        ├── OwnAccountMeant()          nobody bans or demotes themselves
        ├── AdminMeant(name, user_id)  an administrator is banned only after the role was taken
        ├── LastAdmin(name, user_id)   somebody must be left
        └── NobodyFound(text)          no account has this id, name, address or reference
"""

from dataclasses import dataclass

from domain.errors import Refusal


class AdministrationRefused(Refusal):
    """An act that is refused."""


class OwnAccountMeant(AdministrationRefused):
    """Administrators cannot do this to themselves."""


@dataclass(eq=False)
class AdminMeant(AdministrationRefused):
    """An administrator cannot be banned: the role must be removed first."""

    name: str
    user_id: int


@dataclass(eq=False)
class LastAdmin(AdministrationRefused):
    """The last administrator keeps the role."""

    name: str
    user_id: int


@dataclass(eq=False)
class NobodyFound(AdministrationRefused):
    """No account matches the text."""

    text: str
