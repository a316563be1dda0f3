"""Times and flights mentioned in passing: "flight cancelled", "вылет в 6 утра", "at 9 pm".

None of these asks for a flight, or gives a day or a number of guests. Each is read as one unit, so
that no part of it is mistaken for such. Pure.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.reading.characters import BEGIN, END, level
from domain.reading.proposals import Proposal
from domain.reading.words import asides as words

CLOCK, OF_A_FLIGHT, OR_ASKED = 0.15, 0.1, 0.9
WIDE = r"\s+"


@dataclass(frozen=True, slots=True)
class Aside:
    """A time of day, or (`is_flight`) a remark about a flight that the writer already has."""

    is_flight: bool = False


def _pattern(listed: str) -> re.Pattern[str]:
    """Compile alternatives, one per line, in the format that `words.asides` describes."""
    lines = [line.strip() for line in listed.strip().splitlines() if line.strip()]
    text = "|".join(lines)
    for name, part in words.PARTS.items():
        text = text.replace(f"<{name}>", f"(?:{part})")
    return re.compile(f"{BEGIN}(?:{text.replace(' ', WIDE)}){END}")


PATTERNS = (
    (_pattern(words.FLIGHTS), OF_A_FLIGHT, True),
    (_pattern(words.FLIGHTS_OR_ASKED), OR_ASKED, True),
    (_pattern(words.CLOCKS), CLOCK, False),
)


def propose_asides(text: str) -> Iterator[Proposal[Aside]]:
    """Propose the times and flights that a line mentions in passing."""
    levelled = level(text)
    for pattern, cost, is_flight in PATTERNS:
        for found in pattern.finditer(levelled.text):
            start, end = levelled.span(*found.span())
            yield Proposal(start, end, Aside(is_flight), cost, "beside what is asked for")
