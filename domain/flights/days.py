"""A flight's days, out and back, as given in a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import Refusal
from domain.flights.values import FlightDraft
from domain.reading.contradictions import against_days
from domain.reading.decision import Cover
from domain.reading.errors import DateNotUnderstood
from domain.reading.meanings import Flown, Nights, StayDays

# Words for the outbound flight, which say nothing about a return.
THERE = frozenset({"туда", "ida", "de ida", "there", "jana", "जाना"})


@dataclass(frozen=True, slots=True)
class FlightDays:
    """A flight's days; `is_one_way` is None if the line does not mention a return."""

    outbound: date | None = None
    inbound: date | None = None
    is_one_way: bool | None = None
    problem: Refusal | None = None


def days_of(cover: Cover, known: FlightDraft | None = None) -> FlightDays:
    """Return the days out and back: a range, two days, a day and nights, or a day after "return".

    For a known flight, a day after "return" changes only the return.
    """
    problem: Refusal | None = next((o.problem for o in cover.all(StayDays) if o.problem), None)
    if problem is None and (against := against_days(cover)) is not None:
        problem = DateNotUnderstood(against)
    flown = [one for one in cover.all(Flown) if one.is_return is not None]
    one_way = any(one.is_return is False for one in flown)
    says_return = any(one.is_return for one in flown)
    out, back = _split(cover)
    if not out and back and not (known is not None and known.outbound is not None):
        out, back = back[:1], back[1:]
    outbound, inbound = _day(out, 0), _day(out, 1)
    inbound = _day(back, -1) or inbound
    nights: Nights | None = cover.first(Nights)
    first = outbound or (known.outbound if known else None)
    if inbound is None and nights is not None and first is not None:
        inbound = first + timedelta(days=nights.count)
    if inbound is not None and one_way and cover.typed(Flown).lower() in THERE:
        one_way = False  # "туда 14.01, обратно 21.01"
    is_one_way = True if one_way else False if says_return or inbound else None
    return FlightDays(outbound, None if one_way else inbound, is_one_way, problem)


def _split(cover: Cover) -> tuple[list[date], list[date]]:
    """Return the days before and after the word for the return.

    "Return" before all days says that there is a return, not on which day.
    """
    before: list[date] = []
    after: list[date] = []
    seen_return = False
    for one in cover.chosen:
        match one.meaning:
            case Flown(is_return=True):
                seen_return = True
            case StayDays(check_in, check_out, _, None):
                days = [day for day in (check_in, check_out) if day is not None]
                (after if seen_return else before).extend(days)
    if not before and len(after) > 1:
        return after, []
    return before, after


def _day(days: Sequence[date], at: int) -> date | None:
    return days[at] if -len(days) <= at < len(days) else None


def days_too_many(cover: Cover, draft: FlightDraft) -> tuple[int, ...]:
    """Return the positions of days that are neither the outbound day nor the return."""
    flown = {draft.outbound, draft.inbound}
    days = (one for one in cover.chosen if isinstance(one.meaning, StayDays))
    return tuple(
        one.start
        for one in days
        if not one.meaning.problem and not {one.meaning.check_in, one.meaning.check_out} & flown
    )
