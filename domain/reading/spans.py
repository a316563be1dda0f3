"""Words for several days: weekends, weeks of a month, months, feasts of several days."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.reading.coming_days import day_of
from domain.reading.day_words import (
    HOLIDAYS,
    NEXT,
    NTH,
    THIS,
    WEEK,
    WEEK_WORD,
)
from domain.reading.errors import DatesOpen, DateTooWide
from domain.reading.holidays import coming_holiday, weekend_of
from domain.reading.open_months import OPEN, Span, in_month, months_at, years_at
from domain.reading.phrases import Phrases, any_of
from domain.reading.points import Points
from domain.reading.words import calendar as words

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6
WEEKEND = any_of(words.WEEKEND)
PART_OF: Phrases[tuple[int, int]] = Phrases(words.PART_OF)
PART_BEHIND: Phrases[tuple[int, int]] = Phrases(words.PART_BEHIND)
WALA = any_of("wala, wali, wale, vala, wla, वाला, वाली, वाले")
AROUND_WEEKEND = any_of("of, on, в, на, de, के, ke, का, ka, 's")
# How long before or after its day a long weekend may begin or end.
AROUND_DAY = timedelta(days=3)
CLEAR = 0.1


def spans_at(points: Points, start: int) -> Iterator[Span]:
    """Yield every span that begins at a piece."""
    yield from _weekends(points, start)
    yield from _weekends_of_months(points, start)
    yield from _weekends_of_days(points, start)
    yield from _feasts(points, start)
    yield from _weeks_of_months(points, start)
    yield from _weeks(points, start)
    yield from _week_of_day(points, start)
    yield from months_at(points, start)
    yield from years_at(points, start)


def _weekends(points: Points, start: int) -> Iterator[Span]:
    """Yield a weekend as Friday to Sunday; "next" skips the coming one."""
    pieces, today = points.pieces, points.calendar.today
    lead = NEXT.after(pieces, start)
    at = lead[1] if lead else (THIS.after(pieces, start) or (None, start))[1]
    found = WEEKEND.after(pieces, points.inside(at))
    if found is None:
        return
    after = NEXT.after(pieces, found[1]) if lead is None else None
    end = after[1] if after else found[1]
    behind = AROUND_WEEKEND.after(pieces, end)
    feast = HOLIDAYS.after(pieces, points.inside(behind[1] if behind else end))
    if feast is not None:
        yield from _weekend_of_feast(points, start, feast)
        return
    for point in points.at(behind[1] if behind else end):
        if point.month is not None and point.year is None:
            yield from _weekend_around(point.day, point.month, start, point.end, today)
    friday = today + timedelta(days=FRIDAY - today.weekday())
    if lead or after:
        friday += timedelta(days=WEEK)
    elif friday < today:
        friday = today
    sunday = friday + timedelta(days=(SUNDAY - friday.weekday()) % WEEK or 1)
    yield Span(start, end, CLEAR, friday, sunday, is_weekday=start == at and not after)


def _weekend_of_feast(points: Points, start: int, feast: tuple[str, int]) -> Iterator[Span]:
    """Yield "the long weekend of carnival": its days, or the question which days."""
    key, end = feast
    calendar = points.calendar
    holiday = coming_holiday(key, calendar.today, calendar.region)
    days = weekend_of(key, holiday) if holiday is not None else None
    if days is not None and days[0] >= calendar.today:
        yield Span(start, end, 0.0, *days)
    elif holiday is not None:
        name = points.typed(start, end)
        problem = DatesOpen(name, holiday.first, holiday.last, holiday.is_estimate)
        yield Span(start, end, 0.0, problem=problem)


def _weekends_of_months(points: Points, start: int) -> Iterator[Span]:
    """Yield "the last weekend of January" as its days; for "a weekend in April", ask for them."""
    pieces, today = points.pieces, points.calendar.today
    yield from _nth_weekend_behind(points, start)
    if HOLIDAYS.after(pieces, start) is not None:
        return  # "puente de diciembre" has days of its own
    nth = NTH.after(pieces, start)
    found = WEEKEND.after(pieces, nth[1] if nth else start)
    if found is None:
        return
    behind = AROUND_WEEKEND.after(pieces, found[1])
    at = points.inside(behind[1] if behind else found[1])
    at = at + 1 if at < len(pieces) and pieces[at].text in {"in", "को", "में", "me"} else at
    part = PART_OF.after(pieces, at) if nth is None else None
    month = points.month(points.inside(part[1]) if part else at)
    if month is None:
        return
    end, year = month[2], month[1]
    if (told := points.year(end)) is not None and year is None:
        year, end = told
    first, last = in_month(month[0], year, part[0] if part else (1, 31), today)
    if nth is None:
        problem = DatesOpen(points.typed(start, end), first, last, is_estimate=False)
        yield Span(start, end, 0.0, problem=problem)
        return
    yield from _nth_weekend(nth[0], first, last, start, end, today)


def _nth_weekend_behind(points: Points, start: int) -> Iterator[Span]:
    """Yield "फरवरी के पहले वीकेंड", where the month comes first."""
    month, today = points.month(start), points.calendar.today
    nth = NTH.after(points.pieces, points.inside(month[2])) if month else None
    found = WEEKEND.after(points.pieces, nth[1]) if nth else None
    if month is not None and nth is not None and found is not None:
        first, last = in_month(month[0], month[1], (1, 31), today)
        yield from _nth_weekend(nth[0], first, last, start, found[1], today)


def _nth_weekend(
    nth: int, first: date, last: date, start: int, end: int, today: date
) -> Iterator[Span]:
    """Yield the nth weekend of a month between two pieces; if `nth` is negative, the last one."""
    saturday = first + timedelta(days=(SATURDAY - first.weekday()) % WEEK)
    latest = last - timedelta(days=(last.weekday() - SATURDAY) % WEEK)
    saturday = latest if nth < 0 else saturday + timedelta(days=WEEK * (nth - 1))
    days = saturday - timedelta(days=1), saturday + timedelta(days=1)
    if saturday <= last and days[0] >= today:
        yield Span(start, end, 0.0, *days)


def _weekend_around(day: int, month: int, start: int, end: int, today: date) -> Iterator[Span]:
    """Yield "the weekend of 12 Dec": the Friday to Sunday nearest to that day."""
    for year in (today.year, today.year + 1):
        try:
            middle = date(year, month, day)
        except ValueError:
            continue
        friday = middle - timedelta(days=(middle.weekday() - FRIDAY) % WEEK)
        friday += timedelta(days=WEEK * ((middle - friday).days > WEEK // 2 + 1))
        if friday >= today:
            yield Span(start, end, CLEAR, friday, friday + timedelta(days=2))
            return


def _weekends_of_days(points: Points, start: int) -> Iterator[Span]:
    """Yield "Feb 14 weekend": the weekend of that day; if it is midweek, ask which one."""
    for point in points.at(start):
        weekend = WEEKEND.after(points.pieces, point.end)
        day = day_of(point, points.calendar, points.typed(start, point.end)).check_in
        if weekend is None or day is None or point.month is None:
            continue
        if day.weekday() >= FRIDAY:
            friday = day - timedelta(days=day.weekday() - FRIDAY)
            yield Span(start, weekend[1], CLEAR, friday, friday + timedelta(days=2))
        else:
            first, last = day - AROUND_DAY, day + AROUND_DAY
            problem = DatesOpen(points.typed(start, weekend[1]), first, last, is_estimate=False)
            yield Span(start, weekend[1], CLEAR, problem=problem)


def _feasts(points: Points, start: int) -> Iterator[Span]:
    """Yield a holiday's weekend; a holiday without that word leaves the days open."""
    pieces, calendar = points.pieces, points.calendar
    found = HOLIDAYS.after(pieces, start)
    if found is None:
        return
    key, end = found
    year = points.year(end)
    holiday = coming_holiday(key, calendar.today, calendar.region, year[0] if year else None)
    words_end = year[1] if year else end
    if holiday is None:
        yield Span(start, end, OPEN, problem=DateTooWide(points.typed(start, end)))
        return
    named = WALA.after(pieces, points.inside(words_end))
    weekend = WEEKEND.after(pieces, named[1] if named else points.inside(words_end))
    if weekend is not None:
        days = weekend_of(key, holiday)
        if days is not None and days[0] >= calendar.today:
            yield Span(start, weekend[1], 0.0, *days)
            return
        around = (holiday.first - AROUND_DAY, holiday.last + AROUND_DAY)
        name = points.typed(start, weekend[1])
        problem = DatesOpen(name, *around, is_estimate=False)
        yield Span(start, weekend[1], 0.0, problem=problem)
        return
    name = points.typed(start, words_end)
    if holiday.is_one_day and not holiday.is_estimate:
        # Beside other days, it only says when they are: "Christmas, 24th to 26th".
        problem = DatesOpen(name, holiday.first, holiday.last, holiday.is_estimate)
        yield Span(start, words_end, OPEN + CLEAR, problem=problem)
    else:
        problem = DatesOpen(name, holiday.first, holiday.last, holiday.is_estimate)
        yield Span(start, words_end, OPEN, problem=problem)


