"""Days relative to another: "tomorrow", "in 3 days", "Christmas", "a week before Christmas"."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.reading.day_pieces import DayPieces, Point
from domain.reading.day_words import (
    AFTER,
    AHEAD_BY,
    BEFORE,
    HOLIDAYS,
    IN_SO_MANY,
    LATER,
    NEAR,
    TONIGHT,
)
from domain.reading.holidays import coming_holiday


def near_days(points: DayPieces, start: int) -> Iterator[Point]:
    """Yield "tonight", "tomorrow", "the day after tomorrow"."""
    today = points.calendar.today
    if (found := TONIGHT.after(points.pieces, start)) is not None:
        yield Point(start, found[1], 0.0, exact=today, is_tonight=True)
    elif (near := NEAR.after(points.pieces, start)) is not None:
        yield Point(start, near[1], 0.0, exact=_day_ahead(points, near[0]))


def _day_ahead(points: DayPieces, count: int) -> date:
    """Return the day that many days after the writer's own date, which the place may be ahead of.

    A day past where the writer is stays past; any other is at least today at the place.
    """
    calendar = points.calendar
    day = (calendar.said_on or calendar.today) + timedelta(days=count)
    return day if count < 0 else max(day, calendar.today)


def holidays(points: DayPieces, start: int) -> Iterator[Point]:
    """Yield holidays with a single, definite day: "Christmas", "Halloween 2027"."""
    found = HOLIDAYS.after(points.pieces, start)
    if found is None:
        return
    year = points.year(found[1])
    end = year[1] if year else found[1]
    holiday = coming_holiday(
        found[0], points.calendar.today, points.calendar.region, year[0] if year else None
    )
    if holiday is not None and holiday.is_one_day and not holiday.is_estimate:
        yield Point(start, end, 0.1, exact=holiday.first)


def days_beside_holidays(points: DayPieces, start: int) -> Iterator[Point]:
    """Yield "a week before Christmas", "2 days after Diwali", "за неделю до нового года"."""
    is_led = start > 0 and points.pieces[start - 1].text in AHEAD_BY
    count = points.count(start) or ((1, start) if is_led else None)
    told = points.days_counted(*count) if count else None
    if told is None:
        return
    length, at = timedelta(days=told[0]), told[1]
    for phrases, sign in ((BEFORE, -1), (AFTER, 1)):
        behind = phrases.after(points.pieces, at)
        for point in holidays(points, points.inside(behind[1])) if behind else ():
            if point.exact is not None and point.exact + sign * length >= points.calendar.today:
                yield Point(start, point.end, 0.05, exact=point.exact + sign * length)


def days_later(points: DayPieces, start: int) -> tuple[int, int] | None:
    """Return the number of days in "10 days later", and the piece after it."""
    count = points.count(start)
    told = points.days_counted(*count) if count else None
    later = LATER.after(points.pieces, told[1]) if told else None
    return (told[0], later[1]) if told and later else None


def days_ahead(points: DayPieces, start: int) -> Iterator[Point]:
    """Yield "in 3 days", "2 weeks from now", "через неделю"."""
    lead = IN_SO_MANY.after(points.pieces, start)
    at = lead[1] if lead else start
    count = points.count(at)
    told = points.days_counted(*(count or (1, at))) if count or lead else None
    later = LATER.after(points.pieces, told[1]) if told else None
    # "In 3 days" is a day, "3 days in Goa" is not.
    if told is None or (lead is None and later is None):
        return
    day = _day_ahead(points, told[0])
    yield Point(start, later[1] if later else told[1], 0.05, exact=day)
