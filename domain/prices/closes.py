"""Daily closes of one thing, and features derived from them: pure, without a database.

A close is the last price of a UTC day, for the same room, meals, refund terms, seller and source
throughout. Prices are plain floats here: they are compared, never paid.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import isfinite, log, log1p, sqrt
from operator import le, lt, ne, sub, truediv
from typing import NamedTuple

Close = tuple[date, float]

# A close at this multiple of the previous one, or at its inverse, must be seen twice.
JUMP = 2.0
# A smaller step is rounding.
SMOOTH = 1.999
# The fall that is looked for in a thing's own past: this share, within this many days.
OWN_FALL, OWN_DAYS = 0.05, 7
# Prior knowledge about any thing: six falls in thirty, weighted as this many cases.
OWN_PRIOR, OWN_RATE = 6.0, 0.2
# Unchanged steps that every run is assumed to have had before it was observed.
STEADY = 5
FARTHEST = 1.0
MOST_RESTLESS = 0.2


class History(NamedTuple):
    """The closes of one thing: `(source, kind, check_in, closes)`; a plain tuple works too.

    `source` is who quotes it, `kind` is "hotel", "flight" or "package", and `closes` are pairs
    `(day, price)`, oldest first, at most one a day; gaps are allowed.
    """

    source: str
    kind: str
    check_in: date
    closes: Iterable[Close]


class Run:
    """A constant-size summary of one thing's closes, updated with a close a day."""

    __slots__ = (
        "changes", "count", "day", "days", "doubted", "fell", "high", "judged", "low", "moved",
        "price", "prices",
    )  # fmt: skip

    def __init__(self) -> None:
        self.count = self.changes = self.fell = self.judged = self.day = 0
        self.price = self.low = self.high = self.moved = 0.0
        # The last week's closes, by ordinal day, whose outcomes are still open.
        self.days: list[int] = []
        self.prices: list[float] = []
        self.doubted: float | None = None

    def add(self, day: int, price: float) -> bool:
        """Add a day's close (the day as an ordinal); return whether it counts.

        A day that is not later than the last is skipped, and so is an impossible price. A jump
        counts once a second close confirms it.
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
        """Record the outcomes of what is now a week old."""
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
        """Return the features of a forecast `lead` days before check-in; needs at least one close.

        In order: log lead time, its square, position in the range, distance above the lowest and
        below the highest, mean daily change, share of days with a change, own rate of falls,
        already fallen, and for the last week its rise, its fall and its daily change.
        """
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
    """Return the run of the closes up to a day; closes at or after check-in are ignored."""
    known, last = list(closes), min(as_of.toordinal(), check_in.toordinal() - 1)
    days = [day.toordinal() for day, _ in known]
    if all(map(lt, days, days[1:])):
        until = bisect_right(days, last)
        prices = [float(price) for _, price in known[:until]]
        if _are_smooth(prices):
            return _smooth_run(days[:until], prices)
    run = Run()
    for ordinal, (_, price) in zip(days, known, strict=True):
        if ordinal > last:
            break
        run.add(ordinal, float(price))
    return run


def _are_smooth(prices: Sequence[float]) -> bool:
    """Return whether there are prices, all of them count, and none jumps from the one before."""
    if not prices or not isfinite(sum(prices)) or min(prices) <= 0:
        return False
    steps = list(map(truediv, prices[1:], prices))
    return not steps or (min(steps) > 1 / SMOOTH and max(steps) < SMOOTH)


def _smooth_run(days: list[int], prices: list[float]) -> Run:
    """Return the same run as adding the closes one by one, in a few passes over all of them.

    Requires ascending days and smooth prices.
    """
    run, later = Run(), prices[1:]
    run.count, run.day, run.price = len(days), days[-1], prices[-1]
    run.low, run.high = min(prices), max(prices)
    run.changes = sum(map(ne, later, prices))
    moves = map(abs, map(log, map(truediv, later, prices)))
    run.moved = sum(map(truediv, moves, map(sub, days[1:], days)))
    over = bisect_right(days, run.day - OWN_DAYS)
    run.days, run.prices = days[over:], prices[over:]
    if days[-1] - days[0] == len(days) - 1:
        # Consecutive days: the week after each is a row of as many closes.
        weeks = (prices[after : after + over] for after in range(1, OWN_DAYS + 1))
        lowest = list(map(min, *weeks))
        before = prices[:over]
    else:
        ends = [bisect_right(days, day + OWN_DAYS) for day in days[:over]]
        seen = [(at, end) for at, end in enumerate(ends) if end > at + 1]
        lowest = [min(prices[at + 1 : end]) for at, end in seen]
        before = [prices[at] for at, _ in seen]
    run.judged = len(before)
    run.fell = sum(map(le, lowest, [price * (1 - OWN_FALL) for price in before]))
    return run


def counted(closes: Iterable[Close], last: int) -> Iterator[tuple[int, float, Run]]:
    """Yield each close up to a day (an ordinal) that counts, with the run at that time.

    It is always the same run object, growing from close to close.
    """
    run = Run()
    for day, price in closes:
        ordinal = day.toordinal()
        if ordinal > last:
            return
        if run.add(ordinal, float(price)):
            yield ordinal, float(price), run
