"""What is refused to administrators.

::

    Refusal
    └── AdministrationRefused
        ├── OwnAccountMeant()      nobody bans or demotes themselves
        ├── AdminMeant(name)       an administrator is banned only after the role was taken
        ├── LastAdmin(name)        somebody must be left
        └── NobodyFound(text)      no account has this id, name, address or reference
"""

from dataclasses import dataclass

from domain.errors import Refusal


class AdministrationRefused(Refusal):
    """An act that is not done."""


class OwnAccountMeant(AdministrationRefused):
    """It would be done to oneself."""


@dataclass(eq=False)
class AdminMeant(AdministrationRefused):
    """An administrator cannot be banned: the role is taken first."""

    name: str


@dataclass(eq=False)
class LastAdmin(AdministrationRefused):
    """The role of the last administrator stays."""

    name: str


@dataclass(eq=False)
class NobodyFound(AdministrationRefused):
    """No account answers to what was typed."""

    text: str
