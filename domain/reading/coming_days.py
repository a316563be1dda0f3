"""Written days resolved to the next dates they mean: missing months and years, numeric order. Pure.

Nothing is guessed that should be asked: dates that are over or have begun, and numbers of which
either could be the month.
"""

from dataclasses import replace
from datetime import date, timedelta

from domain.reading.day_pieces import Calendar, Point
from domain.reading.day_words import LAST_DAY, LAST_MONTH, WEEK
from domain.reading.errors import DateAmbiguous, DateNotUnderstood, DatesOver, StayBegun
from domain.reading.meanings import StayDays
from domain.stay import MOST_NIGHTS

# Dates that ended more recently than this are asked about; earlier ones mean next year.
LATELY = timedelta(days=60)
HALF_A_MONTH = 14
# The cost of a stay across the end of a month: "28 - 3 Jan".
OVER_MONTHS_END = 0.2
# A bare number is probably a day if a word says so: "the 19th".
LIKELY = 1.0


def day_of(point: Point, calendar: Calendar, typed: str) -> StayDays:
    """Return the next date that a point means, or why it means none."""
    if point.exact is not None:
        is_weekday = point.weekday is not None and not point.is_in_week
        return StayDays(point.exact, is_tonight=point.is_tonight, is_weekday=is_weekday)
    if point.other is not None and (problem := _ambiguous(point, calendar, typed)) is not None:
        return StayDays(problem=problem)
    try:
        if point.month is None:
            day = _next(point, calendar.today - timedelta(days=1))
            return StayDays(day, is_monthless=True)
        if point.year is not None:
            return StayDays(date(point.year, point.month, point.day))
        return _one_coming(point.day, point.month, calendar.today)
    except (ValueError, OverflowError):
        return StayDays(problem=DateNotUnderstood(typed))


def _one_coming(day: int, month: int, today: date) -> StayDays:
    options = [
        date(year, month, day)
        for year in range(today.year - 1, today.year + 5)
        if _exists(year, month, day)
    ]
    if not options:
        raise ValueError(day, month)
    before = [one for one in options if one < today]
    after = [one for one in options if one >= today]
    if before and today - before[-1] < LATELY:
        return StayDays(problem=DatesOver(before[-1], None, after[0], None))
    return StayDays(after[0])


def _ambiguous(point: Point, calendar: Calendar, typed: str) -> DateAmbiguous | None:
    """Return the question which number is the month; None unless both dates lie ahead."""
    told = [replace(point, other=None), replace(point.reordered(), other=None)]
    days = [day_of(one, calendar, typed).check_in for one in told]
    if days[0] is None or days[1] is None or min(days[0], days[1]) < calendar.today:
        return None
    return DateAmbiguous(typed, days[0], days[1])


def stay_of(
    first: Point, last: Point, calendar: Calendar, typed: str
) -> tuple[StayDays, float] | None:
    """Return the stay between two points and its extra cost; None if they make no stay."""
    if first.weekday is not None and last.weekday is not None:
        check_in = first.exact or calendar.today
        if last.is_in_week and last.exact is not None and not first.is_in_week:
            check_in = last.exact - timedelta(days=(last.weekday - first.weekday) % WEEK or WEEK)
        ahead = (last.weekday - check_in.weekday()) % WEEK or WEEK
        is_weekday = not (first.is_in_week or last.is_in_week)
        last_day = check_in + timedelta(days=ahead)
        return StayDays(check_in, last_day, is_weekday=is_weekday), 0.0
    if last.weekday is not None:
        days = day_of(first, calendar, typed)
        if days.check_in is None:
            return days, 0.0
        ahead = (last.weekday - days.check_in.weekday()) % WEEK or WEEK
        return StayDays(days.check_in, days.check_in + timedelta(days=ahead)), 0.0
    first, last = _as_a_stay(*_in_one_order(first, last), calendar)
    if first.other and last.other:
        return StayDays(problem=_ambiguous(first, calendar, typed)), 0.0
    try:
        return _resolved(first, last, calendar, typed)
    except (ValueError, OverflowError):
        return StayDays(problem=DateNotUnderstood(typed)), 0.0


def _in_one_order(first: Point, last: Point) -> tuple[Point, Point]:
    """Return two numeric days in one order, if one of them settles it for both."""
    if first.other and not last.other and last.month is not None and last.day > LAST_MONTH:
        return replace(first, other=None), last
    if last.other and not first.other and first.month is not None and first.day > LAST_MONTH:
        return first, replace(last, other=None)
    return first, last


def _as_a_stay(first: Point, last: Point, calendar: Calendar) -> tuple[Point, Point]:
    """Return two numeric days in the only order that makes a stay, if any: 3/1/27 to 6/1/27."""
    if not (first.other and last.other):
        return first, last
    plain = tuple(replace(one, other=None) for one in (first, last))
    turned = tuple(replace(one.reordered(), other=None) for one in (first, last))
    told = [(one, other) for one, other in (plain, turned) if _is_a_stay(one, other, calendar)]
    return told[0] if len(told) == 1 else (first, last)


