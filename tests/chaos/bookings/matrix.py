"""The cases: made of the stories' calls, not written.

Each call meets every fault of the sandbox on its line, and the death of the process before and
after it; the provider's tricks are played where money moves. One case of a story goes well.
"""

from collections.abc import Iterable
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

    Without a path there is no line: the process can die there, and that is all.
    """

    operation: str
    nth: int = 0
    target: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A story with one thing going wrong: a death, a fault of the line, a trick; or nothing."""

    story: str
    call: Call | None = None
    when: When | None = None
    fault: str | None = None
    status: int | None = None
    trick: str | None = None

    @property
    def name(self) -> str:
        """Return how it is told."""
        if self.call is None:
            return f"{self.story}: {self.trick or 'all goes well'}"
        wrong = f"killed {self.when}" if self.when else f"{self.fault} {self.status or ''}".strip()
        line = "" if self.when else f" at {self.call.path}"
        return f"{self.story}: {self.call.operation} {self.call.nth + 1}{line}, {wrong}"


FAULTS: tuple[tuple[str, int | None], ...] = (
    *[("status", status) for status in (400, 401, 403, 404, 429, 500, 502, 503, 504)],
    ("timeout", None), ("drop_before_processing", None), ("drop_after_processing", None),
    ("garbage", None),
)  # fmt: skip


def cases_of(story: str, calls: Iterable[Call], tricks: Iterable[str] = ()) -> list[Case]:
    """Return every case of a story."""
    known = tuple(calls)
    deaths = {(call.operation, call.nth): call for call in known}.values()
    return [
        Case(story),
        *(Case(story, call, when=when) for call, when in product(deaths, When)),
        *(
            Case(story, call, fault=fault, status=status)
            for call, (fault, status) in product((one for one in known if one.path), FAULTS)
        ),
        *(Case(story, trick=trick) for trick in tricks),
    ]
