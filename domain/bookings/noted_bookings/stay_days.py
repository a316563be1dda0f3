"""Guesses at the arrival and departure dates in a confirmation."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from domain.bookings.noted_bookings import words
from domain.bookings.noted_bookings.guesses import Guess
from domain.bookings.noted_bookings.lines import Day, Line
from domain.bookings.noted_bookings.values import Days
from domain.reading.days import propose_days
from domain.reading.nights import propose_nights
from domain.reading.phrases import Phrases

CHECK_IN: Phrases[None] = Phrases([(words.CHECK_IN, None)])
CHECK_OUT: Phrases[None] = Phrases([(words.CHECK_OUT, None)])
DEADLINE_WORDS: Phrases[None] = Phrases(
    [(listed, None) for listed in (words.FREE, words.CHARGED_FROM, words.NOT_FREE)]
)
# "Later cancellations are charged one night" is not the length of the stay.
CHARGE_WORDS: Phrases[None] = Phrases([(words.INCURS, None), (words.CANCELS, None)])
# A label refers to a date in its own line, or in one of this many lines below.
LINES_BELOW = 3
LONGEST_STAY = 366
# "Rooms: 1  Nights: 3": the number stands behind its word.
_NIGHTS_COUNTED = re.compile(r"(?:nights|noches|ночей|रातें)\s*[:=]\s*(?P<count>\d{1,3})(?!\d)")
# Lines that may hold a range of dates are short.
LONGEST_RANGE = 200
LABELLED, RANGE, COUNTED, OTHER_ORDER, WRONG_NIGHTS = 0.0, 0.5, 0.2, 0.25, 0.8


def propose_stay_days(lines: Sequence[Line]) -> list[Guess[Days]]:
    """Return possible dates of the stay: labelled ones, a range, or a date with a number of
    nights.
    """
    arrivals, departures = _labelled(lines)
    nights = _nights(lines)
    found = [*_pairs(arrivals, departures)]
    if arrivals and not departures:
        found += [
            Guess(Days(day.on, day.on + timedelta(days=count)), COUNTED)
            for day in arrivals[:1]
            for count in nights[:1]
        ]
    found += _ranges(lines)
    return [_held_to(guess, nights) for guess in found]


def _labelled(lines: Sequence[Line]) -> tuple[list[Day], list[Day]]:
    """Return the dates after a label for arrival, and for departure, in order.

    Two consecutive labels are followed by their two dates in the same order. A label in a date's
    own line comes before one above it.
    """
    found: tuple[list[Day], list[Day]] = ([], [])
    waiting: list[tuple[int, int]] = []  # the label, and its line
    for line in lines:
        waiting = [one for one in waiting if line.number - one[1] <= LINES_BELOW]
        marks = [(start, 0) for start, _end in line.where(CHECK_IN)]
        marks += [(start, 1) for start, _end in line.where(CHECK_OUT)]
        if line.has(DEADLINE_WORDS) and not (marks and len(line.days) > 1):
            continue  # "cancel free of charge until 2 days before check-in"
        events = sorted(
            [(start, mark, None) for start, mark in marks]
            + [(day.start, -1, day) for day in line.days],
            key=lambda event: event[0],
        )
        for _at, mark, day in events:
            if day is None:
                waiting.append((mark, line.number))
            elif waiting:
                label = next((one for one in waiting if one[1] == line.number), waiting[0])
                waiting.remove(label)
                found[label[0]].append(day)
            elif found[0] and not found[1] and _follows(line, day):
                found[1].append(day)
    return found


def _follows(line: Line, day: Day) -> bool:
    """Return whether one date directly follows another in its line: "12 Dec 2026 - 15 Dec 2026"."""
    return any(
        other is day and day.start - one.end <= len("- sat ,") for one, other in pairwise(line.days)
    )


def _pairs(arrivals: Sequence[Day], departures: Sequence[Day]) -> Iterator[Guess[Days]]:
    for nth, first in enumerate(arrivals[:2]):
        for last in departures[:2]:
            for one, other, cost in _in_both_orders(first, last):
                yield Guess(Days(one, other), LABELLED + 0.4 * nth + cost)


def _in_both_orders(first: Day, last: Day) -> Iterator[tuple[date, date, float]]:
    """Yield a pair in its writer's day-month order, and in the other."""
    yield first.on, _after(first.on, last.on), 0.0
    if first.other and last.other:
        yield first.other, _after(first.other, last.other), OTHER_ORDER
    elif first.other:
        yield first.other, last.on, OTHER_ORDER
    elif last.other:
        yield first.on, last.other, OTHER_ORDER


def _after(first: date, last: date) -> date:
    """Return a departure after New Year where the year was left out."""
    if last < first and first - last > timedelta(days=LONGEST_STAY // 2):
        try:
            return last.replace(year=last.year + 1)
        except ValueError:
            return last
    return last


def _nights(lines: Sequence[Line]) -> list[int]:
    """Return the number of nights in the text."""
    told = []
    for line in lines:
        counted = _NIGHTS_COUNTED.search(line.levelled.text)
        if counted is not None:
            told.append(int(counted["count"]))
        elif len(line.text) <= LONGEST_RANGE and not line.has(CHARGE_WORDS):
            told += [
                one.meaning.count
                for one in propose_nights(line.text, line.calendar)
                if not one.meaning.is_bare and "night" in one.why
            ]
    return told


def _ranges(lines: Sequence[Line]) -> Iterator[Guess[Days]]:
    """Yield date ranges: "12–15 Dec 2026", "с 12 по 15 декабря"."""
    for line in lines:
        if len(line.text) > LONGEST_RANGE or not line.days:
            continue
        ranges = [
            (one.cost, one.meaning)
            for one in propose_days(_without_deadline(line), line.calendar)
            if one.meaning.check_in and one.meaning.check_out and one.why == "a range"
        ]
        for cost, days in ranges[:1]:
            if days.check_in is not None:
                yield Guess(Days(days.check_in, days.check_out), RANGE + cost)


def _without_deadline(line: Line) -> str:
    """Return a line up to where it starts on cancellation."""
    first = next(line.where(DEADLINE_WORDS), None)
    if first is None:
        return line.text
    return line.text[: line.levelled.at[line.pieces[first[0]].start]]


def _held_to(guess: Guess[Days], nights: Sequence[int]) -> Guess[Days]:
    """Return a guess, at a higher cost if it is not a valid stay or contradicts the number of
    nights.
    """
    first, last = guess.meaning.first, guess.meaning.last
    stay = 0 if last is None else (last - first).days
    if not 0 < stay <= LONGEST_STAY:
        return Guess(guess.meaning, guess.cost + 9)
    if nights and stay not in nights:
        return Guess(guess.meaning, guess.cost + WRONG_NIGHTS)
    return guess
