"""Guesses at the free-cancellation deadline in a confirmation."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta

from domain.bookings.noted_bookings import words
from domain.bookings.noted_bookings.guesses import Guess
from domain.bookings.noted_bookings.lines import Day, Line
from domain.bookings.noted_bookings.stay_days import CHECK_IN, CHECK_OUT
from domain.bookings.noted_bookings.values import FreeUntil
from domain.reading.phrases import Phrases

FREE: Phrases[None] = Phrases([(words.FREE, None)])
CHARGED_FROM: Phrases[None] = Phrases([(words.CHARGED_FROM, None)])
NOT_FREE: Phrases[None] = Phrases([(words.NOT_FREE, None)])
BEFORE: Phrases[None] = Phrases([(words.BEFORE, None)])
ARRIVALS: Phrases[None] = Phrases([(words.ARRIVALS, None)])
AHEAD: Phrases[None] = Phrases([(words.AHEAD_OF_STAY, None)])
LABELLED, BELOW, BY_CHARGE, RELATIVE, NEVER = 0.0, 0.2, 0.4, 0.5, 0.3
_SPAN = re.compile(
    r"(?P<count>\d{1,3})\s*(?P<unit>hours?|hrs?|h|horas?|час\w*|ч|घंटे|घंटों|"
    r"days?|dias?|дн\w*|день|сут\w*|दिन\w*)(?![^\W\d_])"
)
_HOURS = ("h", "ч", "घं")
INCURS: Phrases[None] = Phrases([(words.INCURS, None)])
FARTHEST = timedelta(days=120)
NEVER_FREE = FreeUntil(None)


def propose_deadlines(lines: Sequence[Line], arrival: date | None) -> list[Guess[FreeUntil]]:
    """Return possible last free moments. `arrival` is what "2 days before" counts from."""
    found: list[Guess[FreeUntil]] = []
    waiting: Line | None = None
    for line in lines:
        here = [*_in_line(line, arrival)]
        if not here and waiting is not None and line.days and not _is_of_stay(line):
            day = line.days[0]
            here = [Guess(_moment(line, day, 0, is_before=False), BELOW)]
        found += here
        waiting = line if line.has(FREE) and not here else None
    if not found and any(line.has(NOT_FREE) for line in lines):
        found.append(Guess(NEVER_FREE, NEVER))
    # The same day repeated with a time is not another day.
    timed = {guess.meaning.day for guess in found if guess.meaning.at is not None}
    return [
        guess for guess in found if guess.meaning.at is not None or guess.meaning.day not in timed
    ]


def _is_of_stay(line: Line) -> bool:
    return line.has(CHECK_IN) or line.has(CHECK_OUT)


def _in_line(line: Line, arrival: date | None) -> Iterator[Guess[FreeUntil]]:
    free, charged = next(line.where(FREE), None), next(line.where(CHARGED_FROM), None)
    if free is not None:
        yield from _free_in(line, free, arrival)
    elif charged is not None:
        behind = [day for day in line.days if day.start >= charged[1]]
        for day in behind[:1]:
            yield Guess(_moment(line, day, charged[1], is_before=True), BY_CHARGE)
    elif arrival is not None and line.has(INCURS) and (span := _span_ahead(line)) is not None:
        yield Guess(FreeUntil(arrival - span, time(0)), RELATIVE)


def _free_in(line: Line, free: tuple[int, int], arrival: date | None) -> Iterator[Guess[FreeUntil]]:
    """Yield the date after the label, else the one before it: "до 10 декабря отмена бесплатна"."""
    behind = [day for day in line.days if day.start >= free[1]]
    before = [day for day in line.days if day.end <= free[0] and not _is_of_stay(line)]
    if behind:
        day = behind[0]
        yield Guess(_moment(line, day, free[1], is_before=_is_before(line, free[0], day)), LABELLED)
    elif before:
        yield Guess(_moment(line, before[-1], 0, is_before=_is_before(line, 0, before[-1])), BELOW)
    elif arrival is not None and (span := _span_ahead(line)) is not None:
        moment = arrival - span
        yield Guess(FreeUntil(moment, time(0)), RELATIVE)


def _span_ahead(line: Line) -> timedelta | None:
    """Return how long before arrival it ends: "up to 48 hours before check-in", rounded up to
    days.
    """
    found = _SPAN.search(line.levelled.text)
    if found is None or not line.has(ARRIVALS) or not line.has(AHEAD):
        return None
    count = int(found["count"])
    is_hours = found["unit"].startswith(_HOURS)
    days = -(-count // 24) if is_hours else count
    span = timedelta(days=days)
    return span if timedelta(0) < span <= FARTHEST else None


def _is_before(line: Line, since: int, day: Day) -> bool:
    """Return whether "before" precedes the date, or "से पहले" follows it."""
    lead = any(since <= start < day.start for start, _end in line.where(BEFORE))
    return lead or BEFORE.after(line.pieces, day.end) is not None


def _moment(line: Line, day: Day, since: int, *, is_before: bool) -> FreeUntil:
    """Return a last moment, with its time if one is given; "before" a date means its start."""
    at = line.clock_beside(day, since)
    if at is None and is_before:
        at = time(0)
    return FreeUntil(day.on, at)
