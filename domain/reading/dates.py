"""The dates in a text that contains nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.reading.day_pieces import Calendar
from domain.reading.days import propose_days
from domain.reading.meanings import Nights, StayDays
from domain.reading.nights import propose_nights
from domain.reading.proposals import Proposal
from domain.stay_errors import StayRefused

# A proposal that costs more is not a day at all.
FARTHEST = 1.9
# The discount per character: of two close readings, the longer one wins.
A_CHARACTER = 0.02


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was read; an end that was not given is None."""

    check_in: date | None
    check_out: date | None
    nights: int | None
    problem: StayRefused | None


def read_dates(text: str, calendar: Calendar) -> DateReading:
    """Read the dates of a stay.

    `check_out` comes from the dates themselves or from a number of nights. Dates that are over,
    left open or nonexistent are a problem; whether a stay can be booked is `domain.stay`'s concern.
    """
    best = _best(propose_days(text, calendar))
    nights = _nights(propose_nights(text, calendar), best)
    count = nights.meaning.count if nights else None
    if best is None:
        return DateReading(None, None, count, None)
    days = best.meaning
    if days.problem is not None:
        return DateReading(None, None, count, days.problem)
    check_out = days.check_out
    if days.is_tonight and count is None:
        count = 1
    if check_out is None and days.check_in is not None and count:
        check_out = days.check_in + timedelta(days=count)
    return DateReading(days.check_in, check_out, count, None)


def _best(proposals: list[Proposal[StayDays]]) -> Proposal[StayDays] | None:
    near = [one for one in proposals if one.cost <= FARTHEST]
    return min(near, key=lambda one: one.cost - A_CHARACTER * (one.end - one.start), default=None)


def _nights(
    proposals: list[Proposal[Nights]], days: Proposal[StayDays] | None
) -> Proposal[Nights] | None:
    told = [one for one in proposals if not one.meaning.is_bare]
    apart = [one for one in told if days is None or not days.overlaps(one)]
    return min(apart, key=lambda one: one.cost - A_CHARACTER * (one.end - one.start), default=None)
