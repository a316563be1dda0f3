"""Dates in a traveller's words.

A date is read as a point ("12 Dec", "next Friday", "15/12"); two points with a word between them
are a stay, and the first may leave its month to the second ("12-15 Dec").
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.errors import DateNotUnderstood, DateTooWide, StayRefused
from domain.reading.kinds import Kind, pattern
from domain.reading.meanings import Nights, StayDays
from domain.reading.proposals import Proposal
from domain.reading.tokens import Found, Reading

FRIDAY, SUNDAY, WEEK = 4, 6, 7
LONGEST_COUNT = 400


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was read: an end is None where it was not said. `rest` is what is left to read."""

    check_in: date | None
    check_out: date | None
    nights: int | None
    problem: StayRefused | None
    rest: Reading


@dataclass(frozen=True, slots=True)
class Point:
    """A day as it was written; without a month it is the other end's, without a year the next."""

    day: int
    month: int | None = None
    year: int | None = None
    exact: date | None = None


NIGHTS = (
    pattern("(?P<count>NUMBER) DASH? NIGHT"),
    pattern("(?P<count>NUMBER) DASH? (?P<week>WEEK) (?! LATER)"),
    pattern("(?P<count>NUMBER) DASH? DAYS (?! LATER)"),
    pattern("(FOR PLAIN? | A) (?P<week>WEEK) (?! LATER)"),
    pattern("A NIGHT"),
)
BARE_NIGHTS = pattern(
    "(?P<count>NUMBER)"
    " (?! DASH? (ADULT|CHILD|ROOM|STAR|YEARS|CURRENCY|THOUSAND|MONTH|COUPLE|NIGHT))"
)
MOST_BARE = 21
DAYS_AND_NIGHTS = (
    pattern("NUMBER DASH? DAYS LINK* (AND|PLUS|DASH)? (?P<count>NUMBER) DASH? NIGHT"),
    pattern("(?P<count>NUMBER) DASH? NIGHT LINK* (AND|PLUS|DASH)? NUMBER DASH? DAYS"),
)
AHEAD = (
    pattern("(WITHIN|IN) A? (?P<count>NUMBER)? (?P<unit>WEEK|DAYS)"),
    pattern("(?P<count>NUMBER) (?P<unit>WEEK|DAYS) LATER"),
    pattern("A (?P<unit>WEEK|DAYS) LATER"),
)
WEEK_OF_MONTH = (
    pattern("(?P<nth>ORDINAL) WEEK LINK* (?P<month>MONTH) (OF? (?P<year>YEAR))?"),
    pattern("(?P<month>MONTH) LINK* (?P<nth>ORDINAL) WEEK"),
)
WEEKEND = (
    pattern("(?P<next>NEXT) LINK* WEEKEND"),
    pattern("WEEKEND LINK? (?P<next>NEXT)"),
    pattern("THIS? LINK* WEEKEND"),
)
_DAY = (
    "(WEEKDAY LINK*)? (?P<day{n}>NUMBER) LINK* (?P<month{n}>MONTH)"
    " (LINK* (?P<year{n}>YEAR) YEARS?)?"
)
_MONTH_DAY = (
    "(WEEKDAY LINK*)? (?P<mmonth{n}>MONTH) (?P<mday{n}>NUMBER) ((?P<myear{n}>YEAR) YEARS?)?"
)
_OTHERS = (
    "(?P<iso{n}>ISO) | (?P<slashed{n}>SLASHED) | (?P<near{n}>NEARDAY|TONIGHT)"
    " | (?P<holiday{n}>HOLIDAY)"
    " | (?P<next{n}>NEXT)? LINK* THIS? (?P<weekday{n}>WEEKDAY) (LINK? (?P<after{n}>NEXT))?"
)
_POINT = f"({_DAY} | {_MONTH_DAY} | {_OTHERS})"
_BARE = "(?P<bare{n}>NUMBER)"
# What may follow a bare number of a stay's end: a counted thing would be another matter.
_ENDS = "(?! DASH? (ADULT|CHILD|ROOM|STAR|CURRENCY|THOUSAND|YEARS|NUMBER|AND))"
_A, _B = _POINT.format(n=1), _POINT.format(n=2)
_BARE_A, _BARE_B = _BARE.format(n=1), _BARE.format(n=2)
STAYS = (
    pattern(f"{_A} LINK* UNTIL LINK* {_B}"),
    pattern(f"FROM LINK* {_A} LINK* AND LINK* {_B}"),
    pattern(f"{_BARE_A} LINK* UNTIL LINK* {_B}"),
    pattern(f"FROM LINK* {_BARE_A} LINK* AND LINK* {_B}"),
    pattern(f"{_MONTH_DAY.format(n=1)} LINK* UNTIL LINK* {_BARE_B} ((?P<myear2>YEAR))? {_ENDS}"),
    pattern(f"{_DAY.format(n=1)} LINK* UNTIL LINK* {_BARE_B} {_ENDS}"),
    # Two days in a row need no word between them when both are written whole.
    pattern("(?P<iso1>ISO) (?P<iso2>ISO)"),
    pattern("(?P<slashed1>SLASHED) (?P<slashed2>SLASHED)"),
    pattern(f"{_DAY.format(n=1)} {_DAY.format(n=2)}"),
)
SINGLE = (pattern(_A),)
UNTIL = (pattern(f"(UPTO|TO) LINK* {_A}"), pattern(f"{_A} UPTO"))
# Months and weeks alone, and days without a month: more than a day, so the days are asked for.
WIDE = (
    pattern("(NEXT|THIS) LINK* (WEEK|MONTHS) | (WEEK|MONTHS) NEXT"),
    pattern("PARTOF LINK* MONTH | MONTH LINK* PARTOF"),
    pattern("(WITHIN|IN|FOR|FROM|NEXT|THIS) LINK* MONTH (OF? YEAR)? | MONTH LINK* (IN|YEAR)"),
    pattern("MONTH"),
)
BARE_STAY = pattern(
    "(NUMBER (DASH|TO) NUMBER | NUMBER SE NUMBER UPTO)"
    " (?! DASH? (ADULT|CHILD|ROOM|STAR|YEARS|CURRENCY|THOUSAND|AND))"
)


