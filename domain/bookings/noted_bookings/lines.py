"""Prepares a text for reading: its lines, their tokens, and the dates in them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cached_property

from domain.reading.characters import Levelled, level
from domain.reading.day_pieces import Calendar, Point
from domain.reading.numeric_days import MONTH_FIRST, orders_shown
from domain.reading.phrases import Phrases, Piece, cut
from domain.reading.points import Points

# A Telegram message holds 4,096 characters; a longer pasted mail comes in parts.
LONGEST_TEXT, MOST_LINES, LONGEST_LINE = 8_000, 200, 600
# A date without a year is this year's if it was this recently, otherwise next year's.
LATELY = timedelta(days=7)
_SPACES = re.compile(r"[^\S\n]+")
_CLOCK = re.compile(
    r"(?<![\d/.-])(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?(?![\d/-])",
    re.IGNORECASE,
)
NOON, EVENING = 12, 6
# A half of the day in words, before a clock or behind it: "रात 11:59", "6 часов вечера".
_HALF_BEFORE = re.compile(r"(?:(?P<night>रात)|दोपहर|शाम)(?:\s+(?:को|के))?\s*$")
_HALF_BEHIND = re.compile(
    r"\s*(?P<hours>час\w*|h|horas?)?\s*"
    r"(?:(?P<night>de la noche|ночи)|de la tarde|вечера|(?P<day>дня))(?![^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a line: its tokens, the date, and the other date that the digits may mean."""

    start: int
    end: int
    on: date
    other: date | None = None


class Line:
    """A line with its tokens in both ways of splitting: for dates, and for amounts."""

    def __init__(self, number: int, text: str, calendar: Calendar) -> None:
        self.number, self.text, self.calendar = number, text, calendar
        self.levelled: Levelled = level(text)
        self.points = Points(self.levelled, calendar)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """Return its words, symbols and runs of digits."""
        return self.points.pieces

    @cached_property
    def amounts(self) -> tuple[Piece, ...]:
        """Return its words, symbols and whole numbers."""
        return cut(self.levelled)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Return the dates with a month in it, from left to right."""
        return tuple(self._days())

    def _days(self) -> Iterator[Day]:
        at = 0
        while at < len(self.pieces):
            found = [one for one in self.points.at(at) if one.month is not None]
            best = max(found, key=lambda one: (one.end, -one.cost), default=None)
            day = None if best is None else _dated(best, self.calendar.today)
            if best is None or day is None:
                at += 1
                continue
            other = _dated(best.reordered(), self.calendar.today) if best.other else None
            yield Day(best.start, best.end, day, other)
            at = best.end

    def where(self, phrases: Phrases[None]) -> Iterator[tuple[int, int]]:
        """Yield the tokens that match such phrases, the longest at each position."""
        at = 0
        while at < len(self.pieces):
            found = phrases.after(self.pieces, at)
            if found is not None:
                yield at, found[1]
            at = found[1] if found else at + 1

    def has(self, phrases: Phrases[None]) -> bool:
        """Return whether it contains such a phrase."""
        return next(self.where(phrases), None) is not None

    def clock_beside(self, day: Day, since: int) -> time | None:
        """Return a time of day after a date, or between a label and it."""
        behind = self.levelled.text[self.pieces[day.end - 1].end :]
        next_day = next((one for one in self.days if one.start >= day.end), None)
        if next_day is not None:
            behind = behind[: self.pieces[next_day.start].start - self.pieces[day.end - 1].end]
        before = ""
        if since < day.start:
            before = self.levelled.text[self.pieces[since].start : self.pieces[day.start].start]
        return _clock(behind[:40]) or _clock(before)


def _clock(text: str) -> time | None:
    """Return a text's first time of day: "11:59 pm", "18:00", "6pm"; never a bare number."""
    for found in _CLOCK.finditer(text):
        hour, half = int(found["hour"]), (found["half"] or "").replace(".", "")
        half = half or _half_in_words(text, found)
        if found["minute"] is None and not half:
            continue
        if half:
            if not 1 <= hour <= NOON:
                continue
            hour = hour % NOON + NOON * (half == "pm")
        return time(hour, int(found["minute"] or 0))
    return None


def _half_in_words(text: str, clock: re.Match[str]) -> str:
    """Return the half of the day that the words next to a clock tell, nothing without such."""
    before = _HALF_BEFORE.search(text[: clock.start()])
    behind = None if before else _HALF_BEHIND.match(text, clock.end())
    half, hour = before or behind, int(clock["hour"])
    if half is None or not 1 <= hour <= NOON:
        return ""
    if behind and behind["day"] and clock["minute"] is None and behind["hours"] is None:
        return ""  # "за 2 дня до заезда"
    return "am" if half["night"] and not EVENING <= hour < NOON else "pm"


def _dated(point: Point, today: date) -> date | None:
    """Return a point's date, in the coming year if none is given; None for an impossible date."""
    if point.exact is not None:
        return point.exact
    years = [point.year] if point.year is not None else [today.year, today.year + 1]
    for year in years:
        try:
            day = date(year, point.month or 0, point.day)
        except ValueError:
            continue
        if point.year is not None or day >= today - LATELY:
            return day
    return None


def lines_of(text: str, calendar: Calendar) -> list[Line]:
    """Return a text's non-empty lines, without invisible characters."""
    shown = "".join(
        " " if sign in "\t\u00a0\u202f\u2009" else sign
        for sign in unicodedata.normalize("NFC", text[:LONGEST_TEXT])
        if sign in "\n\t\u200c\u200d" or unicodedata.category(sign)[0] != "C"
    )
    told = [_SPACES.sub(" ", line).strip()[:LONGEST_LINE] for line in shown.split("\n")]
    calendar = _ordered_as(shown, calendar)
    kept = [line for line in told if line][:MOST_LINES]
    return [Line(number, line, calendar) for number, line in enumerate(kept)]


def _ordered_as(text: str, calendar: Calendar) -> Calendar:
    """Return a calendar with the day-month order that the text itself shows: 12/31/2026."""
    shown = orders_shown(text)
    if len(shown) != 1:
        return calendar
    return replace(calendar, region="US" if MONTH_FIRST in shown else "GB")
