"""The dates of a sentence, for readers that take their words away one after the other."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.reading.days import propose_days
from domain.reading.meanings import Nights, StayDays
from domain.reading.nights import propose_nights
from domain.reading.points import Calendar
from domain.reading.proposals import Proposal
from domain.reading.tokens import Reading
from domain.stay_errors import StayRefused

# What is more far-fetched is not a day at all.
FARTHEST = 1.9
# What a character more is worth: of two readings the one that takes more words.
A_CHARACTER = 0.02


@dataclass(frozen=True, slots=True)
class DateReading:
    """What was read: an end is None where it was not said. `rest` is what is left to read."""

    check_in: date | None
    check_out: date | None
    nights: int | None
    problem: StayRefused | None
    rest: Reading


def read_dates(reading: Reading, calendar: Calendar) -> DateReading:
    """Read the dates of a stay.

    `check_out` comes from the dates themselves, or from a number of nights. What is over, or leaves
    its days open, or is in no calendar, is a problem; whether a stay can be booked is
    `domain.stay`'s affair.
    """
    left = reading.left
    best = _best(propose_days(left, calendar))
    nights = _nights(propose_nights(left, calendar), best)
    spans = [(one.start, one.end) for one in (best, nights) if one is not None]
    rest = reading.without_characters(*spans)
    count = nights.meaning.count if nights else None
    if best is None:
        return DateReading(None, None, count, None, rest)
    days = best.meaning
    if days.problem is not None:
        return DateReading(None, None, count, days.problem, rest)
    check_out = days.check_out
    if days.is_tonight and count is None:
        count = 1
    if check_out is None and days.check_in is not None and count:
        check_out = days.check_in + timedelta(days=count)
    return DateReading(days.check_in, check_out, count, None, rest)


def _best(proposals: list[Proposal[StayDays]]) -> Proposal[StayDays] | None:
    near = [one for one in proposals if one.cost <= FARTHEST]
    return min(near, key=lambda one: one.cost - A_CHARACTER * (one.end - one.start), default=None)


def _nights(
    proposals: list[Proposal[Nights]], days: Proposal[StayDays] | None
) -> Proposal[Nights] | None:
    told = [one for one in proposals if not one.meaning.is_bare]
    apart = [one for one in told if days is None or not days.overlaps(one)]
    return min(apart, key=lambda one: one.cost - A_CHARACTER * (one.end - one.start), default=None)