def read_dates(reading: Reading, today: date) -> DateReading:
    """Read the dates of a stay.

    `check_out` comes from the dates themselves, or from a number of nights. A date that does not
    exist (31 February) is a problem; whether a stay can be booked is `domain.stay`'s affair.
    """
    ahead = reading.find(*AHEAD)
    if ahead is not None:
        reading = reading.without(ahead.span)
    nights, reading = _nights(reading)
    if ahead is not None:
        unit = WEEK if ahead.one("unit").kind is Kind.WEEK else 1  # type: ignore[union-attr]
        count = min(_value(ahead, "count") or 1, LONGEST_COUNT)
        return _with_nights(today + timedelta(days=unit * int(count)), None, nights, reading)
    for patterns, reader in READERS:
        found = reading.find(*patterns)
        if found is None:
            continue
        rest = reading.without(found.span)
        try:
            check_in, check_out = reader(found, today)
        except (ValueError, OverflowError):
            wrong = DateNotUnderstood(reading.words(*found.span))
            return DateReading(None, None, nights, wrong, rest)
        if patterns is SINGLE and nights is None and _is_tonight(found):
            nights = 1
        return _with_nights(check_in, check_out, nights, rest)
    return _wide(reading, nights)


def _with_nights(
    check_in: date | None, check_out: date | None, nights: int | None, rest: Reading
) -> DateReading:
    if check_out is None and check_in is not None and nights:
        check_out = check_in + timedelta(days=nights)
    return DateReading(check_in, check_out, nights, None, rest)


def _wide(reading: Reading, nights: int | None) -> DateReading:
    """Tell a time that is no day from no time at all."""
    bare = reading.find(BARE_STAY)
    if bare is not None:
        wrong = DateNotUnderstood(reading.words(*bare.span))
        return DateReading(None, None, nights, wrong, reading.without(bare.span))
    wide = reading.find(*WIDE)
    if wide is None:
        return DateReading(None, None, nights, None, reading)
    words = reading.words(*wide.span)
    return DateReading(None, None, nights, DateTooWide(words), reading.without(wide.span))


