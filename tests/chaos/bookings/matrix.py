"""The cases: made of the stories' calls, not written.

Each call meets every fault of the sandbox on its line, every turn that a supplier's books can take
at its step, and the death of the process before and after it; the provider's tricks are played
where money moves. One case of a story goes well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product


class When(StrEnum):
    """Where the process dies."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a story: the operation, its place among those, whose line it is, part of its path.

    Without a path there is no line: the process can die there, and that is all. `step` is what the
    sandbox calls it where its books can take a turn.
    """

    operation: str
    nth: int = 0
    target: str = ""
    path: str = ""
    step: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A story with one thing going wrong: a death, a fault, a turn, a trick; or nothing."""

    story: str
    call: Call | None = None
    when: When | None = None
    fault: str | None = None
    status: int | None = None
    turn: str | None = None
    trick: str | None = None

    @property
    def name(self) -> str:
        """Return its name."""
        if self.call is None:
            return f"{self.story}: {self.trick or 'all goes well'}"
        faulty = f"{self.fault} {self.status or ''}".strip()
        wrong = f"killed {self.when}" if self.when else self.turn or faulty
        line = "" if self.when else f" at {self.call.path}"
        return f"{self.story}: {self.call.operation} {self.call.nth + 1}{line}, {wrong}"


FAULTS: tuple[tuple[str, int | None], ...] = (
    *[("status", status) for status in (400, 401, 403, 404, 429, 500, 502, 503, 504)],
    ("timeout", None), ("drop_before_processing", None), ("drop_after_processing", None),
    ("garbage", None),
)  # fmt: skip
# True answers, made slow, huge, of other money, or with holes: a supplier's and the provider's.
ALTERED: tuple[tuple[str, int | None], ...] = (
    ("slow", None), ("large", None), ("other_currency", None), ("sparse", None),
)  # fmt: skip
TELEGRAM = "telegram"
# What an answer with holes lacks.
HOLES = (
    "status", "bookingStatus", "details", "price", "currency", "bookingId", "bmsBookingCode",
    "finalRate", "cancellationCharges", "refunded",
)  # fmt: skip
CHANGED = ("price_changed", "terms_changed", "board_changed", "sold_out", "session_expired")
# By step, what the sandbox can have happen there: see `sandbox.market.twists`.
TURNS: Mapping[str, tuple[str, ...]] = {
    "select": CHANGED,
    "guests": CHANGED,
    "check": CHANGED,
    "hold": ("price_changed", "sold_out", "session_expired", "unknown"),
    "book": (
        "price_changed", "sold_out", "session_expired", "no_funds", "refused", "pending",
        "doubled", "unknown",
    ),
    "details": ("refused",),
    "cancel": ("refused", "pending", "charged", "unknown"),
}  # fmt: skip


def faults_of(call: Call) -> tuple[tuple[str, int | None], ...]:
    """Return what can go wrong on a call's line."""
    if not call.path:
        return ()
    return FAULTS if call.target == TELEGRAM else FAULTS + ALTERED


def cases_of(story: str, calls: Iterable[Call], tricks: Iterable[str] = ()) -> list[Case]:
    """Return every case of a story."""
    known = tuple(calls)
    deaths = {(call.operation, call.nth): call for call in known}.values()
    return [
        Case(story),
        *(Case(story, call, when=when) for call, when in product(deaths, When)),
        *(
            Case(story, call, fault=fault, status=status)
            for call in known
            for fault, status in faults_of(call)
        ),
        *(Case(story, call, turn=turn) for call in known for turn in TURNS.get(call.step, ())),
        *(Case(story, trick=trick) for trick in tricks),
    ]
