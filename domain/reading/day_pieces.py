"""The pieces of a text that days are read from, and the calendar that gives them meaning."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from domain.accounts.regions import WORLD
from domain.reading.amounts import Writer
from domain.reading.characters import Levelled
from domain.reading.day_words import (
    COUNTED_THINGS,
    DAYS,
    DAYS_IN_WORDS,
    INSIDE,
    LAST_DAY,
    LAST_MONTH,
    MONTH_WORD,
    MONTHS,
    NEXT,
    NEXT_YEAR,
    ORDINAL,
    SIGNS,
    THE_DATE,
    THIS,
    THIS_YEAR,
    WEEK,
    WEEKS,
    YEAR_WORD,
)
from domain.reading.phrases import LETTER, Phrases, Piece
from domain.reading.sums import COUNTED

CENTURY = 2000
# The most digits of a day, month or short year, and of a count.
SHORT, COUNT_DIGITS = 2, 3
YEARS = range(2000, 2100)
# Two digits are a year only if it is near today's: "20 Jan 27", not "20 Jan 2".
NEAR_YEARS = range(-1, 4)
FARTHEST_AHEAD = 400
_PIECE = re.compile(rf"\d+|{LETTER}+(?:'{LETTER}+)*|\S")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The date of a text, as at the destination, and how its writer orders day and month.

    `spoken` is the language of the text, or empty if not determined. `said_on` is the writer's own
    date, if it differs: "tomorrow" is counted from it.
    """

    today: date
    region: str = WORLD
    language: str = "en"
    spoken: str = ""
    said_on: date | None = None


def calendar_of(writer: Writer, today: date, said_on: date | None = None) -> Calendar:
    """Return a writer's calendar: `today` is the date at the destination.

    `said_on` is the date where the writer is.
    """
    return Calendar(today, writer.region or WORLD, writer.language, said_on=said_on)


@dataclass(frozen=True, slots=True)
class Point:
    """A day between pieces `start` and `end`, as completely as it is written.

    `exact` is set if it is a definite date. `other` is the day and month that the same numbers mean
    in the other order. `weekday` is set if only a weekday names it, `is_in_week` if its week is
    named too ("next week tue").
    """

    start: int
    end: int
    cost: float = 0.0
    day: int = 0
    month: int | None = None
    year: int | None = None
    exact: date | None = None
    other: tuple[int, int] | None = None
    weekday: int | None = None
    is_tonight: bool = False
    is_in_week: bool = False

    def reordered(self) -> "Point":
        """Return it with day and month swapped."""
        day, month = self.other or (self.day, self.month or 0)
        return replace(self, day=day, month=month, other=(self.month or 0, self.day))


def cut_days(text: Levelled) -> tuple[Piece, ...]:
    """Return the words, signs and runs of digits in a text: "14feb" is two pieces."""
    return tuple(Piece(m[0], *m.span()) for m in _PIECE.finditer(text.text))


def year_of(digits: str) -> int:
    """Return a four-digit year, or a two-digit one in this century; 0 for anything else."""
    number = int(digits) if digits.isdecimal() else 0
    return number if len(digits) == len("2026") else CENTURY + number if len(digits) == SHORT else 0


def _is_fraction(piece: Piece, *beside: Piece, signs: str = ".,/") -> bool:
    """Return whether a sign and more digits adjoin a number: 1.200 and 8,000."""
    if len(beside) < 2 or beside[0].text not in signs:  # noqa: PLR2004 - a sign and digits
        return False
    row = sorted((piece, *beside), key=lambda one: one.start)
    return beside[1].text.isdecimal() and all(a.end == b.start for a, b in pairwise(row))


def is_day_number(text: str) -> bool:
    """Return whether digits may be a day of the month."""
    return text.isdecimal() and len(text) <= SHORT and 1 <= int(text) <= LAST_DAY


