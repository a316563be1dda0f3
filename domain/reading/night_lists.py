"""Nights named by their dates, so that the last date named is not the check-out. Pure.

"nights of 3rd and 4th March", "noches del 7 y 8", "hoy y mañana", "friday and saturday night",
"31st night + 1 jan", "ночи с 7 на 8 и с 8 на 9".
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from domain.reading.coming_days import day_of, stay_of
from domain.reading.day_lists import listed_days
from domain.reading.day_pieces import Point
from domain.reading.day_words import OPENERS
from domain.reading.joints import ITS_NIGHT, opener_before
from domain.reading.meanings import StayDays
from domain.reading.phrases import Phrases, any_of
from domain.reading.points import Points
from domain.reading.proposals import Proposal
from domain.reading.words import calendar as words

NAMED, NAMED_ALONE = 0.05, 0.15
NIGHTS_OF, NIGHTS_BEHIND = any_of(words.NIGHTS_OF), any_of(words.NIGHTS_BEHIND)
JOINED = frozenset({"and", "&", "+", "y", "и", "aur", "और", "e", ",", "n", "plus", "व"})
OVERNIGHT = frozenset({"на", "al", "to", "-"})
LEADS: Phrases[None] = any_of("for, the, на, el, la, para, с, со, del, de, from, on")
# A day without a month costs less where an ordinal or "the" marks it.
MARKED = 1.0
MOST_IN_A_ROW = 5
ONE_DAY = timedelta(days=1)


def listed_nights(points: Points) -> Iterator[Proposal[StayDays]]:
    """Yield stays whose nights are listed one by one."""
    yield from _of_dates(points)
    for start in range(len(points.pieces)):
        yield from _in_a_row(points, start)
        yield from _chained(points, start)
        yield from _and_the_first(points, start)


def _proposal(
    points: Points, start: int, end: int, first: date, last: date, cost: float
) -> Proposal[StayDays]:
    stay = StayDays(first, last + ONE_DAY)
    return Proposal(*points.stretch(start, end), stay, cost, "nights by name")


def _of_dates(points: Points) -> Iterator[Proposal[StayDays]]:
    """Yield "nights of the 7th and 8th of December", "4, 5 and 6 jan nights"."""
    for first, last, _count in listed_days(points):
        before = _led(points, first.start)
        # "5 May, 6 nights" counts them; "5 and 6 May nights" names them.
        is_count = points.pieces[last.end - 1].is_number
        behind = None if is_count else NIGHTS_BEHIND.after(points.pieces, last.end)
        both = stay_of(first, last, points.calendar, "") if before is not None or behind else None
        days = both[0] if both is not None else StayDays()
        if days.check_in is not None and days.check_out is not None:
            start = _begin(points, first.start, before)
            end = behind[1] if behind else last.end
            yield _proposal(points, start, end, days.check_in, days.check_out, NAMED)


def _led(points: Points, start: int) -> int | None:
    """Return where "nights of" begins before a piece, perhaps past a small word, or None."""
    for at in (start, start - 1, start - 2):
        if at <= 0:
            break
        small = at == start or LEADS.after(points.pieces, at) is not None
        found = NIGHTS_OF.before(points.pieces, at) if small else None
        if found is not None:
            return found[1]
    return None


def _begin(points: Points, start: int, led: int | None) -> int:
    """Return where nights listed from a piece on begin, with the words that lead up to them."""
    return opener_before(points, start, OPENERS) if led is None else led


def _night_behind(points: Points, at: int) -> int:
    """Return the piece after the words for a day's own night, if there are any."""
    found = ITS_NIGHT.after(points.pieces, at)
    return found[1] if found else at


def _exact(points: Points, at: int) -> Iterator[Point]:
    lead = LEADS.after(points.pieces, at)
    for start in dict.fromkeys((at, lead[1] if lead else at)):
        yield from (one for one in points.at(start) if one.exact is not None)


