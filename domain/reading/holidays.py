"""Dates of holidays: from the `holidays` library, or fixed if they never move.

India's festivals are in the library's optional categories. Dates that depend on the moon are
estimates there, and marked as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

from domain.reading.seasons import AROUND_EASTER, season_of

MONDAY, THURSDAY, FRIDAY = 0, 3, 4
WEEK = timedelta(days=7)
# Countries whose calendars stand in if the traveller's own lacks a holiday.
INDIA, AMERICA = "IN", "US"
# Month and day of arrival.
FIXED = {
    "christmas": (12, 24), "orthodox christmas": (1, 6), "new year": (12, 31),
    "valentine": (2, 14), "women's day": (3, 8), "july 4": (7, 4), "epiphany": (1, 6),
    "halloween": (10, 31), "old new year": (1, 13), "inti raymi": (6, 24),
    "day of the dead": (11, 1), "republic day": (1, 26),
}  # fmt: skip
# The library's names, and the country whose calendar lists them.
NAMED = {
    "diwali": (INDIA, "Diwali"), "holi": (INDIA, "Holi"), "dussehra": (INDIA, "Dussehra"),
    "eid": (INDIA, "Eid al-Fitr"), "eid al-adha": (INDIA, "Eid al-Adha"),
    "onam": (INDIA, "Onam"), "pongal": (INDIA, "Pongal"),
    "raksha bandhan": (INDIA, "Raksha Bandhan"),
    "ganesh chaturthi": (INDIA, "Ganesh Chaturthi / Vinayak Chaturthi"),
    "good friday": (INDIA, "Good Friday"), "independence day": (INDIA, "Independence Day"),
    "thanksgiving": (AMERICA, "Thanksgiving Day"), "memorial day": (AMERICA, "Memorial Day"),
    "labor day": (AMERICA, "Labor Day"), "presidents day": (AMERICA, "Washington's Birthday"),
    "mlk day": (AMERICA, "Martin Luther King Jr. Day"),
    "chinese new year": ("SG", "Chinese New Year"), "songkran": ("TH", "Songkran Festival"),
    "easter": (INDIA, "Easter Sunday"),
    "shivaratri": (INDIA, "Maha Shivaratri"), "janmashtami": (INDIA, "Janmashtami (Vaishnava)"),
    "ram navami": (INDIA, "Ram Navami"), "vaisakhi": (INDIA, "Vaisakhi"), "vishu": (INDIA, "Vishu"),
    "guru nanak": (INDIA, "Guru Nanak's Birthday"), "ugadi": (INDIA, "Ugadi"),
    "karwa chauth": (INDIA, "Karaka Chaturthi (Karwa Chouth)"), "rath yatra": (INDIA, "Rath Yatra"),
    "chhath": (INDIA, "Pratihar Shashthi or Surya Shashthi (Chhath Puja)"),
    "buddha purnima": (INDIA, "Buddha Purnima"), "bihu": (INDIA, "Bahag Bihu"),
    "orthodox easter monday": ("GR", "Easter Monday"),
}  # fmt: skip
# These differ between countries; the traveller's own takes precedence.
OWN = frozenset({"thanksgiving", "independence day", "eid", "eid al-adha", "labor day"})
ESTIMATED = " (estimated)"
CATEGORIES = ("public", "optional")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday in one year: the day of arrival, or `first` to `last` if it is longer."""

    first: date
    last: date
    is_estimate: bool = False

    @property
    def is_one_day(self) -> bool:
        """Return whether it has a single day of arrival."""
        return self.first == self.last


def coming_holiday(key: str, today: date, region: str, year: int | None = None) -> Holiday | None:
    """Return the holiday in a year, or the next one; None if the library does not know it."""
    for one in [year] if year is not None else [today.year, today.year + 1]:
        found = holiday_of(key, one, region)
        if found is not None and (year is not None or found.last >= today):
            return found
    return None


def holiday_of(key: str, year: int, region: str) -> Holiday | None:
    """Return a holiday in a year; `key` is one of `domain.reading.words.calendar.HOLIDAYS`."""
    if key in FIXED:
        day = date(year, *FIXED[key])
        return Holiday(day, day)
    season = season_of(key, year)
    if season is not None:
        return Holiday(*season)
    if key in AROUND_EASTER:
        easter = _named("easter", year, region)
        first, last = (timedelta(days=one) for one in AROUND_EASTER[key])
        return easter and Holiday(easter.first + first, easter.first + last)
    if key == "orthodox easter":
        monday = _named("orthodox easter monday", year, region)
        return monday and Holiday(monday.first - timedelta(1), monday.first - timedelta(1))
    if key == "navratri":
        end = _named("dussehra", year, region)
        return end and Holiday(end.first - timedelta(days=9), end.first)
    return _named(key, year, region)


def weekend_of(key: str, holiday: Holiday) -> tuple[date, date] | None:
    """Return check-in and check-out for a holiday's weekend; None if they are unclear."""
    day = holiday.first
    if key in {"easter", "orthodox easter", "good friday"}:
        friday = day - timedelta(days=(day.weekday() - FRIDAY) % 7)
        return friday, friday + timedelta(days=3)
    if holiday.is_estimate or not holiday.is_one_day or day.weekday() in {1, 2}:
        return None
    if day.weekday() == THURSDAY:
        return day, day + timedelta(days=3)
    if day.weekday() == MONDAY:
        return day - timedelta(days=3), day
    friday = day - timedelta(days=day.weekday() - FRIDAY)
    return friday, friday + timedelta(days=2)


def _named(key: str, year: int, region: str) -> Holiday | None:
    if key not in NAMED:
        return None
    country, name = NAMED[key]
    countries = [region, country] if key in OWN else [country]
    for one in countries:
        for day, called in _calendar(one, year):
            if called.removesuffix(ESTIMATED) == name:
                return Holiday(day, day, called.endswith(ESTIMATED))
    return None


@lru_cache(maxsize=64)
def _calendar(country: str, year: int) -> tuple[tuple[date, str], ...]:
    return tuple(_days_of(country, year))


def _days_of(country: str, year: int) -> Iterator[tuple[date, str]]:
    for categories in (CATEGORIES, CATEGORIES[:1]):
        try:
            found = country_holidays(country, years=year, categories=categories, language="en_US")
        except (NotImplementedError, ValueError):
            continue
        for day, names in sorted(found.items()):
            for name in names.split("; "):
                yield day, name
        return
