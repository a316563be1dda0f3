"""How good forecasts were, compared with the best guess without them. Pure.

The measure is the Brier score: the mean squared difference of forecast and outcome. The skill is
the improvement over the base rate known on the same day; its interval counts the forecasts of one
cluster (a thing, or a source's week) as a single piece of evidence.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

TENTHS = 10
# 95 of 100 intervals contain the true value.
SIGMAS = 1.96
# The alarm: calibration is broken if its error exceeds this, over at least this many outcomes.
LARGEST_ERROR = 0.05
LEAST_OUTCOMES = 200
# With fewer clusters there is no interval.
LEAST_CLUSTERS = 3


class Judged(NamedTuple):
    """A forecast whose window is over; `thing` and `week` are its clusters."""

    source: str
    kind: str
    thing: Hashable
    week: Hashable
    probability: float
    base_rate: float
    fell: bool


@dataclass(frozen=True, slots=True)
class Tenth:
    """Forecasts in one tenth of the range: how many, their mean, and how many prices fell."""

    cases: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Skill:
    """The Brier skill and the ends of its interval, None with too few clusters."""

    value: float
    low: float | None
    high: float | None


def by_thing(one: Judged) -> Hashable:
    """Cluster by forecast thing."""
    return one.source, one.thing


def by_week(one: Judged) -> Hashable:
    """Cluster by the source's week."""
    return one.source, one.week


class Sums(NamedTuple):
    """Squared errors of forecasts and of base rates, summed over clusters, with their products."""

    clusters: int = 0
    error: float = 0.0
    base: float = 0.0
    error_squared: float = 0.0
    error_by_base: float = 0.0
    base_squared: float = 0.0

    def plus(self, other: "Sums") -> "Sums":
        """Return the sums over both sets of clusters."""
        clusters, *rest = (one + another for one, another in zip(self, other, strict=True))
        return Sums(int(clusters), *rest)

    @property
    def skill(self) -> Skill | None:
        """Return the skill against the base rate; None if that never erred."""
        if not self.base:
            return None
        ratio = self.error / self.base
        if self.clusters < LEAST_CLUSTERS:
            return Skill(1 - ratio, None, None)
        apart = self.error_squared - 2 * ratio * self.error_by_base + ratio**2 * self.base_squared
        spread = max(apart, 0.0) * self.clusters / (self.clusters - 1)
        reach = SIGMAS * sqrt(spread) / self.base
        return Skill(1 - ratio, 1 - ratio - reach, 1 - ratio + reach)


def skill_of(judged: Sequence[Judged], cluster: Callable[[Judged], Hashable]) -> Skill | None:
    """Return the skill against the base rate; None if that never erred."""
    errors: dict[Hashable, float] = defaultdict(float)
    bases: dict[Hashable, float] = defaultdict(float)
    for one in judged:
        name = cluster(one)
        errors[name] += (one.probability - one.fell) ** 2
        bases[name] += (one.base_rate - one.fell) ** 2
    pairs = [(error, bases[name]) for name, error in errors.items()]
    return Sums(
        len(pairs),
        sum(e for e, _ in pairs),
        sum(b for _, b in pairs),
        sum(e * e for e, _ in pairs),
        sum(e * b for e, b in pairs),
        sum(b * b for _, b in pairs),
    ).skill


def tenths(judged: Iterable[Judged]) -> list[Tenth]:
    """Return the reliability by tenths of the forecast, from 0 to 1."""
    heaps: list[list[Judged]] = [[] for _ in range(TENTHS)]
    for one in judged:
        heaps[min(int(one.probability * TENTHS), TENTHS - 1)].append(one)
    return [
        Tenth(
            len(heap),
            sum(one.probability for one in heap) / len(heap) if heap else 0.0,
            sum(one.fell for one in heap) / len(heap) if heap else 0.0,
        )
        for heap in heaps
    ]


def calibration_error(by_tenth: Iterable[Tenth]) -> float:
    """Return the mean difference of forecasts and outcomes, weighted by their number."""
    heaps = list(by_tenth)
    cases = sum(one.cases for one in heaps)
    missed = sum(one.cases * abs(one.said - one.came) for one in heaps)
    return missed / cases if cases else 0.0


def is_broken(by_tenth: Sequence[Tenth], skill: Skill | None = None) -> bool:
    """Return whether calibration is broken, or there certainly is no skill."""
    if sum(one.cases for one in by_tenth) < LEAST_OUTCOMES:
        return False
    is_worthless = skill is not None and skill.high is not None and skill.high < 0
    return is_worthless or calibration_error(by_tenth) > LARGEST_ERROR