class DayPieces:
    """The pieces of a text, and the parts of dates found at each."""

    def __init__(self, text: Levelled, calendar: Calendar) -> None:
        self.text, self.calendar = text, calendar
        self.pieces = cut_days(text)

    def typed(self, start: int, end: int) -> str:
        """Return the pieces from `start` up to `end` as they were typed."""
        return self.text.typed(self.pieces[start].start, self.pieces[end - 1].end)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where the pieces from `start` up to `end` stand in the original text."""
        return self.text.span(self.pieces[start].start, self.pieces[end - 1].end)

    def inside(self, at: int) -> int:
        """Return the piece after any small words that may stand inside a date."""
        while at < len(self.pieces) and (found := INSIDE.after(self.pieces, at)) is not None:
            at = found[1]
        return at

    def count(self, at: int) -> tuple[int, int] | None:
        """Return a small number in digits or words, and the piece after it."""
        if at >= len(self.pieces):
            return None
        text = self.pieces[at].text
        number = int(text) if text.isdecimal() and len(text) <= COUNT_DIGITS else COUNTED.get(text)
        return None if number is None else (number, at + 1)

    def is_counted(self, behind: int) -> bool:
        """Return whether a number before a piece counts something: nights, people, money."""
        pieces = self.pieces
        if behind >= len(pieces):
            return False
        is_next = pieces[behind].text in SIGNS and pieces[behind + 1 : behind + 2] != ()
        if is_next and pieces[behind + 1].text.isdecimal():
            return False  # "Jan 4-8 $180"
        return COUNTED_THINGS.after(pieces, behind) is not None

    def month(self, at: int) -> tuple[int, int | None, int] | None:
        """Return a month, its year if given as "next month", and the piece after it."""
        if at >= len(self.pieces):
            return None
        found = MONTHS.after(self.pieces, at)
        if found is not None and not self.is_sea(at):
            return found[0], None, found[1]
        told = self.next_or_this(at, MONTH_WORD)
        if told is None:
            return None
        year, month = divmod(self.calendar.today.month - 1 + told[0], LAST_MONTH)
        return month + 1, self.calendar.today.year + year, told[1]

    def next_or_this(self, at: int, unit: Phrases[None]) -> tuple[int, int] | None:
        """Return 1 for the next of a unit and 0 for the current one, and the piece after it.

        The word stands before or after the unit: "next week", "la semana que viene".
        """
        for phrases, ahead in ((NEXT, 1), (THIS, 0)):
            lead, noun = phrases.after(self.pieces, at), unit.after(self.pieces, at)
            found = unit.after(self.pieces, lead[1]) if lead else None
            if found is None and noun is not None:
                found = phrases.after(self.pieces, noun[1])
            if found is not None:
                return ahead, found[1]
        return None

    def is_sea(self, at: int) -> bool:
        """Return whether "mar" is the sea, not March or Tuesday: "frente al mar 15 al 30"."""
        before = self.pieces[at - 1].text if at else ""
        return self.pieces[at].text == "mar" and before in {"al", "del", "el"}

    def year(self, at: int) -> tuple[int, int] | None:
        """Return a year, in words, four digits or two near today's, and the piece after it."""
        for phrases, later in ((NEXT_YEAR, 1), (THIS_YEAR, 0)):
            told = phrases.after(self.pieces, self.inside(at))
            if told is not None:
                return self.calendar.today.year + later, told[1]
        at = self.inside(at) if at < len(self.pieces) and self.pieces[at].text != "-" else at
        at += at < len(self.pieces) and self.pieces[at].text in {",", "'"}
        if at >= len(self.pieces) or not self.pieces[at].text.isdecimal():
            return None
        text, behind = self.pieces[at].text, at + 1
        number = year_of(text)
        is_near = number - self.calendar.today.year in NEAR_YEARS
        if number not in YEARS or (len(text) == SHORT and not is_near):
            return None
        told = YEAR_WORD.after(self.pieces, behind)
        return number, told[1] if told else behind

    def day(self, at: int) -> tuple[int, int, bool] | None:
        """Return a day's number, the piece after it, and whether a word marks it as a day."""
        if at >= len(self.pieces):
            return None
        text, behind, is_told = self.pieces[at].text, at + 1, False
        worded = DAYS_IN_WORDS.after(self.pieces, at)
        if worded is not None:
            text, behind = str(worded[0]), worded[1]
        elif not is_day_number(text):
            return None
        ordinal = ORDINAL.after(self.pieces, behind)
        if ordinal is not None and self.pieces[behind].start == self.pieces[at].end:
            behind, is_told = ordinal[1], True
        dated = THE_DATE.after(self.pieces, behind)
        if dated is not None:
            behind, is_told = dated[1], True
        return int(text), behind, is_told

    def is_ordinal(self, behind: int) -> bool:
        """Return whether the number before a piece is an ordinal: the 5th."""
        told = ORDINAL.after(self.pieces, behind)
        return told is not None and self.pieces[behind].start == self.pieces[behind - 1].end

    def is_in_figure(self, at: int) -> bool:
        """Return whether a number is part of a date or a longer number: 2026-12-05, 8,000."""
        return self.is_part_of_number(at, at + 1, signs=".,/-")

    def is_part_of_number(self, start: int, end: int, signs: str = ".,/") -> bool:
        """Return whether more digits adjoin on either side: 1.200.15."""
        goes_on = self.pieces[end : end + 2]
        comes_from = self.pieces[max(start - 2, 0) : start]
        return _is_fraction(self.pieces[end - 1], *goes_on, signs=signs) or _is_fraction(
            self.pieces[start], *reversed(comes_from), signs=signs
        )

    def days_counted(self, number: int, at: int) -> tuple[int, int] | None:
        """Return `number` days or weeks in days, and the piece after the unit."""
        days, weeks = DAYS.after(self.pieces, at), WEEKS.after(self.pieces, at)
        unit = days or weeks
        if unit is None or number > FARTHEST_AHEAD:
            return None
        return number * (WEEK if days is None else 1), unit[1]
