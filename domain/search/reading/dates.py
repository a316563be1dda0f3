"""Dates in a traveller's words."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import DateNotUnderstood, StayRefused
from domain.search.reading.words import (
    MONTHS,
    NEAR_DAYS,
    NEXT,
    NIGHTS,
    NUMBERS,
    THIS,
    TO,
    WEEKDAYS,
    WEEKEND,
)

FRIDAY = 4
WEEK = 7
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was read: an end is None where it was not said. `rest` is the text without it."""

    check_in: date | None
    check_out: date | None
    nights: int | None
    problem: StayRefused | None
    rest: str


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


MONTH = f"(?:{_alternatives(MONTHS)})"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s*(20\d\d))?"
B, E = r"(?<![^\W])", r"(?!\w)"
NUMBER = rf"(\d+|{_alternatives(NUMBERS)})"

Dates = tuple[date | None, date | None]
Reader = Callable[[re.Match[str], date], Dates]


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _on(day: int, month: int, year: str | None, today: date) -> date:
    """Return the date; without a year, its next occurrence. ValueError when there is none."""
    if year is not None:
        whole = int(year)
        return date(whole if whole >= CENTURY else whole + CENTURY, month, day)
    this_year = date(today.year, month, min(day, calendar.monthrange(today.year, month)[1]))
    following = today.year if this_year >= today else today.year + 1
    return date(following, month, day)


def _after(day: int, month: int, year: str | None, start: date) -> date:
    """Return the end of a stay that begins at `start`; without a year it may cross New Year."""
    if year is not None:
        return _on(day, month, year, start)
    wraps = month < start.month
    return date(start.year + (1 if wraps else 0), month, day)


def _iso(match: re.Match[str], _today: date) -> Dates:
    return date.fromisoformat(match[1]), date.fromisoformat(match[2]) if match[2] else None


def _days_of_month(match: re.Match[str], today: date) -> Dates:
    """Read "12-15 dec". The range as a whole lies ahead: on the 13th, this very one."""
    first, last, month, year = _day(match[1]), _day(match[2]), MONTHS[match[3]], match[4]
    check_in = _on(first, month, year, today)
    return check_in, date(check_in.year, month, last)


def _month_of_days(match: re.Match[str], today: date) -> Dates:
    first, last, month, year = _day(match[2]), _day(match[3]), MONTHS[match[1]], match[4]
    check_in = _on(first, month, year, today)
    return check_in, date(check_in.year, month, last)


def _day_months(match: re.Match[str], today: date) -> Dates:
    check_in = _on(_day(match[1]), MONTHS[match[2]], match[3] or match[6], today)
    if match[3] is None and match[6] is not None and MONTHS[match[2]] > MONTHS[match[5]]:
        check_in = check_in.replace(year=check_in.year - 1)
    return check_in, _after(_day(match[4]), MONTHS[match[5]], match[6], check_in)


def _month_days(match: re.Match[str], today: date) -> Dates:
    check_in = _on(_day(match[2]), MONTHS[match[1]], None, today)
    return check_in, _after(_day(match[4]), MONTHS[match[3]], None, check_in)


def _slashes(match: re.Match[str], today: date) -> Dates:
    check_in = _on(int(match[1]), int(match[2]), match[3], today)
    return check_in, _after(int(match[4]), int(match[5]), match[6], check_in)


def _slash(match: re.Match[str], today: date) -> Dates:
    return _on(int(match[1]), int(match[2]), match[3], today), None


def _day_month(match: re.Match[str], today: date) -> Dates:
    return _on(_day(match[1]), MONTHS[match[2]], match[3], today), None


def _month_day(match: re.Match[str], today: date) -> Dates:
    return _on(_day(match[2]), MONTHS[match[1]], match[3], today), None


def _weekend(match: re.Match[str], today: date) -> Dates:
    """Read a weekend as Friday to Sunday; "next" skips the coming one."""
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % WEEK)
    if today.weekday() > FRIDAY:
        friday = today - timedelta(days=today.weekday() - FRIDAY)
    if match[1] and re.fullmatch(NEXT, match[1]):
        friday += timedelta(days=WEEK)
    elif friday < today:
        friday = today
    sunday = friday + timedelta(days=(6 - friday.weekday()) % WEEK or 1)
    return friday, sunday


def _weekday(match: re.Match[str], today: date) -> Dates:
    """Read a weekday as the next day of that name, never today."""
    ahead = (WEEKDAYS[match[2]] - today.weekday()) % WEEK or WEEK
    return today + timedelta(days=ahead), None


def _near(match: re.Match[str], today: date) -> Dates:
    return today + timedelta(days=NEAR_DAYS[match[1]]), None


SLASH = r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{2}(?:\d\d)?))?"
# The longest forms first: a shorter one would take a part of theirs.
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{B}(\d{{4}}-\d\d-\d\d)(?:\s*(?:{TO})?\s*(\d{{4}}-\d\d-\d\d))?{E}", _iso),
        (rf"{B}({DAY})\s*({MONTH}){YEAR}\s*(?:{TO})\s*({DAY})\s*({MONTH}){YEAR}{E}", _day_months),
        (rf"{B}({DAY})\s*(?:{TO})\s*({DAY})\s+({MONTH}){YEAR}{E}", _days_of_month),
        (rf"{B}({MONTH})\s*({DAY})\s*(?:{TO})\s*({MONTH})\s*({DAY}){E}", _month_days),
        (rf"{B}({MONTH})\s*({DAY})\s*(?:{TO})\s*({DAY}){YEAR}{E}", _month_of_days),
        (rf"{B}{SLASH}\s*(?:{TO})\s*{SLASH}{E}", _slashes),
        (rf"{B}({DAY})\s*({MONTH}){YEAR}{E}", _day_month),
        (rf"{B}({MONTH})\s*({DAY}){YEAR}{E}", _month_day),
        (rf"{B}{SLASH}{E}", _slash),
        (rf"{B}({THIS}|{NEXT})?\s*(?:the\s+)?(?:{WEEKEND}){E}", _weekend),
        (rf"{B}({_alternatives(NEAR_DAYS)}){E}", _near),
        (rf"{B}({THIS}|{NEXT})?\s*({_alternatives(WEEKDAYS)}){E}", _weekday),
    )
)
NIGHTS_PATTERN = re.compile(rf"{B}{NUMBER}\s*(?:{NIGHTS}){E}")


def read_nights(text: str) -> tuple[int | None, str]:
    """Return how many nights are said, and the text without them."""
    match = NIGHTS_PATTERN.search(text)
    if match is None:
        return None, text
    return _number(match[1]), _without(text, match)


def read_dates(text: str, today: date) -> DateReading:
    """Read the dates of a stay from `text` (lower case).

    `check_out` comes from the dates themselves, or from a number of nights. A date that does not
    exist (31 February) is a problem; whether a stay can be booked is `domain.stay`'s affair.
    """
    nights, rest = read_nights(text)
    for pattern, reader in PATTERNS:
        match = pattern.search(rest)
        if match is None:
            continue
        left = _without(rest, match)
        try:
            check_in, check_out = reader(match, today)
        except (ValueError, OverflowError):
            return DateReading(None, None, nights, DateNotUnderstood(match[0].strip()), left)
        if check_out is None and check_in is not None and nights:
            check_out = check_in + timedelta(days=nights)
        return DateReading(check_in, check_out, nights, None, left)
    return DateReading(None, None, nights, None, rest)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
