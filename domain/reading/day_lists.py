"""Days listed one by one, with the month before or after them: "11,12,13 december". Pure."""

from collections.abc import Iterator
from dataclasses import replace

from domain.reading.day_pieces import Point, is_day_number
from domain.reading.points import Points

PAIR_OF_DAYS, MOST_LISTED = 2, 14
SEPARATORS = frozenset({",", "&", "and", "y", "и", "और", "aur", "/", "n"})
DASH = "-"


def listed_days(points: Points) -> Iterator[tuple[Point, Point, int]]:
    """Yield the first and last of consecutive listed days, and how many there are.

    Two days joined by "and" are also read as a range, elsewhere.
    """
    for start in range(len(points.pieces)):
        for first in _firsts(points, start):
            last, count, is_dashed = first, 1, False
            while (following := _next_listed(points, last)) is not None and count < MOST_LISTED:
                separator, behind = following
                is_dashed = is_dashed or separator == DASH
                last, count = behind, count + 1
                if is_dashed and count <= PAIR_OF_DAYS:
                    continue  # "8-9 feb" is a range, "8-9-10 feb" is three days
                if first.month is not None or last.month is not None:
                    yield first, last, count


def _firsts(points: Points, start: int) -> Iterator[Point]:
    yield from (one for one in points.at(start) if one.month is not None and one.year is None)
    bare = _bare(points, start)
    if bare is not None:
        yield bare


def _is_ordinal(day: Point) -> bool:
    """Return whether a word marks a number as a day; the next needs no separator: "25th 26th"."""
    return day.month is None and day.end - day.start > 1


def _bare(points: Points, at: int) -> Point | None:
    """Return a bare day number, even between commas."""
    told = points.bare(at)
    if told is not None or at >= len(points.pieces):
        return told
    text = points.pieces[at].text
    return Point(at, at + 1, 1.1, int(text)) if is_day_number(text) else None


def _next_listed(points: Points, last: Point) -> tuple[str, Point] | None:
    """Return the day after `last` if it is written next, and the separator before it."""
    pieces, at = points.pieces, last.end
    separator = ""
    while at < len(pieces) and pieces[at].text in SEPARATORS | {DASH}:
        separator, at = separator or pieces[at].text, at + 1
    if not separator and not _is_ordinal(last):
        return None
    named = next((one for one in points.at(at) if one.month is not None), None)
    following = named or _bare(points, at)
    if following is None or following.day != last.day + 1:
        return None
    month = following.month if following.month is not None else last.month
    return separator, replace(following, month=month)
