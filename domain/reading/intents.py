"""Commands and politeness: what may be said to the bot in so many words."""

from dataclasses import dataclass
from enum import StrEnum


class Command(StrEnum):
    """What may be asked of the bot itself, in so many words."""

    TRACKERS = "trackers"
    FILES = "files"
    BOOKINGS = "bookings"
    SEARCHES = "searches"
    SETTINGS = "settings"
    HELP = "help"
    STOP = "stop"
    AFRESH = "afresh"
    HOME = "home"
    FLIGHTS = "flights"
    PACKAGES = "packages"
    TOURS = "tours"
    STAYS = "stays"


class Talk(StrEnum):
    """What is said for politeness, and answered in kind."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    PRAISE = "praise"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Intent:
    """A command or a politeness, as a whole phrase."""

    what: Command | Talk
