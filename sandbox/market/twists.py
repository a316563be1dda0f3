"""Turns that a test plants at a step of booking, which are not faults of the line."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Step(StrEnum):
    """The steps of a booking, whatever a supplier calls them; LiteAPI's prebook is CHECK."""

    SELECT = "select"
    GUESTS = "guests"
    CHECK = "check"
    BOOK = "book"
    DETAILS = "details"
    CANCEL = "cancel"
    HOLD = "hold"


class Turn(StrEnum):
    """What happens at a step.

    A price that has changed has done so by `percent`. What is pending settles after `seconds` as
    confirmed, or as failed where `fails`. `unknown` is a server's error *after* the effect;
    `doubled` books twice in one call; `charged` cancels for `percent` of the total.
    """

    PRICE_CHANGED = "price_changed"
    TERMS_CHANGED = "terms_changed"
    BOARD_CHANGED = "board_changed"
    SOLD_OUT = "sold_out"
    SESSION_EXPIRED = "session_expired"
    NO_FUNDS = "no_funds"
    REFUSED = "refused"
    PENDING = "pending"
    UNKNOWN = "unknown"
    DOUBLED = "doubled"
    CHARGED = "charged"


@dataclass(slots=True)
class Twist:
    """One planted turn at one supplier's step; `times` counts down, None never ends."""

    supplier: str
    step: Step
    turn: Turn
    percent: Decimal = Decimal(10)
    seconds: float = 0.0
    fails: bool = False
    times: int | None = 1


class Twists:
    """The planted turns. The first that meets a step is used up by it."""

    def __init__(self) -> None:
        self._twists: list[Twist] = []

    def add(self, twist: Twist) -> None:
        self._twists.append(twist)

    def reset(self) -> None:
        self._twists.clear()

    def take(self, supplier: str, step: Step) -> Twist | None:
        """Give the turn that the step takes, None where it goes its usual way."""
        for twist in self._twists:
            if (twist.supplier, twist.step) == (supplier, step):
                if twist.times is not None:
                    twist.times -= 1
                    if twist.times <= 0:
                        self._twists.remove(twist)
                return twist
        return None
