"""What those in front of the routes tell with an answer, gathered and sent at one go.

If each wrapped `send` for a header of its own, every answer would pass through six functions.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.types import Scope

_KEY = "often_hotels.outgoing"
# In a request's state: who takes lines that are written out already, where our own server serves.
LINES_TAKEN = "often_hotels.lines_taken"
_LINES = re.compile(rb"(?:[a-z-]+: [\x20-\x7e]*\r\n)*")


@dataclass(slots=True)
class Outgoing:
    """Headers that go along with the answer, and its status once it has begun, 0 before."""

    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    status: int = 0


def expect_answer(scope: Scope) -> Outgoing:
    """Begin to gather for this request's answer."""
    going = scope[_KEY] = Outgoing()
    return going


def outgoing(scope: Scope) -> Outgoing:
    """Return what is gathered for this request's answer."""
    going: Outgoing = scope[_KEY]
    return going


def lines_of(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return headers as they go over the line. Raises ValueError for what would not be one each."""
    lines = b"".join([b"%b: %b\r\n" % one for one in headers])
    if not _LINES.fullmatch(lines):
        raise ValueError(lines)
    return lines
