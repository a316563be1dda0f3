"""Single days as they are written: "12 Dec", "jan 8", "15/12/26", "next Friday", "the 19th"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import pairwise

from babel import Locale

from domain.accounts.regions import WORLD, is_month_first
from domain.languages import LANGUAGES
from domain.reading.amounts import Writer
from domain.reading.characters import Levelled
from domain.reading.holidays import coming_holiday
from domain.reading.phrases import Phrases, Piece
from domain.reading.sums import COUNTED
from domain.reading.words import OWN_SCRIPT
from domain.reading.words import calendar as words

WEEK = 7
LAST_MONTH, LAST_DAY = 12, 31
CENTURY = 2000
# Digits of a day, a month or a short year, and of what may be counted.
SHORT, COUNT_DIGITS = 2, 3
YEARS = range(2000, 2100)
# Two digits are a year's only near today: "20 Jan 27", not "20 Jan 2".
NEAR_YEARS = range(-1, 4)
FARTHEST_AHEAD = 400
TAKEN_AWAY = 2.0
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963\u0971-\u097f])"
_PIECE = re.compile(rf"\d+|{_LETTER}+(?:'{_LETTER}+)*|\S")


@dataclass(frozen=True, slots=True)
class Calendar:
    """On which day a text is written (the destination's own), and how its writer orders numbers.

    `spoken` is the text's own language, empty where nobody asked.
    """

    today: date
    region: str = WORLD
    language: str = "en"
    spoken: str = ""


def calendar_of(writer: Writer, today: date) -> Calendar:
    """Return how a writer reckons days: `today` is the day where they are to be spent."""
    return Calendar(today, writer.region or WORLD, writer.language)


@dataclass(frozen=True, slots=True)
class Point:
    """A day between the pieces `start` and `end`, as far as it is written.

    `exact` where it is a certain day. `other` is the day and month that the same numbers mean to
    those who write the month first, or last. `weekday` where it is named by it alone,
    `is_in_week` where its week is named as well ("next week tue").
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
        """Return it with day and month the other way round."""
        day, month = self.other or (self.day, self.month or 0)
        return replace(self, day=day, month=month, other=(self.month or 0, self.day))


def cut_days(text: Levelled) -> tuple[Piece, ...]:
    """Return the words, signs and runs of digits of a text: "14feb" are two."""
    return tuple(Piece(m[0], *m.span()) for m in _PIECE.finditer(text.text))


@cache
def _language_words() -> tuple[Phrases[int], Phrases[int], Phrases[int], Phrases[None]]:
    months = [(m.MONTHS[n], n + 1) for m in OWN_SCRIPT for n in range(LAST_MONTH)]
    months += [(name, number) for number, name in _unicode_names("months")]
    weekdays = [(m.WEEKDAYS[n], n) for m in OWN_SCRIPT for n in range(WEEK)]
    weekdays += [(name, number) for number, name in _unicode_names("days")]
    near = [(listed, days) for m in OWN_SCRIPT for days, listed in m.NEAR_DAYS.items()]
    tonight: list[tuple[str, None]] = [(m.TONIGHT, None) for m in OWN_SCRIPT]
    return Phrases(months), Phrases(weekdays), Phrases(near), Phrases(tonight)


def _unicode_names(kind: str) -> Iterator[tuple[int, str]]:
    """Yield the names that dates are printed with, "abbreviated" and "wide"."""
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                yield from getattr(Locale.parse(language), kind)[context][width].items()


def _one(listed: str) -> Phrases[None]:
    return Phrases([(listed, None)])


MONTHS, WEEKDAYS, NEAR, TONIGHT = _language_words()
OPENERS = _one(words.OPENING)
INSIDE, ORDINAL, THE_DATE = _one(words.INSIDE), _one(words.ORDINAL), _one(words.THE_DATE)
NEXT, THIS, WEEK_WORD = _one(words.NEXT), _one(words.THIS), _one(words.WEEK)
MONTH_WORD, LATER, IN_SO_MANY = _one(words.MONTH_WORDS), _one(words.LATER), _one(words.IN_SO_MANY)
NEXT_YEAR, THIS_YEAR = _one(words.NEXT_YEAR), _one(words.THIS_YEAR)
COUNTED_THINGS, SIGNS = _one(words.COUNTED), frozenset("$€₹£₽¥")
YEAR_WORD, WEEKS, DAYS = _one(words.YEAR_WORDS), _one(words.WEEKS), _one(words.DAYS)
NTH: Phrases[int] = Phrases(words.FIRST)
BEFORE, AFTER = _one(words.SO_LONG_BEFORE), _one(words.SO_LONG_AFTER)
# Behind these one of a unit needs no number.
AHEAD_BY = frozenset({"за"})
HOLIDAYS: Phrases[str] = Phrases(words.HOLIDAYS)


def _year_of(digits: str) -> int:
    """Return a year of four digits, or of two in this century; 0 for others."""
    number = int(digits) if digits.isdecimal() else 0
    return number if len(digits) == len("2026") else CENTURY + number if len(digits) == SHORT else 0


def _is_fraction(piece: Piece, *beside: Piece, signs: str = ".,/") -> bool:
    """Say whether a sign and digits touch a number on one side: 1.200 and 8,000."""
    if len(beside) < 2 or beside[0].text not in signs:  # noqa: PLR2004 - a sign and digits
        return False
    row = sorted((piece, *beside), key=lambda one: one.start)
    return beside[1].text.isdecimal() and all(a.end == b.start for a, b in pairwise(row))


# Short weekdays of a language that are words of another.
FALSE_FRIENDS = {"sab": "es", "dom": "es"}
DOT, DAY_FIRST, MONTH_FIRST = ".", "d/m", "m/d"
WITH_YEAR = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/\d{2,4}")


def is_day_number(text: str) -> bool:
    """Say whether digits may be the number of a day."""
    return text.isdecimal() and len(text) <= SHORT and 1 <= int(text) <= LAST_DAY


def orders_shown(text: str) -> frozenset[str]:
    """Return the orders of a text's days with a year that can be in no other: 15/01/2027."""
    pairs = [(int(one), int(other)) for one, other in WITH_YEAR.findall(text)]
    return frozenset(
        MONTH_FIRST if other > LAST_MONTH else DAY_FIRST
        for one, other in pairs
        if (one > LAST_MONTH) != (other > LAST_MONTH)
    )


class Points:
    """The days that begin at each piece of a text."""

    def __init__(self, text: Levelled, calendar: Calendar) -> None:
        self.text, self.calendar = text, calendar
        self.pieces = cut_days(text)
        self._known: dict[int, tuple[Point, ...]] = {}

    def typed(self, start: int, end: int) -> str:
        """Return the pieces from `start` up to `end` as they were typed."""
        return self.text.typed(self.pieces[start].start, self.pieces[end - 1].end)

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return where the pieces from `start` up to `end` stand in the original text."""
        return self.text.span(self.pieces[start].start, self.pieces[end - 1].end)

    def at(self, start: int) -> tuple[Point, ...]:
        """Return every day that begins at a piece."""
        if start not in self._known:
            self._known[start] = tuple(self._at(start)) if start < len(self.pieces) else ()
        return self._known[start]

    def _at(self, start: int) -> Iterator[Point]:
        yield from self._written(start)
        yield from self._numeric(start)
        yield from self._near(start)
        yield from self._weekdays(start)
        yield from self._holidays(start)
        yield from self._ahead(start)
        yield from self._beside(start)

    def bare(self, start: int) -> Point | None:
        """Return a day without a month: 12, the 19th, 5 तारीख."""
        day = self._day(start)
        if day is None or self._is_part_of_number(start, start + 1):
            return None
        number, end, is_told = day
        return Point(start, end, 0.3 if is_told else 1.1, number)

    def named(self, start: int) -> Point | None:
        """Return a day without a month behind its weekday: "out Sunday 13"."""
        weekday = WEEKDAYS.after(self.pieces, start)
        bare = self.bare(self.inside(weekday[1])) if weekday else None
        is_day = bare is not None and not self.is_counted(bare.end)
        return replace(bare, start=start, cost=0.2) if bare is not None and is_day else None

    def inside(self, at: int) -> int:
        """Return the piece behind the small words that stand inside of a day's name."""
        while at < len(self.pieces) and (found := INSIDE.after(self.pieces, at)) is not None:
            at = found[1]
        return at

    def count(self, at: int) -> tuple[int, int] | None:
        """Return a small number in digits or words, and the piece behind it."""
        if at >= len(self.pieces):
            return None
        text = self.pieces[at].text
        number = int(text) if text.isdecimal() and len(text) <= COUNT_DIGITS else COUNTED.get(text)
        return None if number is None else (number, at + 1)

    def is_counted(self, behind: int) -> bool:
        """Say whether a number before a piece counts something: nights, people, money."""
        pieces = self.pieces
        if behind >= len(pieces):
            return False
        is_next = pieces[behind].text in SIGNS and pieces[behind + 1 : behind + 2] != ()
        if is_next and pieces[behind + 1].text.isdecimal():
            return False  # "Jan 4-8 $180"
        return COUNTED_THINGS.after(pieces, behind) is not None

    def month(self, at: int) -> tuple[int, int | None, int] | None:
        """Return a month, its year where "next month" tells it, and the piece behind it."""
        if at >= len(self.pieces):
            return None
        if (found := MONTHS.after(self.pieces, at)) is not None:
            return found[0], None, found[1]
        for phrases, months in ((NEXT, 1), (THIS, 0)):
            told = phrases.after(self.pieces, at)
            word = MONTH_WORD.after(self.pieces, told[1]) if told else None
            if word is None and (first := MONTH_WORD.after(self.pieces, at)) is not None:
                behind = phrases.after(self.pieces, first[1])
                word = (None, behind[1]) if behind else None
            if word is not None:
                year, month = divmod(self.calendar.today.month - 1 + months, LAST_MONTH)
                return month + 1, self.calendar.today.year + year, word[1]
        return None

    def year(self, at: int) -> tuple[int, int] | None:
        """Return a year of four digits, or of two near today's, and the piece behind it."""
        for phrases, later in ((NEXT_YEAR, 1), (THIS_YEAR, 0)):
            told = phrases.after(self.pieces, self.inside(at))
            if told is not None:
                return self.calendar.today.year + later, told[1]
        at = self.inside(at) if at < len(self.pieces) and self.pieces[at].text != "-" else at
        at += at < len(self.pieces) and self.pieces[at].text in {",", "'"}
        if at >= len(self.pieces) or not self.pieces[at].text.isdecimal():
            return None
        text, behind = self.pieces[at].text, at + 1
        number = _year_of(text)
        is_near = number - self.calendar.today.year in NEAR_YEARS
        if number not in YEARS or (len(text) == SHORT and not is_near):
            return None
        told = YEAR_WORD.after(self.pieces, behind)
        return number, told[1] if told else behind

    def _day(self, at: int) -> tuple[int, int, bool] | None:
        """Return a day's number, the piece behind it, and whether a word tells that it is one."""
        if at >= len(self.pieces):
            return None
        text = self.pieces[at].text
        if not is_day_number(text):
            return None
        behind, is_told = at + 1, False
        ordinal = ORDINAL.after(self.pieces, behind)
        if ordinal is not None and self.pieces[behind].start == self.pieces[at].end:
            behind, is_told = ordinal[1], True
        dated = THE_DATE.after(self.pieces, behind)
        if dated is not None:
            behind, is_told = dated[1], True
        return int(text), behind, is_told

    def is_ordinal(self, behind: int) -> bool:
        """Say whether the number before a piece is one of an order: the 5th."""
        told = ORDINAL.after(self.pieces, behind)
        return told is not None and self.pieces[behind].start == self.pieces[behind - 1].end

    def _written(self, start: int) -> Iterator[Point]:
        """Yield "12 Dec 2026", "Dec 12", "friday jan 8"."""
        yield from self._day_and_month(start, start)
        weekday = WEEKDAYS.after(self.pieces, start)
        if weekday is not None:
            at = self.inside(weekday[1])
            at += at < len(self.pieces) and self.pieces[at].text == ","
            yield from self._day_and_month(start, at)

    def _day_and_month(self, start: int, at: int) -> Iterator[Point]:
        """Yield the day with its month that is written from `at` on; `start` has its weekday."""
        cost = 0.0
        day = self._day(at)
        if day is not None:
            month = self.month(self.inside(day[1]))
            if month is not None:
                yield from self._with_year(Point(start, month[2], cost, day[0], *month[:2]))
        month = self.month(at)
        if month is not None:
            at, further = self.inside(month[2]), 0.0
            if at < len(self.pieces) and self.pieces[at].text == ",":
                # "In July, from the 12th to the 18th"
                opened = OPENERS.after(self.pieces, at + 1)
                at, further = (self.inside(opened[1]), 0.1) if opened else (at, 0.0)
            day = self._day(at)
            if day is not None:
                cost += further
                # "3rd jan 1 adult": the month is that of the day before it.
                cost += TAKEN_AWAY * self._follows_day(start)
                # "8 марта 4 ночи" does not mean 4 March.
                cost += 0.3 * self.is_counted(day[1])
                yield from self._with_year(Point(start, day[1], cost, day[0], *month[:2]))

    def _follows_day(self, at: int) -> bool:
        """Say whether a day stands right before a month: "3rd jan"."""
        before = ORDINAL.before(self.pieces, at)
        at = before[1] if before is not None else at
        return at > 0 and is_day_number(self.pieces[at - 1].text)

    def _with_year(self, point: Point) -> Iterator[Point]:
        yield point
        year = self.year(point.end) if point.year is None else None
        if year is not None:
            is_short = any(
                len(one.text) == SHORT and one.text.isdecimal()
                for one in self.pieces[point.end : year[1]]
            )
            cost = point.cost + 0.1 * is_short
            yield replace(point, year=year[0], end=year[1], cost=cost)

    def _numeric(self, start: int) -> Iterator[Point]:
        """Yield 15/12, 15.12.26, 2026-12-05, in either order where both fit."""
        row = self.pieces[start : start + len("d/m/y")]
        parts = [one.text for one in row]
        if len(row) < len("d/m") or parts[1] not in {"-", ".", "/"}:
            return
        touching = [a.end == b.start for a, b in pairwise(row)]
        is_three = len(row) == len("d/m/y") and parts[4].isdecimal()
        if is_three and all(touching) and parts[1] == parts[3]:
            yield from self._three(start, parts)
        elif all(touching[:2]) and parts[1] != "-":
            end = start + len("d/m")
            is_money = self.is_counted(end) or (start and self.pieces[start - 1].text in SIGNS)
            if not is_money and not self._is_part_of_number(start, end):
                cost = 0.1 if parts[1] == "/" else 0.4
                yield from self._two(start, end, parts[:3], None, cost)

    def is_in_figure(self, at: int) -> bool:
        """Say whether a number is a part of a date or another number: 2026-12-05, 8,000."""
        return self._is_part_of_number(at, at + 1, signs=".,/-")

    def _is_part_of_number(self, start: int, end: int, signs: str = ".,/") -> bool:
        """Say whether digits go on beside: 1.200.15."""
        goes_on = self.pieces[end : end + 2]
        comes_from = self.pieces[max(start - 2, 0) : start]
        return _is_fraction(self.pieces[end - 1], *goes_on, signs=signs) or _is_fraction(
            self.pieces[start], *reversed(comes_from), signs=signs
        )

    def _three(self, start: int, parts: list[str]) -> Iterator[Point]:
        if not all(part.isdecimal() for part in parts[::2]):
            return
        if len(parts[0]) == len("2026"):
            day, month = int(parts[4]), int(parts[2])
            yield Point(start, start + 5, 0.0, day, month, int(parts[0]))
            return
        year = _year_of(parts[4])
        if year in YEARS:
            yield from self._two(start, start + 5, parts[:3], year, 0.0)

    def _two(
        self, start: int, end: int, parts: list[str], year: int | None, cost: float
    ) -> Iterator[Point]:
        first, sign, second = parts
        if not (first.isdecimal() and second.isdecimal()) or max(len(first), len(second)) > SHORT:
            return
        one, other = int(first), int(second)
        day_first = (one, other) if other <= LAST_MONTH and 1 <= one <= LAST_DAY else None
        month_first = (other, one) if one <= LAST_MONTH and 1 <= other <= LAST_DAY else None
        if self._writes_month_first(sign):
            day_first, month_first = month_first, day_first
        meant = day_first or month_first
        # Without a year, "12/15" may as well be two days where the day is written first.
        if day_first is None and year is None and self.calendar.region != WORLD:
            meant = None
        if meant is None or 0 in meant:
            # In no calendar, and yet a date: 31/13/2026.
            yield Point(start, end, cost, one, other, year)
            return
        is_asked = (
            self.calendar.region == WORLD
            and self.calendar.language == "en"
            and sign != DOT
            and not self._orders_shown
        )
        rival = month_first if day_first and one != other and is_asked else None
        yield Point(start, end, cost, *meant, year, other=rival)

    def _writes_month_first(self, sign: str) -> bool:
        """Say whether a writer who puts `sign` between day and month begins with the month.

        Nobody does so with dots; with slashes a day of the line that fits but one order tells it,
        and the writer's country where none does.
        """
        if sign == DOT:
            return False
        if len(self._orders_shown) == 1:
            return MONTH_FIRST in self._orders_shown
        return is_month_first(self.calendar.region)

    @cached_property
    def _orders_shown(self) -> frozenset[str]:
        return orders_shown(self.text.text)

    def _near(self, start: int) -> Iterator[Point]:
        today = self.calendar.today
        if (found := TONIGHT.after(self.pieces, start)) is not None:
            yield Point(start, found[1], 0.0, exact=today, is_tonight=True)
        elif (near := NEAR.after(self.pieces, start)) is not None:
            yield Point(start, near[1], 0.0, exact=today + timedelta(days=near[0]))

    def _weekdays(self, start: int) -> Iterator[Point]:
        """Yield "friday", "next friday", "friday next week", "next week friday"."""
        if self._is_false_friend(start):
            return
        if (nth := NTH.after(self.pieces, start)) is not None:
            yield from self._nth_weekday(start, *nth)
            return
        lead = NEXT.after(self.pieces, start) or THIS.after(self.pieces, start)
        is_next = NEXT.after(self.pieces, start) is not None
        at = self.inside(lead[1]) if lead else start
        week = WEEK_WORD.after(self.pieces, at) if lead else None
        if week is not None:
            at = self.inside(week[1])
            opener = OPENERS.after(self.pieces, at)
            at = opener[1] if opener else at
        found = WEEKDAYS.after(self.pieces, at)
        if found is None:
            return
        number, end = found
        today = self.calendar.today
        behind = self._week_behind(end) if not lead else None
        if behind is not None:
            is_next, end = behind
        if week is not None or behind is not None:
            yield Point(
                start,
                end,
                0.0,
                exact=self._in_week(number, WEEK * is_next),
                weekday=number,
                is_in_week=True,
            )
            return
        if not lead and self._is_week_after(end):
            # "Thursday week" is that of the week after.
            day = today + timedelta(days=(number - today.weekday()) % WEEK + WEEK)
            yield Point(start, end + 1, 0.0, exact=day, weekday=number, is_in_week=True)
            return
        after = NEXT.after(self.pieces, self.inside(end)) if not lead else None
        ahead = (number - today.weekday()) % WEEK or WEEK
        yield Point(
            start, after[1] if after else end, 0.1,
            exact=today + timedelta(days=ahead), weekday=number,
        )  # fmt: skip

    def _nth_weekday(self, start: int, nth: int, at: int) -> Iterator[Point]:
        """Yield "the second Saturday of January", "el primer lunes de mayo"."""
        weekday = WEEKDAYS.after(self.pieces, at)
        month = self.month(self.inside(weekday[1])) if weekday else None
        if weekday is None or month is None:
            return
        today = self.calendar.today
        for year in (month[1],) if month[1] else (today.year, today.year + 1):
            days = [date(year, month[0], 1) + timedelta(days=n) for n in range(LAST_DAY)]
            fit = [o for o in days if o.month == month[0] and o.weekday() == weekday[0]]
            day = fit[-1] if nth < 0 else fit[min(nth, len(fit)) - 1]
            if day >= today:
                yield Point(start, month[2], 0.0, exact=day, weekday=weekday[0], is_in_week=True)
                return

    def _is_false_friend(self, at: int) -> bool:
        """Say whether a word is a weekday in another language than the line's: "sab" is all."""
        of = FALSE_FRIENDS.get(self.pieces[at].text)
        return of is not None and bool(self.calendar.spoken) and of != self.calendar.spoken

    def _is_week_after(self, at: int) -> bool:
        """Say whether a bare "week" stands behind a weekday, and no number of nights."""
        return at < len(self.pieces) and self.pieces[at].text == "week"

    def _week_behind(self, end: int) -> tuple[bool, int] | None:
        at = self.inside(end)
        for phrases, is_next in ((NEXT, True), (THIS, False)):
            told = phrases.after(self.pieces, at)
            week = WEEK_WORD.after(self.pieces, told[1]) if told else None
            if week is None and (first := WEEK_WORD.after(self.pieces, at)) is not None:
                told = phrases.after(self.pieces, first[1])
                week = (None, told[1]) if told else None
            if week is not None:
                return is_next, week[1]
        return None

    def _in_week(self, weekday: int, later: int) -> date:
        """Return a day of the calendar week that is so many days later than this one."""
        today = self.calendar.today
        return today + timedelta(days=weekday - today.weekday() + later)

    def _holidays(self, start: int) -> Iterator[Point]:
        found = HOLIDAYS.after(self.pieces, start)
        if found is None:
            return
        year = self.year(found[1])
        end = year[1] if year else found[1]
        holiday = coming_holiday(
            found[0], self.calendar.today, self.calendar.region, year[0] if year else None
        )
        if holiday is not None and holiday.is_one_day and not holiday.is_estimate:
            yield Point(start, end, 0.1, exact=holiday.first)

    def _beside(self, start: int) -> Iterator[Point]:
        """Yield "a week before Christmas", "2 days after Diwali", "за неделю до нового года"."""
        is_led = start > 0 and self.pieces[start - 1].text in AHEAD_BY
        count = self.count(start) or ((1, start) if is_led else None)
        told = self._days_counted(*count) if count else None
        if told is None:
            return
        length, at = timedelta(days=told[0]), told[1]
        for phrases, sign in ((BEFORE, -1), (AFTER, 1)):
            behind = phrases.after(self.pieces, at)
            for point in self._holidays(self.inside(behind[1])) if behind else ():
                if point.exact is not None and point.exact + sign * length >= self.calendar.today:
                    yield Point(start, point.end, 0.05, exact=point.exact + sign * length)

    def later(self, start: int) -> tuple[int, int] | None:
        """Return how many days after another one "10 days later" is, and the piece behind it."""
        count = self.count(start)
        told = self._days_counted(*count) if count else None
        later = LATER.after(self.pieces, told[1]) if told else None
        return (told[0], later[1]) if told and later else None

    def _days_counted(self, number: int, at: int) -> tuple[int, int] | None:
        """Return how many days so many days or weeks are, and the piece behind that word."""
        days, weeks = DAYS.after(self.pieces, at), WEEKS.after(self.pieces, at)
        unit = days or weeks
        if unit is None or number > FARTHEST_AHEAD:
            return None
        return number * (WEEK if days is None else 1), unit[1]

    def _ahead(self, start: int) -> Iterator[Point]:
        """Yield "in 3 days", "2 weeks from now", "через неделю"."""
        lead = IN_SO_MANY.after(self.pieces, start)
        at = lead[1] if lead else start
        count = self.count(at)
        told = self._days_counted(*(count or (1, at))) if count or lead else None
        later = LATER.after(self.pieces, told[1]) if told else None
        # "In 3 days" is a day, "3 days in Goa" is not.
        if told is None or (lead is None and later is None):
            return
        day = self.calendar.today + timedelta(days=told[0])
        yield Point(start, later[1] if later else told[1], 0.05, exact=day)
