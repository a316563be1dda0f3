"""Outcomes of past prices: whether they fell within days. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from domain.prices.closes import History, counted

# A fall of at least this many percent within this many days.
Question = tuple[float, int]
# The upper ends of the lead-time buckets, in days before check-in.
LEAD_TIMES = (7, 14, 30, 60, 120)


class Outcome(NamedTuple):
    """One past day of one thing: what was known then, and which falls followed."""

    source: str
    kind: str
    day: int
    bucket: int
    features: list[float]
    fell: tuple[bool, ...]


def bucket_of(lead: int) -> int:
    """Return the bucket of a lead time in days."""
    return bisect_left(LEAD_TIMES, lead)


def outcomes_of(
    past: Iterable[History], questions: Sequence[Question], as_of: date, after: date = date.min
) -> Iterator[Outcome]:
    """Yield the outcomes known on a day: those whose longest window was over.

    The answers to all questions are about the same days, so that they are consistent. A window ends
    before check-in. A day without later observations has no outcome. Only days later than `after`
    are included.
    """
    longest, today = max(days for _, days in questions), as_of.toordinal()
    first = after.toordinal() + 1
    for source, kind, check_in, closes in past:
        arrival = check_in.toordinal()
        seen: list[tuple[int, float]] = []
        known: list[list[float]] = []
        for day, price, run in counted(closes, min(today, arrival - 1)):
            if day >= first:
                seen.append((day, price))
                known.append(run.features(arrival - day))
        for at, (day, price) in enumerate(seen):
            if day + longest > today:
                break
            later = [pair for pair in seen[at + 1 : at + 1 + longest] if pair[0] <= day + longest]
            if later:
                fell = tuple(_fell(price, day, later, question) for question in questions)
                yield Outcome(source, kind, day, bucket_of(arrival - day), known[at], fell)


def _fell(price: float, day: int, later: Sequence[tuple[int, float]], question: Question) -> bool:
    percent, days = question
    line = price * (1 - percent / 100)
    return any(one <= line for then, one in later if then <= day + days)
