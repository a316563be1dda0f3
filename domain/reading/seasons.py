"""Feasts and seasons of several days, of which a stay takes some, by the calendar. Pure."""

from datetime import date, timedelta

SATURDAY, SUNDAY = 5, 6
# The first and last day, the same every year.
FIXED: dict[str, tuple[tuple[int, int], tuple[int, int]]] = {
    "may holidays": ((5, 1), (5, 10)), "cherry blossom": ((3, 20), (4, 10)),
    "san fermin": ((7, 6), (7, 14)), "fallas": ((3, 15), (3, 19)),
    "golden week": ((4, 29), (5, 5)),
    # Spain's long weekend around 6 and 8 December.
    "constitution day": ((12, 4), (12, 8)),
}  # fmt: skip
# The first and last day, in days after Easter.
AROUND_EASTER = {
    "semana santa": (-7, 0),
    "palm sunday": (-7, -7),
    "carnival": (-51, -46),
    "feria de abril": (14, 20),
}


def season_of(key: str, year: int) -> tuple[date, date] | None:
    """Return the first and last day of a season that does not depend on Easter; else None."""
    if key == "oktoberfest":
        return _oktoberfest(year)
    if key not in FIXED:
        return None
    first, last = FIXED[key]
    return date(year, *first), date(year, *last)


def _oktoberfest(year: int) -> tuple[date, date]:
    """Return the Saturday after 15 September and the first Sunday of October."""
    first, last = date(year, 9, 16), date(year, 10, 1)
    first += timedelta(days=(SATURDAY - first.weekday()) % 7)
    return first, last + timedelta(days=(SUNDAY - last.weekday()) % 7)
