"""Daily closes of one thing, and what they tell of it: pure, and free of any database.

A close is the last price of a UTC day, of the same room, meals, refund terms, seller and source
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

# A close this many times the last one, or less than one part in as many, must be seen twice.
JUMP = 2.0
# A step that is less is certainly none, however it was rounded.
SMOOTH = 1.999
# A fall that a thing's own past is asked for: this share, within so many days.
OWN_FALL, OWN_DAYS = 0.05, 7
# What is known beforehand of any thing: six falls in thirty, of which so many cases count here.
OWN_PRIOR, OWN_RATE = 6.0, 0.2
# Steps without a change that each run is taken to have had before it was seen.
STEADY = 5
FARTHEST = 1.0
MOST_RESTLESS = 0.2


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

        A day that is not later than the last is skipped, and so is an impossible price. A
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
        """Return what a forecast stands on, `lead` days before check-in; there must be a close.

        In order: log lead time, its square, place in the range, above the lowest, below the
        highest, change a day, share of days with a change, own rate of falls, already fell, and of
        the last week its rise, its fall and its change a day.
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
    """Return the run of the closes up to a day; nothing at or after check-in is in it."""
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
    """Say whether there are prices, all of them count, and none is a jump from the one before."""
    if not prices or not isfinite(sum(prices)) or min(prices) <= 0:
        return False
    steps = list(map(truediv, prices[1:], prices))
    return not steps or (min(steps) > 1 / SMOOTH and max(steps) < SMOOTH)


def _smooth_run(days: list[int], prices: list[float]) -> Run:
    """Return what adding the closes one by one would, in a few passes over all of them.

    Days rise, and prices are smooth.
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
        # Day by day, without a gap: the week after each is a row of as many closes.
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
