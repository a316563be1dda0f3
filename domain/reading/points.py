"""Single days as written: "12 Dec", "jan 8", "15/12/26", "next Friday", "the 19th"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from domain.reading.characters import Levelled
from domain.reading.day_pieces import SHORT, Calendar, DayPieces, Point, is_day_number
from domain.reading.day_words import OPENERS, ORDINAL, WEEKDAYS
from domain.reading.numeric_days import numeric_days
from domain.reading.relative_days import days_ahead, days_beside_holidays, holidays, near_days
from domain.reading.weekdays import weekdays

TAKEN_AWAY = 2.0
TWO_MONTHS = 62


def _coming_weekdays(number: int, today: date) -> set[int]:
    """Return the weekdays of the days with that number in the next two months."""
    days = (today + timedelta(days=ahead) for ahead in range(TWO_MONTHS))
    return {day.weekday() for day in days if day.day == number}


class Points(DayPieces):
    """The days that begin at each piece of a text."""

    def __init__(self, text: Levelled, calendar: Calendar) -> None:
        super().__init__(text, calendar)
        self._known: dict[int, tuple[Point, ...]] = {}

    def at(self, start: int) -> tuple[Point, ...]:
        """Return every day that begins at a piece."""
        if start not in self._known:
            self._known[start] = tuple(self._at(start)) if start < len(self.pieces) else ()
        return self._known[start]

    def _at(self, start: int) -> Iterator[Point]:
        yield from self._written(start)
        yield from numeric_days(self, start)
        yield from near_days(self, start)
        yield from weekdays(self, start)
        yield from holidays(self, start)
        yield from days_ahead(self, start)
        yield from days_beside_holidays(self, start)

    def bare(self, start: int) -> Point | None:
        """Return a day without a month: 12, the 19th, 5 तारीख."""
        day = self.day(start)
        if day is None or self.is_part_of_number(start, start + 1):
            return None
        number, end, is_told = day
        return Point(start, end, 0.3 if is_told else 1.1, number)

    def named(self, start: int) -> Point | None:
        """Return a day without a month after its weekday: "out Sunday 13"."""
        weekday = WEEKDAYS.after(self.pieces, start)
        bare = self.bare(self.inside(weekday[1])) if weekday else None
        if weekday is None or bare is None or self.is_counted(bare.end):
            return None
        # "from Thursday, 1 king bed" tells of no day but the weekday's.
        is_marked = bare.cost < 1
        if not is_marked and weekday[0] not in _coming_weekdays(bare.day, self.calendar.today):
            return None
        return replace(bare, start=start, cost=0.2)

    def _written(self, start: int) -> Iterator[Point]:
        """Yield "12 Dec 2026", "Dec 12", "friday jan 8"."""
        yield from self._day_and_month(start, start)
        weekday = WEEKDAYS.after(self.pieces, start)
        if weekday is not None:
            at = self.inside(weekday[1])
            at += at < len(self.pieces) and self.pieces[at].text == ","
            yield from self._day_and_month(start, at)

    def _day_and_month(self, start: int, at: int) -> Iterator[Point]:
        """Yield the day and month written from `at` on; its weekday may be at `start`."""
        cost = 0.0
        day = self.day(at)
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
            day = self.day(at)
            if day is not None:
                cost += further
                # "3rd jan 1 adult": the month belongs to the day before it.
                cost += TAKEN_AWAY * self._follows_day(start)
                # "8 марта 4 ночи" does not mean 4 March.
                cost += 0.3 * self.is_counted(day[1])
                yield from self._with_year(Point(start, day[1], cost, day[0], *month[:2]))

    def _follows_day(self, at: int) -> bool:
        """Return whether a day comes right before a month: "3rd jan"."""
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
