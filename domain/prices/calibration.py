"""How good forecasts were, against what was known without them. Pure.

The measure is the Brier score: the mean square of what was said less what came. The skill is the
share by which it is better than the base rate's that was known on the same day; its interval
takes forecasts of one cluster (a thing, or a source's week) as one piece of news.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

TENTHS = 10
# 95 of 100 intervals hold the true value.
SIGMAS = 1.96
# The alarm: calibration is broken where it errs by more, over so many outcomes at least.
LARGEST_ERROR = 0.05
LEAST_OUTCOMES = 200
# Fewer clusters make no interval.
LEAST_CLUSTERS = 3


class Judged(NamedTuple):
    """One forecast whose window is over; `thing` and `week` are what it is clustered by."""

    source: str
    kind: str
    thing: Hashable
    week: Hashable
    probability: float
    base_rate: float
    fell: bool


@dataclass(frozen=True, slots=True)
class Tenth:
    """Forecasts between two tenths: how many, what they said on average, and how many fell."""

    cases: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Skill:
    """The Brier skill, and its interval's ends, None where there are too few clusters."""

    value: float
    low: float | None
    high: float | None


def by_thing(one: Judged) -> Hashable:
    """Cluster by what was forecast."""
    return one.source, one.thing


def by_week(one: Judged) -> Hashable:
    """Cluster by the source's week."""
    return one.source, one.week


def skill_of(judged: Sequence[Judged], cluster: Callable[[Judged], Hashable]) -> Skill | None:
    """Return the skill against the base rate; None where that never erred."""
    errors: dict[Hashable, float] = defaultdict(float)
    bases: dict[Hashable, float] = defaultdict(float)
    for one in judged:
        name = cluster(one)
        errors[name] += (one.probability - one.fell) ** 2
        bases[name] += (one.base_rate - one.fell) ** 2
    base = sum(bases.values())
    if not base:
        return None
    ratio, number = sum(errors.values()) / base, len(errors)
    if number < LEAST_CLUSTERS:
        return Skill(1 - ratio, None, None)
    spread = sum((errors[name] - ratio * bases[name]) ** 2 for name in errors)
    reach = SIGMAS * sqrt(spread * number / (number - 1)) / base
    return Skill(1 - ratio, 1 - ratio - reach, 1 - ratio + reach)


def tenths(judged: Iterable[Judged]) -> list[Tenth]:
    """Return the reliability by tenths of what was said, from 0 to 1."""
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
    """Return by how much what was said missed what came, on average over the forecasts."""
    heaps = list(by_tenth)
    cases = sum(one.cases for one in heaps)
    missed = sum(one.cases * abs(one.said - one.came) for one in heaps)
    return missed / cases if cases else 0.0


def is_broken(by_tenth: Sequence[Tenth]) -> bool:
    """Say whether calibration is broken."""
    enough = sum(one.cases for one in by_tenth) >= LEAST_OUTCOMES
    return enough and calibration_error(by_tenth) > LARGEST_ERROR
