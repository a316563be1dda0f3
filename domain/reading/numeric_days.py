"""Days written in numbers only: 15/12, 15.12.26, 2026-12-05, in either order."""

import re
from collections.abc import Iterator
from itertools import pairwise

from domain.accounts.regions import WORLD, is_month_first
from domain.reading.day_pieces import SHORT, YEARS, DayPieces, Point, year_of
from domain.reading.day_words import LAST_DAY, LAST_MONTH, SIGNS

DOT, DAY_FIRST, MONTH_FIRST = ".", "d/m", "m/d"
WITH_YEAR = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/\d{2,4}")


def orders_shown(text: str) -> frozenset[str]:
    """Return the orders of those full dates that allow only one: 15/01/2027."""
    pairs = [(int(one), int(other)) for one, other in WITH_YEAR.findall(text)]
    return frozenset(
        MONTH_FIRST if other > LAST_MONTH else DAY_FIRST
        for one, other in pairs
        if (one > LAST_MONTH) != (other > LAST_MONTH)
    )


def numeric_days(points: DayPieces, start: int) -> Iterator[Point]:
    """Yield 15/12, 15.12.26, 2026-12-05, in either order if both fit."""
    row = points.pieces[start : start + len("d/m/y")]
    parts = [one.text for one in row]
    if len(row) < len("d/m") or parts[1] not in {"-", ".", "/"}:
        return
    touching = [a.end == b.start for a, b in pairwise(row)]
    is_three = len(row) == len("d/m/y") and parts[4].isdecimal()
    if is_three and all(touching) and parts[1] == parts[3]:
        yield from _three(points, start, parts)
    elif all(touching[:2]) and parts[1] != "-":
        end = start + len("d/m")
        is_money = points.is_counted(end) or (start and points.pieces[start - 1].text in SIGNS)
        if not is_money and not points.is_part_of_number(start, end):
            cost = 0.1 if parts[1] == "/" else 0.4
            yield from _two(points, start, end, parts[:3], None, cost)


def _three(points: DayPieces, start: int, parts: list[str]) -> Iterator[Point]:
    if not all(part.isdecimal() for part in parts[::2]):
        return
    if len(parts[0]) == len("2026"):
        day, month = int(parts[4]), int(parts[2])
        yield Point(start, start + 5, 0.0, day, month, int(parts[0]))
        return
    year = year_of(parts[4])
    if year in YEARS:
        yield from _two(points, start, start + 5, parts[:3], year, 0.0)


def _two(
    points: DayPieces, start: int, end: int, parts: list[str], year: int | None, cost: float
) -> Iterator[Point]:
    first, sign, second = parts
    if not (first.isdecimal() and second.isdecimal()) or max(len(first), len(second)) > SHORT:
        return
    one, other = int(first), int(second)
    day_first = (one, other) if other <= LAST_MONTH and 1 <= one <= LAST_DAY else None
    month_first = (other, one) if one <= LAST_MONTH and 1 <= other <= LAST_DAY else None
    if _writes_month_first(points, sign):
        day_first, month_first = month_first, day_first
    meant = day_first or month_first
    # Where the day comes first, "12/15" without a year may as well be two days.
    if day_first is None and year is None and points.calendar.region != WORLD:
        meant = None
    if meant is None or 0 in meant:
        # Not a real date, but meant as one: 31/13/2026.
        yield Point(start, end, cost, one, other, year)
        return
    is_asked = (
        points.calendar.region == WORLD
        and points.calendar.language == "en"
        and sign != DOT
        and not orders_shown(points.text.text)
    )
    rival = month_first if day_first and one != other and is_asked else None
    yield Point(start, end, cost, *meant, year, other=rival)


def _writes_month_first(points: DayPieces, sign: str) -> bool:
    """Return whether a writer who puts `sign` between day and month writes the month first.

    With dots, nobody does. With slashes, a date in the line that fits only one order decides, or
    else the writer's country.
    """
    if sign == DOT:
        return False
    if len(orders_shown(points.text.text)) == 1:
        return MONTH_FIRST in orders_shown(points.text.text)
    return is_month_first(points.calendar.region)
