"""Days given in two parts of a line: "in June … from the 10th", "Christmas, 23 to 27".

A month, a week in it or a feast of several days is a frame: on its own, it leaves the days open;
beside other days, it only says where they lie. Pure.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from domain.reading.day_words import WEEK
from domain.reading.errors import DatesOpen, DatesOver
from domain.reading.meanings import StayDays

Frame = tuple[date, date]
# A stay over Christmas may begin some days before and end some days after.
AROUND = timedelta(days=4)
WHOLE_YEAR = timedelta(days=360)
NO_DAYS = StayDays()


def frame_of(days: StayDays) -> Frame | None:
    """Return the period in which days that are still open lie; None if they are not open."""
    problem = days.problem
    return (problem.first, problem.last) if isinstance(problem, DatesOpen) else None


def framed(told: Iterable[StayDays]) -> StayDays:
    """Return the one stay that everything in `told` adds up to."""
    told = tuple(told)
    days = _joined([one for one in told if frame_of(one) is None])
    frame = next((found for one in told if (found := frame_of(one)) is not None), None)
    if days is None:
        return next(iter(told), NO_DAYS)
    if frame is None:
        return days
    open_days = next(one for one in told if frame_of(one) is not None)
    moved = _weekdays_in(days, frame) or open_days if days.is_weekday else days
    return within(days, frame) or moved


def _weekdays_in(days: StayDays, frame: Frame) -> StayDays | None:
    """Return days given as weekdays within the week of a frame: "2nd week of June, mon-fri".

    None if the frame is longer than a week.
    """
    first, last = frame
    if days.check_in is None or last - first > timedelta(days=WEEK):
        return None
    length = (days.check_out or days.check_in) - days.check_in
    start = first + timedelta(days=(days.check_in - first).days % WEEK)
    if last - start < length / 2:
        start -= timedelta(days=WEEK)  # the Monday of "the week of the 8th" may lie before it
    return replace(days, check_in=start, check_out=days.check_out and start + length)


def is_end(days: StayDays) -> bool:
    """Return whether only the last day was given: "leaving on the 5th"."""
    return days.check_in is None and days.check_out is not None


def _joined(told: list[StayDays]) -> StayDays | None:
    """Return the days, joining a start and an end that were given apart; None if there are none."""
    start = _start_of([one for one in told if not is_end(one)])
    end = next((one for one in told if is_end(one)), None)
    if start is None or end is None or start.check_in is None or end.check_out is None:
        return start or end
    if start.check_out is not None and not start.is_one_night:
        return start
    last = end_after(start.check_in, end, end.check_out)
    return replace(start, check_out=last, is_one_night=False)


def is_span(days: StayDays) -> bool:
    """Return whether both ends were given: not a frame, a single day or its night."""
    return days.check_in is not None and days.check_out is not None and not days.is_one_night


def are_apart(told: Iterable[StayDays]) -> bool:
    """Return whether a day is given beside a span that does not contain it, or is impossible."""
    told = tuple(told)
    span = next((one for one in told if is_span(one)), None)
    return span is not None and any(
        not (is_span(one) or is_end(one) or frame_of(one))
        and (one.check_in is None or not _holds(span, one.check_in))
        for one in told
    )


def without_held(told: Iterable[StayDays]) -> list[StayDays]:
    """Return days without those that lie in a span beside them: "for Holi, 19 to 24 March"."""
    told = list(told)
    span = next((one for one in told if is_span(one)), None)
    return [
        one
        for one in told
        if span is None or one is span or one.check_in is None or not _holds(span, one.check_in)
    ]


def _holds(days: StayDays, day: date) -> bool:
    first, last = days.check_in, days.check_out
    return first is not None and last is not None and first <= day <= last


def _start_of(told: list[StayDays]) -> StayDays | None:
    """Return the first day, or a span that contains it: "the wedding is on the 11th, 10-12 Dec"."""
    first = next((one for one in told if one.problem is not None), next(iter(told), None))
    if first is None or first.check_in is None or is_span(first):
        return first
    day = first.check_in
    return next((one for one in told if is_span(one) and _holds(one, day)), first)


def within(days: StayDays, frame: Frame) -> StayDays | None:
    """Return days that lie in a frame; None if they do not.

    Days without a month take the frame's.
    """
    first, last = frame
    days = _in_month(days, first) if days.is_monthless else _in_year(days, frame)
    start, end = days.check_in or days.check_out, days.check_out or days.check_in
    if start is None or end is None:
        return None
    fits = first - AROUND <= start <= last + AROUND and end >= first - AROUND
    return replace(days, problem=None) if fits else None


def _in_year(days: StayDays, frame: Frame) -> StayDays:
    """Return days that are over as next year's, and others in the frame's year if it is whole."""
    over = days.problem
    if isinstance(over, DatesOver):
        return StayDays(over.next_in, over.next_out)
    if days.check_in is None or frame[1] - frame[0] < WHOLE_YEAR:
        return days
    years = frame[0].year - days.check_in.year
    try:
        first = days.check_in.replace(year=days.check_in.year + years)
        last = days.check_out and days.check_out.replace(year=days.check_out.year + years)
    except ValueError:
        return days  # that year has no 29 February
    return replace(days, check_in=first, check_out=last)


def end_after(start: date, told: StayDays, day: date) -> date:
    """Return `day` as the end of a stay: the next one after `start` if weekday or month-less."""
    if told.is_weekday:
        return start + timedelta(days=(day.weekday() - start.weekday()) % WEEK or WEEK)
    return day_after(start, day.day) if told.is_monthless else day


def day_after(start: date, number: int) -> date:
    """Return the first day after `start` with that number: until the 17th."""
    day = start + timedelta(days=1)
    while day.day != number:
        day += timedelta(days=1)
    return day


def _in_month(days: StayDays, first: date) -> StayDays:
    """Return the same days in the month of `first`."""
    if days.check_in is None:
        return days
    try:
        check_in = days.check_in.replace(first.year, first.month)
    except ValueError:
        return days  # that month has no 31st
    check_out = None if days.check_out is None else day_after(check_in, days.check_out.day)
    return replace(days, check_in=check_in, check_out=check_out)


def in_month_of(days: StayDays, known: date | None, today: date) -> StayDays:
    """Return month-less days in the month of the search that they correct: "no, 4 to 9"."""
    if known is None or not days.is_monthless or days.check_in is None:
        return days
    moved = _in_month(days, known)
    return moved if moved.check_in is not None and moved.check_in >= today else days