def _nights(reading: Reading) -> tuple[int | None, Reading]:
    """Return how many nights are said; "3 days 2 nights" are two."""
    nights: int | None = None
    for wanted in NIGHTS:
        found = reading.find(wanted)
        if found is None:
            continue
        reading = reading.without(found.span)
        if nights is None:
            count = _value(found, "count")
            unit = WEEK if _value(found, "week", tokens=True) else 1
            nights = min(int(1 if count is None else count) * unit, LONGEST_COUNT)
    return nights, reading


def _value(found: Found, group: str, *, tokens: bool = False) -> Any:
    """Return a group's value (or its token), None when the pattern has no such group."""
    if group not in found.match.re.groupindex:
        return None
    return found.one(group) if tokens else found.value(group)


def _is_tonight(found: Found) -> bool:
    near = _value(found, "near1", tokens=True)
    return near is not None and near.kind is Kind.TONIGHT


Dates = tuple[date | None, date | None]


def _stay(found: Found, today: date) -> Dates:
    """Read two points. The range lies ahead as a whole: "12-15 Dec" on the 13th is this one."""
    first, last = _point(found, 1, today), _point(found, 2, today)
    if first.exact is None:
        year = first.year or (last.year if last.exact is None else None)
        month = first.month or (last.exact.month if last.exact else last.month)
        if month is None:
            raise ValueError(found.span)
        if last.exact is not None:
            check_in = date(last.exact.year, month, first.day)
            return check_in, last.exact
        check_in = _on(first.day, month, year, today)
        if first.year is None and last.year and last.month and month > last.month:
            check_in = check_in.replace(year=check_in.year - 1)
    else:
        check_in = first.exact
    if last.exact is None:
        return check_in, _after(last.day, last.month or check_in.month, last.year, check_in)
    check_out = last.exact
    if _value(found, "weekday2", tokens=True) and check_out <= check_in:
        check_out += timedelta(days=WEEK * ((check_in - check_out).days // WEEK + 1))
    return check_in, check_out


def _single(found: Found, today: date) -> Dates:
    return _day_of(_point(found, 1, today), today), None


def _until(found: Found, today: date) -> Dates:
    return None, _day_of(_point(found, 1, today), today)


def _day_of(point: Point, today: date) -> date:
    if point.exact is not None:
        return point.exact
    if point.month is None:
        raise ValueError(point)
    return _on(point.day, point.month, point.year, today)


def _point(found: Found, n: int, today: date) -> Point:
    """Return the n-th point of a match. Raises ValueError for what is in no calendar."""

    def value(name: str) -> Any:
        return _value(found, f"{name}{n}")

    if value("bare") is not None:
        return Point(int(value("bare")), value("mmonth"), value("myear"))
    if value("day") is not None:
        return Point(int(value("day")), value("month"), value("year"))
    if value("mday") is not None:
        return Point(int(value("mday")), value("mmonth"), value("myear"))
    if value("slashed") is not None:
        day, month, year = value("slashed")
        return Point(day, month, year)
    return Point(0, exact=_exact(found, n, today))


def _exact(found: Found, n: int, today: date) -> date:
    def token(name: str) -> Any:
        return _value(found, f"{name}{n}", tokens=True)

    if token("iso") is not None:
        if token("iso").value is None:
            raise ValueError(found.span)
        day: date = token("iso").value
        return day
    if token("near") is not None:
        return today + timedelta(days=token("near").value or 0)
    if token("holiday") is not None:
        month, of_month = token("holiday").value
        return _on(of_month, month, None, today)
    # A weekday is the next day of that name, never today.
    ahead = (token("weekday").value - today.weekday()) % WEEK or WEEK
    return today + timedelta(days=ahead)


def _on(day: int, month: int, year: int | None, today: date) -> date:
    """Return the date; without a year, its next occurrence. ValueError when there is none."""
    if year is not None:
        return date(year, month, day)
    if not 1 <= month <= 12:  # noqa: PLR2004 - months
        raise ValueError(month)
    this_year = date(today.year, month, min(day, calendar.monthrange(today.year, month)[1]))
    return date(today.year if this_year >= today else today.year + 1, month, day)


def _after(day: int, month: int, year: int | None, start: date) -> date:
    """Return the end of a stay that begins at `start`; without a year it may cross New Year."""
    if year is not None:
        return date(year, month, day)
    return date(start.year + (1 if month < start.month else 0), month, day)


def _week_of_month(found: Found, today: date) -> Dates:
    month, nth, year = found.value("month"), found.value("nth"), _value(found, "year")
    last_day = calendar.monthrange(year or today.year, month)[1]
    first = last_day - WEEK + 1 if nth < 0 else WEEK * (nth - 1) + 1
    check_in = _on(first, month, year, today)
    return check_in, check_in + timedelta(days=WEEK)


def _weekend(found: Found, today: date) -> Dates:
    """Read a weekend as Friday to Sunday; "next" skips the coming one."""
    friday = today + timedelta(days=FRIDAY - today.weekday())
    if _value(found, "next", tokens=True):
        friday += timedelta(days=WEEK)
    elif friday < today:
        friday = today
    sunday = friday + timedelta(days=(SUNDAY - friday.weekday()) % WEEK or 1)
    return friday, sunday


READERS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[Found, date], Dates]], ...] = (
    (WEEK_OF_MONTH, _week_of_month),
    (STAYS, _stay),
    (UNTIL, _until),
    (WEEKEND, _weekend),
    (SINGLE, _single),
)
COSTS = {WEEK_OF_MONTH: 0.1, STAYS: 0.1, UNTIL: 0.35, WEEKEND: 0.15, SINGLE: 0.3}
AHEAD_COST, BARE_COST, WIDE_COST, WRONG_COST = 0.0, 1.2, 1.0, 0.8


