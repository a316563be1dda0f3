"""Days given only in relation to others: after a feast, the weekend before Diwali. Pure."""

import re

from domain.reading.characters import level
from domain.reading.day_pieces import cut_days
from domain.reading.decision import Cover
from domain.reading.meanings import StayDays
from domain.reading.proposals import Proposal
from domain.reading.spans import WEEKEND

# A word may come between: "после старого нового года".
AROUND_BEFORE = re.compile(
    r"(?<!\w)((?:right |just |day |days |week |weeks )?after|(?:sometime )?before|b4|después"
    r"|despues|antes|после|перед|через)\s(?:\w+\s){0,1}$"
    r"|(?<!\w)(?:(?:se )?pehle|(?:ke )?baad|(?:से )?पहले|(?:के )?बाद)\s+"
    r"(?:wal[aeiy]+|k[aei]|वाल[ाेी]|क[ाेी])\s+$",
    re.IGNORECASE,
)
AROUND_BEHIND = re.compile(r"\s+(?:ke baad|se pehle|के बाद|से पहले)(?!\w)", re.IGNORECASE)
# Except before a time of day: "12 Jan after 2pm".
MOVED_BEHIND = re.compile(
    r"\s+(?:after|before|b4|antes de|después de|despues de|после|перед)\s"
    r"(?!\s*(?:\d|noon|lunch|midnight|work|dinner|breakfast|mediod|полуд|обед|the\s+\d))",
    re.IGNORECASE,
)
# "2 nights before our cruise on 8 May".
COUNTED_BEFORE = re.compile(
    r"(?<!\w)(?:nights?|days?|nites?|noches?|días?|dias?|ноч[иь]|ночей|дн[яей]+)\s+"
    r"(?:before|b4|prior to|after|antes de|después de|despues de|перед|после)\s",
    re.IGNORECASE,
)
# Nobody else knows when "our anniversary weekend" is.
OWN = re.compile(
    r"(?<!\w)(?:our|my|his|her|their|mi|nuestr[oa]|su|наш\w*|мо[йияе]\w*|hamar[aei]|mer[aei])\s"
    r"(?:\w+\s)$",
    re.IGNORECASE,
)


def loosely_told(cover: Cover) -> str | None:
    """Return the words that give days only in relation to others, or None."""
    told = [one for one in cover.chosen if isinstance(one.meaning, StayDays)]
    for one in told:
        if one.meaning.is_tonight:
            continue
        before = AROUND_BEFORE.search(cover.text, 0, one.start) or _own(cover, one)
        behind = AROUND_BEHIND.match(cover.text, one.end) or MOVED_BEHIND.match(cover.text, one.end)
        if before is not None or behind is not None:
            first = before.start() if before is not None else one.start
            return cover.text[first : behind.end() if behind is not None else one.end].strip()
    counted = COUNTED_BEFORE.search(cover.text)
    if counted is None or any(one.start <= counted.start() < one.end for one in told):
        return None
    return counted[0].strip()


def _own(cover: Cover, one: Proposal[StayDays]) -> re.Match[str] | None:
    """Return the words that make a weekend somebody's own: "our anniversary weekend"."""
    pieces = cut_days(level(cover.text[one.start : one.end]))
    is_weekend = len(pieces) == 1 and WEEKEND.after(pieces, 0) is not None
    return OWN.search(cover.text, 0, one.start) if is_weekend else None
