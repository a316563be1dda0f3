"""How much likelier a source's prices are to fall than its features suggest, in log odds. Pure.

Prices of one source move together: a day with a thousand cases is hardly more evidence than one
with fifty. And each source's lean is shrunk towards the common one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from domain.prices.regression import CLOSE_ENOUGH, GRAIN, ROUNDS, probability

# A source and a kind.
Name = tuple[str, str]
# The weight of a case, by how many its day has and how many days ago that was.
Weigh = Callable[[int, int], float]

# However many cases a day has, they count as no more than this.
MOST_A_DAY = 20.0
# A lean is shrunk towards zero as if this much contrary evidence had been seen.
DOUBT = 5.0


class Case(NamedTuple):
    """A known outcome: source, day, its log odds, and the result."""

    name: Name
    day: int
    score: float
    fell: bool


def weigh(cases: int, _age: int) -> float:
    """Return the weight of one of a day's cases. Age does not matter: weeks differ."""
    return MOST_A_DAY / (MOST_A_DAY + cases)


def leans_of(
    cases: Iterable[Case], today: int, doubt: float = DOUBT, weigh: Weigh = weigh
) -> dict[Name, float]:
    """Return each source's correction to the log odds."""
    by_day: dict[tuple[Name, int], list[Case]] = defaultdict(list)
    for one in cases:
        by_day[one.name, one.day].append(one)
    falls: dict[Name, float] = defaultdict(float)
    scores: dict[Name, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for (name, day), own in by_day.items():
        weight = weigh(len(own), today - day)
        falls[name] += weight * sum(one.fell for one in own)
        tally = scores[name]
        for one in own:
            tally[round(one.score / GRAIN)] += weight
    return {name: _lean(tally, falls[name], doubt) for name, tally in scores.items()}


def _lean(tally: Mapping[int, float], falls: float, doubt: float) -> float:
    """Return the most likely lean, by Newton's method; `tally` holds weights by rounded scores."""
    lean = 0.0
    for _ in range(ROUNDS):
        slope, curve = falls - doubt * lean, doubt
        for grain, weight in tally.items():
            chance = probability(grain * GRAIN + lean)
            slope -= weight * chance
            curve += weight * chance * (1 - chance)
        lean += slope / curve
        if abs(slope / curve) < CLOSE_ENOUGH:
            break
    return lean
