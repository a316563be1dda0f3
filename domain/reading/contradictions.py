"""Leftover words that contradict the days read, so that the days are asked for. Pure."""

import re
from datetime import date, timedelta

from domain.accounts.regions import WORLD
from domain.reading.characters import level
from domain.reading.common_words import ordinary_words
from domain.reading.day_pieces import cut_days
from domain.reading.day_words import HOLIDAYS
from domain.reading.decision import Cover
from domain.reading.holidays import coming_holiday
from domain.reading.kinds import Kind
from domain.reading.loose_days import loosely_told
from domain.reading.meanings import PlaceName, StayDays, UnknownName
from domain.reading.spans import WEEKEND
from domain.reading.tokens import Token

DAY_WORDS = frozenset({
    Kind.MONTH, Kind.WEEKDAY, Kind.NEARDAY, Kind.TONIGHT, Kind.WEEKEND, Kind.ISO, Kind.YEAR,
})  # fmt: skip
SATURDAY = 5
NEAR_A_FEAST = timedelta(days=30)
# Words that take back what was said, and (`NEARBY`) how soon after them the right day must follow.
TAKEN_BACK = re.compile(
    r"\b(?:no,? wait|wait,? no|i mean|i meant|make that|mejor dicho|perdón|perdon|digo"
    r"|точнее|вернее|ой|nahi nahi|नहीं नहीं)\b",
    re.IGNORECASE,
)
NEARBY = 14
POSSESSIVE = frozenset({"our", "my", "his", "her", "their", "your"})
# What an ordinal counts when it is not a day: "1st time in London", "2nd floor".
NO_DAYS = [[one] for one in (
    "time", "floor", "birthday", "anniversary", "row", "class", "trip", "visit", "child", "line",
)]  # fmt: skip
HOUR = re.compile(r"\s?(?:am|pm|h|hrs|:\d|утра|вечера)\b", re.IGNORECASE)


def against_days(cover: Cover) -> str | None:
    """Return the words of a line that mean days other than those read, or None.

    Of "From 12 Dec … June" only a part was read; a weekday or month that repeats the days
    confirms them.
    """
    days = [day for day in (cover.days.check_in, cover.days.check_out) if day is not None]
    if not days:
        return None
    loose = (
        loosely_told(cover)
        or _taken_back(cover)
        or _feast_left(cover, days[0])
        or _unknown_weekend(cover)
    )
    if loose is not None:
        return loose
    against = [
        one
        for at, one in enumerate(cover.left)
        if (one.kind in DAY_WORDS and not _agrees(one, days)) or _is_another(cover, at, days)
    ]
    if not against:
        return None
    return cover.text[against[0].start : against[-1].end]


def _taken_back(cover: Cover) -> str | None:
    """Return a correction of the days within the line: "from Nov 30th… no wait, Dec 30th"."""
    told = (one for one in cover.chosen if isinstance(one.meaning, StayDays))
    last = max((one.end for one in told if one.meaning.problem is None), default=0)
    found = TAKEN_BACK.search(cover.text, last)
    if found is None or not any(one.isdecimal() for one in cover.text[found.end() :][:NEARBY]):
        return None
    return cover.text[found.start() : found.end() + NEARBY].strip()


def _feast_left(cover: Cover, day: date) -> str | None:
    """Return a feast that the line names but the cover ignores, if far from the days read.

    "Christmas markets, 11 to 14 December" is near enough to Christmas.
    """
    told = [one for one in cover.chosen if isinstance(one.meaning, (StayDays, PlaceName))]
    text = level(cover.text)
    pieces = cut_days(text)
    for at in range(len(pieces)):
        found = HOLIDAYS.after(pieces, at)
        if found is None:
            continue
        start, end = text.span(pieces[at].start, pieces[found[1] - 1].end)
        is_taken = any(one.start < end and start < one.end for one in told)
        feast = coming_holiday(found[0], day - NEAR_A_FEAST, WORLD)
        is_near = feast is not None and feast.first <= day + NEAR_A_FEAST
        if not is_taken and not is_near:
            return cover.text[start:end]
    return None


def _unknown_weekend(cover: Cover) -> str | None:
    """Return a weekend with an unknown name, which is hardly the coming one: "waitangi wkend"."""
    names = [(one.start, one.end) for one in cover.chosen if isinstance(one.meaning, UnknownName)]
    names += [
        (token.start, token.end)
        for token in cover.left
        if token.kind is Kind.UNKNOWN and token.word.isalpha()
    ]
    for one in cover.chosen:
        if not isinstance(one.meaning, StayDays) or not one.meaning.is_weekday:
            continue
        if WEEKEND.after(cut_days(level(cover.text[one.start : one.end])), 0) is None:
            continue
        for start, end in names:
            is_before = end < one.start and not cover.text[end : one.start].strip()
            if is_before and level(cover.text[start:end]).text not in ordinary_words():
                return cover.text[start : one.end]
    return None


def _is_another(cover: Cover, at: int, days: list[date]) -> bool:
    """Return whether a leftover number means another day: "the 12th … from 11th"."""
    token = cover.left[at]
    if token.kind is not Kind.NUMBER or any(day.day == token.value for day in days):
        return False
    before, after = (cover.left[n] if 0 <= n < len(cover.left) else None for n in (at - 1, at + 1))
    behind = cover.text[token.end :].lower()
    if HOUR.match(cover.text, token.end) or behind.split()[:1] in NO_DAYS:
        return False
    if TAKEN_BACK.match(behind.lstrip(" ,")) and len(days) > 1:
        return False  # "12th, no wait, 13th to 15th"
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
    """Return whether a word agrees with the days."""
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