def _weeks_of_months(points: Points, start: int) -> Iterator[Span]:
    """Yield "the first week of May", "mid December", "8 मई का पहला हफ़्ता": the days are open."""
    pieces = points.pieces
    nth, part = NTH.after(pieces, start), PART_OF.after(pieces, start)
    month, end = None, start
    days: tuple[int, int] | None = None
    if nth is not None and (week := WEEK_WORD.after(pieces, nth[1])) is not None:
        month = points.month(points.inside(week[1]))
        days = _days_of_week(nth[0])
    elif part is not None:
        month, days = points.month(points.inside(part[1])), part[0]
    if month is not None:
        end = month[2]
    elif (first := points.month(start)) is not None:
        at = points.inside(first[2])
        nth, part = (
            NTH.after(pieces, at),
            PART_OF.after(pieces, at) or PART_BEHIND.after(pieces, at),
        )
        week = WEEK_WORD.after(pieces, nth[1]) if nth else None
        if nth and week:
            month, days, end = first, _days_of_week(nth[0]), week[1]
        elif part:
            month, days, end = first, part[0], part[1]
    if month is None or days is None:
        return
    year = month[1]
    if (told := points.year(end)) is not None and year is None:
        year, end = told
    first_day, last_day = in_month(month[0], year, days, points.calendar.today)
    name = points.typed(start, end)
    yield Span(start, end, OPEN, problem=DatesOpen(name, first_day, last_day, is_estimate=False))


