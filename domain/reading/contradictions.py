"""Words that were left over and speak against what was read: then the days are asked for. Pure."""

import re
from datetime import date, timedelta

from domain.reading.decision import Cover
from domain.reading.kinds import Kind
from domain.reading.tokens import Token

DAY_WORDS = frozenset({
    Kind.MONTH, Kind.WEEKDAY, Kind.NEARDAY, Kind.TONIGHT, Kind.WEEKEND, Kind.ISO, Kind.YEAR,
})  # fmt: skip
SATURDAY = 5
POSSESSIVE = frozenset({"our", "my", "his", "her", "their", "your"})
HOUR = re.compile(r"\s?(?:am|pm|h|hrs|:\d|утра|вечера)\b", re.IGNORECASE)


def against_days(cover: Cover) -> str | None:
    """Return the words of a line that tell days other than those which were read, or None.

    "From 12 Dec … June" was read in a part only; a weekday or month that says the same once more
    speaks for it.
    """
    days = [day for day in (cover.days.check_in, cover.days.check_out) if day is not None]
    if not days:
        return None
    against = [
        one
        for at, one in enumerate(cover.left)
        if (one.kind in DAY_WORDS and not _agrees(one, days)) or _is_another(cover, at, days)
    ]
    if not against:
        return None
    return cover.text[against[0].start : against[-1].end]


def _is_another(cover: Cover, at: int, days: list[date]) -> bool:
    """Say whether a number that was left over tells another day: "the 12th … from 11th"."""
    token = cover.left[at]
    if token.kind is not Kind.NUMBER or any(day.day == token.value for day in days):
        return False
    before, after = (cover.left[n] if 0 <= n < len(cover.left) else None for n in (at - 1, at + 1))
    if HOUR.match(cover.text, token.end):
        return False
    led = before is not None and before.kind is Kind.FROM and _touch(cover, before, token)
    trailed = after is not None and after.kind is Kind.SE and _touch(cover, token, after)
    typed = cover.text[token.start : token.end]
    is_ordinal = typed[:1].isdecimal() and not typed.isdecimal()
    told_of = cover.text[: token.start].lower().split()[-1:]
    is_counting = bool(told_of) and told_of[0] in POSSESSIVE  # "celebrating our 25th"
    return isinstance(token.value, int) and not is_counting and (led or trailed or is_ordinal)


def _touch(cover: Cover, before: Token, after: Token) -> bool:
    return not cover.text[before.end : after.start].strip()


def _agrees(token: Token, days: list[date]) -> bool:
    """Say whether a word says what the days say as well."""
    match token.kind:
        case Kind.MONTH:
            return any(day.month == token.value for day in days)
        case Kind.WEEKDAY:
            return any(day.weekday() == token.value for day in _all_of(days))
        case Kind.YEAR:
            return any(day.year == token.value for day in days)
        case Kind.WEEKEND:
            return any(day.weekday() >= SATURDAY for day in _all_of(days))
        case _:
            return False


def _all_of(days: list[date]) -> list[date]:
    """Return every day from the first to the last."""
    return [days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)]