def _is_a_stay(first: Point, last: Point, calendar: Calendar) -> bool:
    try:
        found = _resolved(first, last, calendar, "")
    except (ValueError, OverflowError):
        return False
    days = found[0] if found else StayDays()
    if days.check_in is None or days.check_out is None:
        return False
    return 0 < (days.check_out - days.check_in).days <= MOST_NIGHTS


def _resolved(
    first: Point, last: Point, calendar: Calendar, typed: str
) -> tuple[StayDays, float] | None:
    """Let two points share month and year. ValueError: there is no such date."""
    today = calendar.today
    if first.exact is not None:
        return StayDays(first.exact, last.exact or _next(last, first.exact)), 0.0
    if last.exact is not None:
        check_in = _before(first, last.exact)
        return (StayDays(check_in, last.exact), 0.0) if check_in else None
    if first.month is None and last.month is None:
        if min(first.cost, last.cost) > LIKELY:
            # "12-15" of which month? One given elsewhere in the line may say.
            found = _in_no_month(first, last, today)
            days = found[0] if found else StayDays()
            return replace(days, problem=DateNotUnderstood(typed)), 0.0
        return _in_no_month(first, last, today)
    return _in_months(first, last, today, typed)


def _in_months(first: Point, last: Point, today: date, typed: str) -> tuple[StayDays, float]:
    """Return two days of which at least one has a month. ValueError: there is no such date."""
    month_in, month_out, extra = first.month, last.month, 0.0
    # "28 - 3 Jan" and "Dec 28-3" cross the end of a month; "15-12 Dec" is a slip.
    goes_over = first.day - last.day > HALF_A_MONTH
    if month_in is None:
        month_in = month_out or 1
        if goes_over:
            month_in, extra = (month_in - 2) % LAST_MONTH + 1, OVER_MONTHS_END
    if month_out is None:
        month_out = month_in
        if goes_over:
            month_out, extra = month_in % LAST_MONTH + 1, OVER_MONTHS_END
    turns = month_out < month_in
    if first.year is not None or last.year is not None:
        year_in = first.year if first.year is not None else (last.year or 0) - turns
        year_out = last.year if last.year is not None else year_in + turns
        days = StayDays(date(year_in, month_in, first.day), date(year_out, month_out, last.day))
        return days, extra
    return _coming(first.day, month_in, last.day, month_out, today, typed), extra


def _in_no_month(first: Point, last: Point, today: date) -> tuple[StayDays, float] | None:
    """Return the next such days if no month is given: "5 तारीख से 9 तक", "12-15"."""
    turns = first.day - last.day > HALF_A_MONTH
    if last.day <= first.day and not turns:
        return None
    for ahead in range(LAST_MONTH):
        year, month = divmod(today.month - 1 + ahead, LAST_MONTH)
        further, following = divmod(today.month - 1 + ahead + turns, LAST_MONTH)
        try:
            check_in = date(today.year + year, month + 1, first.day)
            check_out = date(today.year + further, following + 1, last.day)
        except ValueError:
            continue
        if check_in >= today:
            return StayDays(check_in, check_out, is_monthless=True), 0.0
    return None


def _coming(
    day_in: int, month_in: int, day_out: int, month_out: int, today: date, typed: str
) -> StayDays:
    """Return the next such stay, or say that it is over or has begun. ValueError: no such date."""
    turns = month_out < month_in
    options = [
        (date(year, month_in, day_in), date(year + turns, month_out, day_out))
        for year in (today.year - 1, today.year, today.year + 1, today.year + 2)
        if _exists(year, month_in, day_in) and _exists(year + turns, month_out, day_out)
    ]
    if not options:
        raise ValueError(typed)
    before = [one for one in options if one[1] <= today]
    after = [one for one in options if one[1] > today]
    if before and today - before[-1][1] < LATELY and before[-1][0] < before[-1][1]:
        coming = after[0] if after else None
        return StayDays(problem=DatesOver(*before[-1], coming and coming[0], coming and coming[1]))
    check_in, check_out = after[0]
    if check_in < today < check_out and check_in < check_out:
        return StayDays(problem=StayBegun(check_in, check_out, today))
    return StayDays(check_in, check_out)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _next(point: Point, start: date) -> date:
    """Return the next date of a point that may lack month or year, counted from `start`."""
    if point.year is not None and point.month is not None:
        return date(point.year, point.month, point.day)
    if point.month is not None:
        year = start.year + ((point.month, point.day) < (start.month, start.day))
        return date(year, point.month, point.day)
    year, month = start.year, start.month
    if point.day <= start.day:
        year, month = year + month // LAST_MONTH, month % LAST_MONTH + 1
    while not _exists(year, month, point.day) and point.day <= LAST_DAY:
        # In November, "the 31st" is that of December.
        year, month = year + month // LAST_MONTH, month % LAST_MONTH + 1
    return date(year, month, point.day)


def _before(point: Point, end: date) -> date | None:
    """Return the last date before `end` of a point that may lack month or year."""
    if point.year is not None and point.month is not None:
        return date(point.year, point.month, point.day)
    if point.month is not None:
        year = end.year - ((point.month, point.day) > (end.month, end.day))
        return date(year, point.month, point.day)
    return date(end.year, end.month, point.day) if point.day < end.day else None
