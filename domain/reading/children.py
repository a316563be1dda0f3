"""Children, and "girls" and "boys" who may be adults. Pure."""

from domain.reading.kin import KIN
from domain.reading.kinds import Kind
from domain.reading.tokens import Found, Reading

APART = frozenset(",;|/\n")
# In Latin America, children if their ages are given.
CHICOS = frozenset({"chicos", "chicas", "chiquitos", "peques", "nenes", "nenas"})
# Possibly adults, if neither ages nor adults are mentioned: "3 girls".
YOUTHS = frozenset({
    "girls", "boys", "chicas", "chicos", "muchachas", "muchachos", "девочки", "девочек", "девчонок",
    "ladke", "ladkiyan", "लड़के", "लड़कियां", "लडके", "लडकियां",
})  # fmt: skip
# These mention adults or ages, so that girls and boys beside them are children.
GROWN_UP = frozenset({
    Kind.ADULT, Kind.COUPLE, Kind.FAMILY, Kind.ALONE, Kind.AGED, Kind.YEARS, Kind.CHILD, Kind.PLUS,
})  # fmt: skip


def is_no_child(found: Found, reading: Reading) -> bool:
    """Return whether the ages are those of adults, or a sign separates a number from children."""
    chicos = found.one("chicos") if found.has("chicos") else None
    if chicos is not None and chicos.word not in CHICOS:
        return True
    return found.has("many") and found.has("child") and is_apart(found, reading)


def are_youths(found: Found) -> bool:
    """Return whether several girls or boys are counted without ages."""
    child = found.one("child") if found.has("child") else None
    is_counted = child is not None and child.word in YOUTHS and found.has("many")
    return is_counted and not found.has("ages") and int(found.value("many")) > 1


def has_grown(reading: Reading, found: Found) -> bool:
    """Return whether others are mentioned beside the girls or boys, who are then their children."""
    first, last = found.span
    others = (*reading.tokens[:first], *reading.tokens[last:])
    return any(one.kind in GROWN_UP or (one.word,) in KIN for one in others)


def is_apart(found: Found, reading: Reading) -> bool:
    """Return whether a sign separates a number from the child: "we are 3, a child of 5"."""
    number, child = found.one("many"), found.one("child")
    if number is None or child is None:
        return False
    return any(sign in APART for sign in reading.text[number.end : child.start])
