"""What an amount of money is for: a night or the whole stay, everybody or one guest."""

from enum import StrEnum


class Scope(StrEnum):
    """What an amount is for."""

    UNSAID = "unsaid"
    A_NIGHT = "a night"
    A_ROOM = "a night of each room"
    IN_TOTAL = "in total"
    A_PERSON = "a person"
    A_COUPLE = "a couple"
    EACH = "each"


# For some of the guests, not for all.
SHARED = frozenset({Scope.A_PERSON, Scope.A_COUPLE, Scope.EACH})
OF_A_NIGHT = frozenset({Scope.A_NIGHT, Scope.A_ROOM})
