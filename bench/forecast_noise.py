"""By how much a forecaster who is exactly right would seem to err, on outcomes like these.

Few weeks are few pieces of news: what falls together makes any forecaster look wrong. So outcomes
are drawn from the forecasts themselves, which are exactly right then, and fall together as the
real ones did: those of a thing's week, and those of a source's week. (A Gaussian copula; how much
they share is estimated from what is left once each source's tenths are put right, by the first
term of the tetrachoric series.)
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import sqrt
from random import Random
from statistics import NormalDist, fmean, quantiles
from typing import NamedTuple

from domain.prices.calibration import TENTHS, Judged, by_week

ROUNDS = 200
NORMAL = NormalDist()
SURE = 0.001
# A thing's days overlap nearly whole.
MOST_SHARED = 0.95
# As many heaps of equal size hold the forecasts in order.
HEAPS = 10


class Shared(NamedTuple):
    """How much of what decides an outcome a source's week shares, and a thing's week in all."""

    week: float
    thing: float


class Error(NamedTuple):
    """A calibration error: by tenths, and by heaps of equal size with the noise taken off.

    `perfect` is what one who is exactly right would show by tenths on average, `at_worst` what
    they would exceed in one of twenty such records.
    """

    by_tenths: float
    without_noise: float
    perfect: float
    at_worst: float


def thing_week(one: Judged) -> Hashable:
    """Cluster by the thing's week."""
    return one.source, one.thing, one.week


def shared_of(judged: Iterable[Judged]) -> Shared:
    """Return how much outcomes fall together, beyond what their source's tenths tell."""
    heaps: dict[Hashable, list[Judged]] = defaultdict(list)
    for one in judged:
        heaps[one.source, int(one.probability * TENTHS)].append(one)
    pieces = []
    for heap in heaps.values():
        rate = min(max(fmean(one.fell for one in heap), SURE), 1 - SURE)
        density = NORMAL.pdf(NORMAL.inv_cdf(rate))
        pieces += [(one, one.fell - rate, density) for one in heap]
    by_weeks, by_things = _products(pieces, by_week), _products(pieces, thing_week)
    between = (by_weeks[0] - by_things[0]) / max(by_weeks[1] - by_things[1], 1.0)
    within = by_things[0] / max(by_things[1], 1.0)
    week = min(max(between, 0.0), MOST_SHARED)
    return Shared(week, min(max(within, week), MOST_SHARED))


def _products(
    pieces: Iterable[tuple[Judged, float, float]], cluster: Callable[[Judged], Hashable]
) -> tuple[float, float]:
    """Return the sums over all pairs of a cluster: of what was missed, and of the densities."""
    sums: dict[Hashable, list[float]] = defaultdict(lambda: [0.0] * 4)
    for one, missed, density in pieces:
        own = sums[cluster(one)]
        for at, value in enumerate((missed, missed**2, density, density**2)):
            own[at] += value
    return (
        sum(one[0] ** 2 - one[1] for one in sums.values()),
        sum(one[2] ** 2 - one[3] for one in sums.values()),
    )


def errors_of(judged: Sequence[Judged], shared: Shared, rounds: int = ROUNDS) -> Error:
    """Return the calibration error of forecasts next to that of one who is exactly right."""
    rows = sorted(judged, key=lambda one: one.probability)
    tenth = [min(int(one.probability * TENTHS), TENTHS - 1) for one in rows]
    heap = [at * HEAPS // len(rows) for at in range(len(rows))]
    real = [one.fell - one.probability for one in rows]
    drawn = _drawn(rows, shared, rounds)
    perfect = [sum(map(abs, _missed(one, tenth))) for one in drawn]
    noise = [
        fmean(squares) for squares in zip(*(_squares(one, heap) for one in drawn), strict=True)
    ]
    kept = [
        max(own - by_chance, 0.0)
        for own, by_chance in zip(_squares(real, heap), noise, strict=True)
    ]
    return Error(
        sum(map(abs, _missed(real, tenth))),
        sum(map(sqrt, kept)),
        fmean(perfect),
        quantiles(perfect, n=20)[-1],
    )


def _missed(missed: Sequence[float], heaps: Sequence[int]) -> list[float]:
    """Return by heap what was missed in it, as a share of all forecasts."""
    sums = [0.0] * max(TENTHS, HEAPS)
    for heap, one in zip(heaps, missed, strict=True):
        sums[heap] += one / len(missed)
    return sums


def _squares(missed: Sequence[float], heaps: Sequence[int]) -> list[float]:
    return [one**2 for one in _missed(missed, heaps)]


def _drawn(rows: Sequence[Judged], shared: Shared, rounds: int) -> list[list[float]]:
    """Return what one would miss who is exactly right, in many records of the same forecasts."""
    random = Random(1)  # noqa: S311 - the same records each time
    lines = [NORMAL.inv_cdf(min(max(one.probability, SURE), 1 - SURE)) for one in rows]
    weeks, things = _numbered(map(by_week, rows)), _numbered(map(thing_week, rows))
    week, thing = sqrt(shared.week), sqrt(shared.thing - shared.week)
    alone = sqrt(1 - shared.thing)
    drawn = []
    for _ in range(rounds):
        of_week = [week * random.gauss() for _ in range(max(weeks) + 1)]
        of_thing = [thing * random.gauss() for _ in range(max(things) + 1)]
        drawn.append(
            [
                (of_week[w] + of_thing[t] + alone * random.gauss() < line) - one.probability
                for one, line, w, t in zip(rows, lines, weeks, things, strict=True)
            ]
        )
    return drawn


def _numbered(names: Iterable[Hashable]) -> list[int]:
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(name, len(numbers)) for name in names]
