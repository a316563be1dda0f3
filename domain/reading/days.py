"""The days of a stay in free text, as proposals over the untouched text.

A day is read as a point ("12 Dec", "next Friday", "15/12", "the 19th", "Diwali"); two points joined
by a word are a range, and either may take its month or year from the other. Nothing is consumed,
and nothing is guessed that should be asked: days that are over, numbers of which either could be
the month, a month without a day, a feast whose date depends on the moon.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from domain.reading.characters import level
from domain.reading.coming_days import LIKELY, day_of, stay_of
from domain.reading.day_lists import PAIR_OF_DAYS, listed_days
from domain.reading.day_pieces import Calendar, Point
from domain.reading.day_words import OPENERS, WEEK, WEEKDAYS
from domain.reading.errors import DateNotUnderstood
from domain.reading.joints import (
    BACK_BEHIND,
    CLOSINGS,
    DAY_OPENERS,
    FOR_A_DAY,
    FOR_A_DAY_BEHIND,
    ITS_NIGHT,
    ITS_NIGHT_BEFORE,
    NEXT_DAY,
    RANGE_OPENERS,
    SAME_DAY,
    UNTIL_BEHIND,
    UPTO,
    WAY_BACK,
    Joint,
    joints,
    opener_before,
)
from domain.reading.meanings import StayDays
from domain.reading.points import Points
from domain.reading.proposals import Proposal
from domain.reading.relative_days import days_later
from domain.reading.short_lines import is_said_alone
from domain.reading.spans import spans_at

RANGE, SINGLE, UNTIL, UNJOINED, WRONG, BACKWARDS = 0.1, 0.3, 0.35, 0.3, 0.6, 1.0
ONE_DAY = 0.25
# Today, tomorrow and the day after.
NEAR = timedelta(days=2)
# After a range opener, numbers without a month are days ("del 4 al 8", "arriving 4, leaving 8"),
# except after these, which open other ranges too: "children from 4 to 8".
OPENING_ANYTHING = frozenset({"from", "between", "de", "desde", "entre", "между"})
LED, LED_ALONE = 0.3, 0.6
# After a day, "in" in Hinglish but the writer in English: "18-20 jan, me and my wife".
ME_OR_IN = "me"


def propose_days(text: str, calendar: Calendar) -> list[Proposal[StayDays]]:
    """Return every run of `text` that may say when, the likeliest first."""
    return days_in(Points(level(text), calendar))


def days_in(points: Points) -> list[Proposal[StayDays]]:
    """Return every run of a text that may say when, the likeliest first."""
    found = [
        *_ranges(points),
        *_singles(points),
        *_ends(points),
        *_spans(points),
        *_lists(points),
    ]
    return sorted(found, key=lambda one: (one.cost, one.start - one.end))


def _proposal(
    points: Points, start: int, end: int, days: StayDays, cost: float, why: str
) -> Proposal[StayDays]:
    first, last = points.stretch(start, end)
    cost += WRONG if isinstance(days.problem, DateNotUnderstood) else 0
    return Proposal(first, last, days, round(cost, 2), why)


def _ranges(points: Points) -> Iterator[Proposal[StayDays]]:
    """Yield two points that are joined: "12-15 Dec", "from 12 to 15 Dec", "fri-sun"."""
    pieces = points.pieces
    for start in range(len(pieces)):
        firsts = list(points.at(start))
        firsts += [one for one in (points.bare(start), points.named(start)) if one is not None]
        for first in firsts:
            opener = opener_before(points, start, RANGE_OPENERS)
            for joint in joints(points, first.end):
                if joint.is_and and opener == start and not _is_one_night(points, start, joint):
                    continue
                told = points.typed(opener, start).lower()
                is_led = opener < start and told not in OPENING_ANYTHING
                is_told = is_led or (joint.needs_back and joint.is_there)
                led = replace(first, cost=min(first.cost, LED)) if is_told else first
                yield from _to(points, led, joint, opener, RANGE)
            if first.weekday is not None:
                yield from _beside(points, first, opener)
            if first.month is not None:
                behind = Joint(points.inside(first.end))
                yield from _to(points, first, behind, start, UNJOINED)


def _is_one_night(points: Points, start: int, joint: Joint) -> bool:
    """Return whether "на" joins two consecutive days: "5 на 6 декабря"."""
    between = [one.text for one in points.pieces[start : joint.at + 1]]
    is_told = len(between) == len("5 6") and between[1] == "на"
    days = [one for one in between if one.isdecimal()]
    return is_told and len(days) == len("56") and int(days[1]) == int(days[0]) + 1


def _beside(points: Points, first: Point, opener: int) -> Iterator[Proposal[StayDays]]:
    """Yield two consecutive weekdays with nothing between them: "saturday sunday"."""
    found = WEEKDAYS.after(points.pieces, first.end)
    if found is not None and first.weekday is not None and (first.weekday + 1) % WEEK == found[0]:
        yield from _to(points, first, Joint(first.end), opener, RANGE)


def _to(
    points: Points, first: Point, joint: Joint, start: int, cost: float
) -> Iterator[Proposal[StayDays]]:
    """Yield the ranges from a point to each day that may follow a joint."""
    if joint.at >= len(points.pieces) or _is_parted(points, first, joint):
        return
    for last in _lasts(points, first, joint.at, is_joined=cost == RANGE):
        if cost == UNJOINED and (last.month is None or first.exact or last.exact):
            continue
        if _is_counted(points, last):
            continue
        closing = _back_behind(points, last.end)
        if joint.needs_back and closing is None:
            continue
        if joint.is_and and min(first.cost, last.cost) > LIKELY and not last.month:
            continue  # "children of 8 and 11"
        closing = closing or CLOSINGS.after(points.pieces, last.end)
        end = closing[1] if closing else last.end
        both = stay_of(first, last, points.calendar, points.typed(first.start, last.end))
        if both is not None:
            days, extra = both
            is_way_back = joint.is_back or WAY_BACK.after(points.pieces, last.end) is not None
            days = replace(days, is_way_back=is_way_back)
            # It is enough if one of the two is certain: "12-15 Dec", "5 तारीख से 9 तक".
            sure = min(first.cost, last.cost)
            if first.year is not None and last.year is not None:
                sure = 0.0  # "20 Jan 27 - 30 Jan 27"
            extra += BACKWARDS * _is_backwards(days)
            yield _proposal(points, start, end, days, cost + sure + extra, "a range")
            if points.pieces[end - 1].text == ME_OR_IN and end > last.end:
                yield _proposal(points, start, last.end, days, cost + sure + extra, "a range")


def _is_parted(points: Points, first: Point, joint: Joint) -> bool:
    """Return whether a sentence ends between a bare number and a day: "Llanes 2. Salimos el 25"."""
    if first.month is not None or first.exact is not None:
        return False
    between = points.pieces[first.end : joint.at]
    behind = points.pieces[first.end + 1 : first.end + 2]
    ends = bool(between) and between[0].text == "."
    return ends and bool(behind) and behind[0].start > between[0].end


def _back_behind(points: Points, end: int) -> tuple[None, int] | None:
    """Return the match for a way back that follows a day, perhaps past a small word."""
    closing = BACK_BEHIND.after(points.pieces, end)
    postfix = CLOSINGS.after(points.pieces, end)
    if closing is None and postfix is not None:
        closing = BACK_BEHIND.after(points.pieces, postfix[1])
    return closing


def _lasts(points: Points, first: Point, at: int, *, is_joined: bool) -> Iterator[Point]:
    """Yield the days after a joint that may end a stay; bare numbers only if a word joins them."""
    later, begun = days_later(points, at), day_of(first, points.calendar, "").check_in
    if later is not None and begun is not None:
        yield Point(at, later[1], 0.0, exact=begun + timedelta(days=later[0]))
        return
    yield from points.at(at)
    same = SAME_DAY.after(points.pieces, at)
    if same is not None and begun is not None:
        yield Point(at, same[1], 0.0, exact=begun)
    following = NEXT_DAY.after(points.pieces, at)
    if following is not None and first.exact is not None:
        yield Point(at, following[1], 0.0, exact=first.exact + timedelta(days=1))
    bare = (points.bare(at) or points.named(at)) if is_joined else None
    if bare is None:
        return
    yield bare
    if first.month is not None and (year := points.year(bare.end)) is not None:
        yield replace(bare, year=year[0], end=year[1], cost=0.0)  # "Dec 12-15, 2026"


def _is_backwards(days: StayDays) -> bool:
    return (
        days.check_in is not None
        and days.check_out is not None
        and (days.check_out <= days.check_in)
    )


def _is_counted(points: Points, point: Point) -> bool:
    """Return whether a bare number counts something: "Jan 4-8 nights", "12 to 15 people"."""
    return point.month is None and point.exact is None and points.is_counted(point.end)


def _singles(points: Points) -> Iterator[Proposal[StayDays]]:
    """Yield each day on its own, as a check-in."""
    for start in range(len(points.pieces)):
        for point in _told_at(points, start):
            typed = points.typed(point.start, point.end)
            days = day_of(point, points.calendar, typed)
            opener = opener_before(points, start, OPENERS)
            closing = CLOSINGS.after(points.pieces, point.end)
            end = closing[1] if closing else point.end
            yield _proposal(points, opener, end, days, SINGLE + point.cost, "a day")
            yield from _for_a_day(points, point, days)
            eve = ITS_NIGHT_BEFORE.before(points.pieces, start)
            if eve is not None and days.check_in is not None:
                one = _with_its_night(days.check_in)
                yield _proposal(points, eve[1], point.end, one, point.cost, "the night of a day")
            night = ITS_NIGHT.after(points.pieces, point.end)
            if night is not None and days.check_in is not None and not point.is_tonight:
                one = _with_its_night(days.check_in)
                yield _proposal(points, opener, night[1], one, point.cost, "the night of a day")


def _with_its_night(day: date) -> StayDays:
    return StayDays(day, day + timedelta(days=1), is_one_night=True)


def _for_a_day(points: Points, point: Point, days: StayDays) -> Iterator[Proposal[StayDays]]:
    """Yield "for tomorrow", "17 Jan only": a day with its night."""
    before = FOR_A_DAY.before(points.pieces, point.start)
    behind = FOR_A_DAY_BEHIND.after(points.pieces, point.end)
    today = points.calendar.today
    is_near = point.exact is not None and point.exact - today <= NEAR and point.weekday is None
    if days.check_in is None or (behind is None and not (before is not None and is_near)):
        return
    start = before[1] if before is not None else point.start
    end = behind[1] if behind is not None else point.end
    one = _with_its_night(days.check_in)
    yield _proposal(points, start, end, one, ONE_DAY + point.cost, "a day alone")


def _told_at(points: Points, start: int) -> Iterator[Point]:
    """Yield the days at a piece; a bare number only if something marks it as a day."""
    yield from points.at(start)
    if (named := points.named(start)) is not None:
        yield replace(named, cost=LED_ALONE)
    bare = points.bare(start)
    if bare is None:
        return
    is_led = DAY_OPENERS.before(points.pieces, start) is not None or is_said_alone(points, bare)
    if bare.cost < LIKELY or (is_led and not points.is_counted(bare.end)):
        yield replace(bare, cost=min(bare.cost, LED_ALONE))


def _ends(points: Points) -> Iterator[Proposal[StayDays]]:
    """Yield "until 15 Dec", "15 दिसंबर तक": a check-out on its own."""
    for start in range(len(points.pieces)):
        bare = points.bare(start)
        until = bare is not None and UNTIL_BEHIND.after(points.pieces, bare.end) is not None
        told = [replace(bare, cost=0.8)] if bare is not None and until else []
        for point in (*_told_at(points, start), *told):
            days = day_of(point, points.calendar, points.typed(point.start, point.end))
            if days.check_in is None:
                continue
            before = UPTO.before(points.pieces, start)
            behind = UNTIL_BEHIND.after(points.pieces, point.end)
            if before is not None or behind is not None:
                first, end = before[1] if before else start, behind[1] if behind else point.end
                last = replace(days, check_in=None, check_out=days.check_in, is_tonight=False)
                yield _proposal(points, first, end, last, UNTIL + point.cost, "an end")


def _spans(points: Points) -> Iterator[Proposal[StayDays]]:
    for start in range(len(points.pieces)):
        for one in spans_at(points, start):
            opener = opener_before(points, start, OPENERS)
            days = StayDays(
                one.check_in, one.check_out, problem=one.problem, is_weekday=one.is_weekday
            )
            yield _proposal(points, opener, one.end, days, one.cost, "more days than one")


def _lists(points: Points) -> Iterator[Proposal[StayDays]]:
    """Yield days listed one by one: "11,12,13 december", "dec 28th, 29th, 30th"."""
    for first, last, count in listed_days(points):
        both = stay_of(first, last, points.calendar, points.typed(first.start, last.end))
        if both is None:
            continue
        opener = opener_before(points, first.start, OPENERS)
        cost = RANGE if count > PAIR_OF_DAYS else SINGLE + RANGE
        days = replace(both[0], is_list=True)
        yield _proposal(points, opener, last.end, days, cost, "days one by one")
