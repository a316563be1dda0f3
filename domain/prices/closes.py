"""Daily closes of one thing, and what they tell of it: pure, and free of any database.

A close is the last price of a UTC day, of the same room, meals, refund terms, seller and source
throughout. Prices are plain floats here: they are compared, never paid.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from math import log, log1p, sqrt
from typing import NamedTuple

Close = tuple[date, float]

# A close this many times the last one, or less than one part in as many, must be seen twice.
JUMP = 2.0
# A fall that a thing's own past is asked for: this share, within so many days.
OWN_FALL, OWN_DAYS = 0.05, 7
# What is known beforehand of any thing: six falls in thirty, of which so many cases count here.
OWN_PRIOR, OWN_RATE = 6.0, 0.2
# Steps without a change that each run is taken to have had before it was seen.
STEADY = 5
FARTHEST = 1.0
MOST_RESTLESS = 0.2

FEATURES = (
    "log lead time", "its square", "place in the range", "above the lowest", "below the highest",
    "change a day", "share of days with a change", "own rate of falls", "already fell",
    "rise in a week", "fall in a week", "change a day in a week",
)  # fmt: skip


class History(NamedTuple):
    """The closes of one thing: `(source, kind, check_in, closes)`; a plain tuple will do.

    `source` is who quotes it, `kind` is "hotel", "flight" or "package", and `closes` are pairs
    `(day, price)`, oldest first, at most one a day; gaps are allowed.
    """

    source: str
    kind: str
    check_in: date
    closes: Iterable[Close]


class Run:
    """What is known of one thing so far: of a fixed size, and kept by adding a close a day."""

    __slots__ = (
        "changes", "count", "day", "days", "doubted", "fell", "high", "judged", "low", "moved",
        "price", "prices",
    )  # fmt: skip

    def __init__(self) -> None:
        self.count = self.changes = self.fell = self.judged = self.day = 0
        self.price = self.low = self.high = self.moved = 0.0
        # The last week's closes, by ordinal day; their outcomes are still open.
        self.days: list[int] = []
        self.prices: list[float] = []
        self.doubted: float | None = None

    def add(self, day: int, price: float) -> bool:
        """Take the close of a day (its ordinal); say whether it counts.

        A day that is not later than the last is passed over, and so is a price that is none. A
        jump counts once a second close agrees with it.
        """
        last = self.price
        if day <= self.day or not price > 0 or price == float("inf"):
            return False
        if self.count and not last / JUMP < price < last * JUMP:
            doubted, self.doubted = self.doubted, price
            if doubted is None or not doubted / JUMP < price < doubted * JUMP:
                return False
        self.doubted = None
        if self.count:
            if price != last:
                self.changes += 1
                self.moved += abs(log(price / last)) / (day - self.day)
            self._judge(day, price)
            if price < self.low:
                self.low = price
            elif price > self.high:
                self.high = price
        else:
            self.low = self.high = price
        self.count += 1
        self.day, self.price = day, price
        self.days.append(day)
        self.prices.append(price)
        return True

    def _judge(self, day: int, price: float) -> None:
        """Note the outcomes of what is a week old now."""
        days, prices = self.days, self.prices
        while days and days[0] + OWN_DAYS <= day:
            end, before = days.pop(0) + OWN_DAYS, prices.pop(0)
            within = len(days) if day == end else bisect_right(days, end)
            lowest = min(prices[:within], default=price)
            if day == end and price < lowest:
                lowest = price
            if within or day == end:
                self.judged += 1
                self.fell += lowest <= before * (1 - OWN_FALL)

    def features(self, lead: int) -> list[float]:
        """Return what `FEATURES` names, `lead` days before check-in. There must be a close."""
        price, low, high, steps = self.price, self.low, self.high, self.count - 1
        far = log1p(lead)
        above = log(price / low)
        week = self.prices[bisect_right(self.days, self.day - OWN_DAYS) :]
        moved = sum(abs(log(after / before)) for before, after in pairwise(week) if before != after)
        return [
            far,
            far * far,
            (price - low) / (high - low) if high > low else 0.5,
            min(above, FARTHEST),
            sqrt(min(log(high / price), FARTHEST)),
            sqrt(min(self.moved / (steps + STEADY), MOST_RESTLESS)),
            self.changes / steps if steps else 0.0,
            (self.fell + OWN_PRIOR * OWN_RATE) / (self.judged + OWN_PRIOR),
            1.0 if above >= -log(1 - OWN_FALL) else 0.0,
            sqrt(min(log(price / min(week)), FARTHEST / 2)),
            sqrt(min(log(max(week) / price), FARTHEST / 2)),
            sqrt(min(moved / max(len(week) - 1, 1), MOST_RESTLESS)),
        ]


def run_of(closes: Iterable[Close], as_of: date, check_in: date) -> Run:
    """Return the run of the closes up to a day; nothing at or after check-in is in it."""
    run, last = Run(), min(as_of.toordinal(), check_in.toordinal() - 1)
    for day, price in closes:
        ordinal = day.toordinal()
        if ordinal > last:
            break
        run.add(ordinal, float(price))
    return run


def counted(closes: Iterable[Close], last: int) -> Iterator[tuple[int, float, Run]]:
    """Yield each close up to a day (its ordinal) that counts, with the run as it was then.

    The run is one and the same object, grown from close to close.
    """
    run = Run()
    for day, price in closes:
        ordinal = day.toordinal()
        if ordinal > last:
            return
        if run.add(ordinal, float(price)):
            yield ordinal, float(price), run