def _days_of_week(nth: int) -> tuple[int, int]:
    return (-WEEK, 31) if nth < 0 else (WEEK * (nth - 1) + 1, WEEK * nth)


def _weeks(points: Points, start: int) -> Iterator[Span]:
    """Yield "next week", "la semana que viene", which leave the days open."""
    told, today = points.next_or_this(start, WEEK_WORD), points.calendar.today
    if told is None:
        return
    weeks, end = told
    monday = today + timedelta(days=WEEK * weeks - today.weekday())
    days = (max(monday, today), monday + timedelta(days=WEEK - 1))
    problem = DatesOpen(points.typed(start, end), *days, is_estimate=False)
    yield Span(start, end, OPEN, problem=problem)


def _week_of_day(points: Points, start: int) -> Iterator[Span]:
    """Yield "the week of 18 Jan": the days are open."""
    week = WEEK_WORD.after(points.pieces, start)
    at = points.inside(week[1]) if week else start
    if week is None or at == week[1]:
        return
    for point in points.at(at):
        day = day_of(point, points.calendar, points.typed(point.start, point.end)).check_in
        if point.month is not None and day is not None:
            name = points.typed(start, point.end)
            last = day + timedelta(days=WEEK - 1)
            yield Span(
                start, point.end, CLEAR, problem=DatesOpen(name, day, last, is_estimate=False)
            )
