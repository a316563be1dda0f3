"""What is told of hours and flights around a stay: "flight cancelled", "вылет в 6 утра", "at 9 pm".

None of it asks for a flight or tells a day or how many come: it is read as a whole, so that no part
of it is taken for one. Pure.
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
    """An hour, or what is said of a flight that somebody has already: `is_flight`."""

    is_flight: bool = False


def _pattern(listed: str) -> re.Pattern[str]:
    """Compile alternatives, a line each, as `words.asides` explains."""
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
    """Propose the hours and the flights that a line speaks of beside what it asks for."""
    levelled = level(text)
    for pattern, cost, is_flight in PATTERNS:
        for found in pattern.finditer(levelled.text):
            start, end = levelled.span(*found.span())
            yield Proposal(start, end, Aside(is_flight), cost, "beside what is asked for")