def propose_dates(reading: Reading, today: date) -> Iterator[Proposal[StayDays]]:
    """Propose every day and pair of days."""
    for patterns, reader in READERS:
        for nth, wanted in enumerate(patterns):
            for found in reading.every(wanted):
                span = reading.stretch(found)
                cost = COSTS[patterns] + 0.02 * nth
                try:
                    check_in, check_out = reader(found, today)
                except (ValueError, OverflowError):
                    wrong = StayDays(problem=DateNotUnderstood(reading.words(*found.span)))
                    yield Proposal(*span, wrong, cost + WRONG_COST, "no such day")
                    continue
                days = StayDays(check_in, check_out, _is_tonight(found))
                yield Proposal(*span, days, cost, "days")
    for found in reading.every(*AHEAD):
        unit = WEEK if found.one("unit").kind is Kind.WEEK else 1  # type: ignore[union-attr]
        count = min(_value(found, "count") or 1, LONGEST_COUNT)
        days = StayDays(today + timedelta(days=unit * int(count)))
        yield Proposal(*reading.stretch(found), days, AHEAD_COST, "so many days ahead")
    for found in reading.every(BARE_STAY):
        days = StayDays(problem=DateNotUnderstood(reading.words(*found.span)))
        yield Proposal(*reading.stretch(found), days, BARE_COST, "days without a month")
    for found in reading.every(*WIDE):
        days = StayDays(problem=DateTooWide(reading.words(*found.span)))
        yield Proposal(*reading.stretch(found), days, WIDE_COST, "more than a day")


def propose_nights(reading: Reading) -> Iterator[Proposal[Nights]]:
    """Propose how many nights; "3 days 2 nights" are two."""
    for wanted in NIGHTS:
        for found in reading.every(wanted):
            count = _value(found, "count")
            unit = WEEK if _value(found, "week", tokens=True) else 1
            nights = min(int(1 if count is None else count) * unit, LONGEST_COUNT)
            cost = 0.1 if wanted is NIGHTS[0] else 0.25
            yield Proposal(*reading.stretch(found), Nights(nights), cost, "nights")
    for found in reading.every(BARE_NIGHTS):
        count = found.value("count")
        if isinstance(count, int) and 0 < count <= MOST_BARE:
            yield Proposal(*reading.stretch(found), Nights(count, is_bare=True), 0.5, "bare nights")
    for found in reading.every(*DAYS_AND_NIGHTS):
        nights = min(int(found.value("count")), LONGEST_COUNT)
        yield Proposal(*reading.stretch(found), Nights(nights), 0.1, "days and nights")
