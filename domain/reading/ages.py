"""The ages in a match, and where each ends in the text. Pure."""

from domain.reading.kinds import Kind
from domain.reading.tokens import Found
from domain.reading.words import ages as words

SIGNS = ".,;:()[]+&/-"
# What a short year is counted from.
CENTURY = 2000
BETWEEN = frozenset(words.BETWEEN.split())


def _is_told_anew(between: str) -> bool:
    """Return whether the words after an age start a new topic: "10 months, need 2 cots"."""
    typed = (word.strip(SIGNS).lower() for word in between.split())
    return any(word and word not in BETWEEN for word in typed)


def ages_of(found: Found, text: str) -> tuple[list[int], list[int]]:
    """Return a match's ages, in completed years, and where each ends in the text."""
    ages: list[int] = []
    ends: list[int] = []
    start, end = found.match.span("ages")
    for at in range(start, end):
        token = found.tokens[at]
        if token.kind not in {Kind.NUMBER, Kind.SLASHED}:
            if token.kind in {Kind.YEARS, Kind.MONTHS} and ends:
                ends[-1] = token.end
            continue
        if ends and _is_told_anew(text[ends[-1] : token.start]):
            break
        unit = found.tokens[at + 1] if at + 1 < end else None
        for age in _numbers(token.value):
            ages.append(age // 12 if unit is not None and unit.kind is Kind.MONTHS else age)
            ends.append(token.end)
    return ages, ends


def _numbers(value: object) -> tuple[int, ...]:
    """Return the ages in one token: "4,7" and "4/7" are two, and "5/7/10" are three and no day."""
    if isinstance(value, tuple):
        return tuple(
            part % CENTURY if part >= CENTURY else part for part in value if part is not None
        )
    return tuple(min(int(part), 999) for part in str(value).split(".") if part.isdecimal())
