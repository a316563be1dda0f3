"""Commands and courtesies: set phrases addressed to the bot itself."""

from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """What a set phrase can ask of the bot itself."""

    TRACKERS = "trackers"
    FILES = "files"
    BOOKINGS = "bookings"
    SEARCHES = "searches"
    SETTINGS = "settings"
    CURRENCY = "currency"
    QUIET = "quiet"
    PRIVACY = "privacy"
    HELP = "help"
    STOP = "stop"
    AFRESH = "afresh"
    HOME = "home"
    FLIGHTS = "flights"
    PACKAGES = "packages"
    TOURS = "tours"
    STAYS = "stays"


class Talk(StrEnum):
    """Courtesies, which are answered in kind."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    PRAISE = "praise"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Intent:
    """A command or courtesy, as a whole phrase."""

    what: Command | Talk
