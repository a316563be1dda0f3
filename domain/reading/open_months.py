"""Months and years on their own: they leave the days open, or locate days given beside. Pure."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.reading.day_words import LAST_DAY, LAST_MONTH, MONTH_WORD, NEXT_YEAR
from domain.reading.errors import DatesOpen
from domain.reading.points import Points
from domain.stay_errors import StayRefused

MONTH_ALONE, OPEN = 0.9, 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """Days between pieces `start` and `end`: check-in and check-out, or why there are none."""

    start: int
    end: int
    cost: float
    check_in: date | None = None
    check_out: date | None = None
    problem: StayRefused | None = None
    is_weekday: bool = False


def in_month(month: int, year: int | None, days: tuple[int, int], today: date) -> tuple[date, date]:
    for one in (year, None) if year else (today.year, today.year + 1):
        in_year = one or today.year
        length = months.monthrange(in_year, month)[1]
        first = length + 1 + days[0] if days[0] < 0 else days[0]
        last = date(in_year, month, min(days[1], length))
        if year or last >= today:
            break
    return date(in_year, month, first), last


def months_at(points: Points, start: int) -> Iterator[Span]:
    """Yield a month on its own, which leaves the days open."""
    month = points.month(start)
    if month is None:
        return
    end, year = month[2], month[1]
    if (told := points.year(end)) is not None and year is None:
        year, end = told
    first, last = in_month(month[0], year, (1, 31), points.calendar.today)
    problem = DatesOpen(points.typed(start, end), first, last, is_estimate=False)
    is_word = MONTH_WORD.before(points.pieces, end) is not None
    yield Span(start, end, OPEN if is_word else MONTH_ALONE, problem=problem)


def years_at(points: Points, start: int) -> Iterator[Span]:
    """Yield "next year", which only locates other days."""
    found = NEXT_YEAR.after(points.pieces, start)
    if found is not None:
        year = points.calendar.today.year + 1
        ends = date(year, 1, 1), date(year, LAST_MONTH, LAST_DAY)
        problem = DatesOpen(points.typed(start, found[1]), *ends, is_estimate=False)
        yield Span(start, found[1], OPEN, problem=problem)
