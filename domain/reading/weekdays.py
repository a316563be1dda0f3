"""Days named by a weekday: "friday", "next friday", "friday next week", "the second Saturday"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from domain.reading.day_pieces import DayPieces, Point
from domain.reading.day_words import (
    FALSE_FRIENDS,
    LAST_DAY,
    NEXT,
    NTH,
    OPENERS,
    THIS,
    WEEK,
    WEEK_WORD,
    WEEKDAYS,
)


@dataclass(frozen=True, slots=True)
class _Lead:
    """Words that lead to a weekday, expected at `at`: "next", "next week on"."""

    at: int
    is_next: bool
    names_week: bool


def weekdays(points: DayPieces, start: int) -> Iterator[Point]:
    """Yield "friday", "next friday", "friday next week", "next week friday"."""
    if _is_false_friend(points, start) or points.is_sea(start):
        return
    if (nth := NTH.after(points.pieces, start)) is not None:
        yield from _nth_weekday(points, start, *nth)
        return
    lead = _lead(points, start)
    found = WEEKDAYS.after(points.pieces, lead.at if lead else start)
    if found is None:
        return
    number, end = found
    if lead is None:
        yield _unled(points, start, end, number)
    elif lead.names_week:
        yield _in_week(points, start, end, number, is_next=lead.is_next)
    else:
        yield _coming(points, start, end, number)


def _lead(points: DayPieces, start: int) -> _Lead | None:
    named = points.next_or_this(start, WEEK_WORD)
    if named is not None:
        at = points.inside(named[1])
        at += at < len(points.pieces) and points.pieces[at].text in {",", ":"}
        opener = OPENERS.after(points.pieces, at)
        return _Lead(opener[1] if opener else at, named[0] > 0, names_week=True)
    following = NEXT.after(points.pieces, start)
    word = following or THIS.after(points.pieces, start)
    if word is None:
        return None
    return _Lead(points.inside(word[1]), following is not None, names_week=False)


def _unled(points: DayPieces, start: int, end: int, number: int) -> Point:
    """Return a weekday by the words after it: "friday next week", "Thursday week", "friday"."""
    week = points.next_or_this(points.inside(end), WEEK_WORD)
    if week is not None:
        return _in_week(points, start, week[1], number, is_next=week[0] > 0)
    if _is_week_after(points, end):
        # "Thursday week" is a week after the coming Thursday.
        today = points.calendar.today
        day = today + timedelta(days=(number - today.weekday()) % WEEK + WEEK)
        return Point(start, end + 1, 0.0, exact=day, weekday=number, is_in_week=True)
    after = NEXT.after(points.pieces, points.inside(end))
    return _coming(points, start, after[1] if after else end, number)


def _in_week(points: DayPieces, start: int, end: int, number: int, *, is_next: bool) -> Point:
    """Return the weekday of this calendar week, or of the next one."""
    today = points.calendar.today
    day = today + timedelta(days=number - today.weekday() + WEEK * is_next)
    return Point(start, end, 0.0, exact=day, weekday=number, is_in_week=True)


def _coming(points: DayPieces, start: int, end: int, number: int) -> Point:
    """Return the next such weekday after today."""
    today = points.calendar.today
    ahead = (number - today.weekday()) % WEEK or WEEK
    return Point(start, end, 0.1, exact=today + timedelta(days=ahead), weekday=number)


def _nth_weekday(points: DayPieces, start: int, nth: int, at: int) -> Iterator[Point]:
    """Yield "the second Saturday of January", "el primer lunes de mayo"."""
    weekday = WEEKDAYS.after(points.pieces, at)
    month = points.month(points.inside(weekday[1])) if weekday else None
    if weekday is None or month is None:
        return
    today = points.calendar.today
    for year in (month[1],) if month[1] else (today.year, today.year + 1):
        days = [date(year, month[0], 1) + timedelta(days=n) for n in range(LAST_DAY)]
        fit = [o for o in days if o.month == month[0] and o.weekday() == weekday[0]]
        day = fit[-1] if nth < 0 else fit[min(nth, len(fit)) - 1]
        if day >= today:
            yield Point(start, month[2], 0.0, exact=day, weekday=weekday[0], is_in_week=True)
            return


def _is_false_friend(points: DayPieces, at: int) -> bool:
    """Return whether a word is a weekday only in another language: "sab" also means all."""
    of = FALSE_FRIENDS.get(points.pieces[at].text)
    return of is not None and bool(points.calendar.spoken) and of != points.calendar.spoken


def _is_week_after(points: DayPieces, at: int) -> bool:
    """Return whether a bare "week" follows a weekday."""
    return at < len(points.pieces) and points.pieces[at].text == "week"
