"""Where the labels of a chart stand: round numbers upwards, whole days, hours or minutes along."""

from datetime import datetime, timedelta
from decimal import ROUND_CEILING, Decimal
from math import floor, log10

ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MINUTES = (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720)
DAYS = (1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 91, 182, 365)
MOST_LABELS = 5
ONE_DAY = timedelta(days=1)


def round_steps(low: Decimal, high: Decimal, most: int = MOST_LABELS) -> list[Decimal]:
    """Return round numbers from `low` to `high`, both apart, at most `most` and evenly spaced."""
    rough = (high - low) / (most - 1)
    size = Decimal(10) ** floor(log10(rough))
    step = next(size * one for one in ROUND if size * one >= rough)
    first = (low / step).to_integral_value(ROUND_CEILING) * step
    return [first + step * n for n in range(most) if first + step * n <= high]


def time_steps(first: datetime, last: datetime, most: int = MOST_LABELS) -> list[datetime]:
    """Return midnights (within two days hours or minutes) from `first` to `last`, evenly spaced.

    Both are in one zone, whose clock counts.
    """
    span = last - first
    if span <= 2 * ONE_DAY:
        minutes = next(m for m in MINUTES if span / timedelta(minutes=m) <= most)
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = (first.hour * 60 + first.minute) // minutes
        steps = [midnight + timedelta(minutes=minutes * (passed + n)) for n in range(most + 2)]
    else:
        days = next((d for d in DAYS if span / (ONE_DAY * d) <= most), span.days // most + 1)
        start = last.replace(hour=0, minute=0, second=0, microsecond=0)
        steps = [start - ONE_DAY * days * n for n in range(2 * most, -1, -1)]
    return [step for step in steps if first <= step <= last]
