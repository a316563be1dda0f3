"""Rooms listed in words: "one for a couple, the other for a couple with a child". Pure."""

import re
from collections.abc import Iterator

from domain.reading.characters import BEGIN, END, level
from domain.reading.meanings import RoomLabel
from domain.reading.proposals import Proposal

LABEL = 0.05
MOST = 9
ONE = re.compile(
    rf"{BEGIN}(?:(?:in|en|в|во|y|and|и|aur|और|a|un|la|el|the)\s+)*"
    r"(?:one|another|other|first|second|third|una|otra|uno|otro|primera|segunda|tercera"
    r"|один|одна|одном|одну|другои|другом|другую|второи|втором|вторую|первыи|первом|третии|третьем"
    r"|ek|dusre|doosre|dusra|pehle|teesre|एक|दूसरे|दूसरा|पहले|तीसरे)"
    r"(?:\s+(?:one|room|habitacion|hab|cuarto|номер|номере|комната|комнату|kamre|kamra|room|कमरे|कमरा))?"
    rf"(?=\s*(?:\s(?:is\s+)?(?:for|with|para|con|для|на|me|mein|में){END}|:))"
)


def propose_rooms_by_name(text: str) -> Iterator[Proposal[RoomLabel]]:
    """Propose the words before the people in each room, if there are several rooms."""
    levelled = level(text)
    found = list(ONE.finditer(levelled.text))
    if 1 < len(found) <= MOST:
        for number, one in enumerate(found, start=1):
            start, end = levelled.span(*one.span())
            yield Proposal(start, end, RoomLabel(number), LABEL, "a room of a list")