def _in_a_row(points: Points, start: int) -> Iterator[Proposal[StayDays]]:
    """Yield "tonight and tomorrow", "fri and sat night"; weekdays need a word for nights."""
    pieces = points.pieces
    for first in points.at(start):
        if first.exact is None:
            continue
        before = _led(points, start)
        is_night = first.weekday is None or before is not None
        last, end = first, first.end
        for _ in range(MOST_IN_A_ROW):
            behind = _night_behind(points, end)
            is_night = is_night or behind > end
            joined = behind < len(pieces) and pieces[behind].text in JOINED
            following = next(_next_days(points, last, behind + 1), None) if joined else None
            if following is None:
                break
            last, end = following, following.end
        closing = NIGHTS_BEHIND.after(pieces, end)
        is_named = is_night or closing is not None or _night_behind(points, end) > end
        if last is not first and is_named and last.exact is not None:
            end = closing[1] if closing else _night_behind(points, end)
            opener = _begin(points, start, before)
            yield _proposal(points, opener, end, first.exact, last.exact, NAMED)


def _next_days(points: Points, before: Point, at: int) -> Iterator[Point]:
    """Yield the day given at a piece if it is the one after `before`."""
    if before.exact is None or at >= len(points.pieces):
        return
    wanted = before.exact + ONE_DAY
    yield from (one for one in _exact(points, at) if one.exact == wanted)


def _bare(points: Points, at: int) -> tuple[int, int] | None:
    bare = points.bare(at)
    return (bare.day, bare.end) if bare is not None else None


def _chained(points: Points, start: int) -> Iterator[Proposal[StayDays]]:
    """Yield "с 7 на 8 и с 8 на 9 января": consecutive nights, each given by both its days."""
    pieces = points.pieces
    first = points.bare(start)
    at = _over(points, first.end) if first is not None else None
    middle = _bare(points, at) if at is not None else None
    if first is None or middle is None or middle[0] != first.day + 1:
        return
    at = middle[1]
    if at >= len(pieces) or pieces[at].text not in JOINED:
        return
    lead = LEADS.after(pieces, at + 1)
    again = _bare(points, lead[1] if lead else at + 1)
    at = _over(points, again[1]) if again is not None and again[0] == middle[0] else None
    for last in points.at(at) if at is not None else ():
        day = day_of(last, points.calendar, "").check_in
        if last.month is not None and last.day == middle[0] + 1 and day is not None:
            before = _led(points, start)
            opener = _begin(points, start, before)
            begin = day - timedelta(days=last.day - first.day)
            yield _proposal(points, opener, last.end, begin, day - ONE_DAY, NAMED)


def _over(points: Points, at: int) -> int | None:
    """Return the piece after the word that joins the two days of one night, or None."""
    is_joined = at < len(points.pieces) and points.pieces[at].text in OVERNIGHT
    return at + 1 if is_joined else None


def _and_the_first(points: Points, start: int) -> Iterator[Proposal[StayDays]]:
    """Yield "31st night + 1 jan", "30 dec night and 31st night": a night and the day after it."""
    pieces = points.pieces
    bare = points.bare(start)
    firsts = [one for one in points.at(start) if one.month is not None]
    for first in (*firsts, *((bare,) if bare is not None else ())):
        behind = _night_behind(points, first.end)
        joined = behind < len(pieces) and pieces[behind].text in JOINED
        if behind == first.end or not joined:
            continue
        if first is bare and bare.cost > MARKED and pieces[behind].text == ",":
            continue  # "7 nights, 8 January" counts them
        named = [one for one in points.at(behind + 1) if one.month is not None]
        other = points.bare(behind + 1)
        for last in (*named, *((other,) if other is not None and first.month else ())):
            told = last if last.month is not None else replace(last, month=first.month)
            both = stay_of(first, told, points.calendar, "")
            days = both[0] if both is not None else StayDays()
            if days.check_in is None or days.check_out != days.check_in + ONE_DAY:
                continue
            end = _night_behind(points, last.end)
            opener = _begin(points, start, None)
            yield _proposal(points, opener, end, days.check_in, days.check_out, NAMED_ALONE)
