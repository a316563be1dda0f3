"""How much likelier falls are at a source than their features say: its lean, in log odds. Pure.

Prices of one source move together: a day of a thousand cases is hardly more news than one of
fifty. And what one source has shown is held back by what all of them show.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from domain.prices.regression import CLOSE_ENOUGH, GRAIN, ROUNDS, probability

# A source and a kind.
Name = tuple[str, str]
# How much one of a day's cases counts, by how many there are and by how many days ago that was.
Weigh = Callable[[int, int], float]

# However many cases a day has, they count as fewer than this.
MOST_A_DAY = 20.0
# A lean is held towards none as if so much had been seen that speaks for none.
DOUBT = 5.0


class Case(NamedTuple):
    """One known outcome: whose and of which day, the log odds that it had, and what came."""

    name: Name
    day: int
    score: float
    fell: bool


def weigh(cases: int, _age: int) -> float:
    """Return how much one of a day's cases counts. Old ones count like new: weeks differ."""
    return MOST_A_DAY / (MOST_A_DAY + cases)


def leans_of(
    cases: Iterable[Case], today: int, doubt: float = DOUBT, weigh: Weigh = weigh
) -> dict[Name, float]:
    """Return what is to be added to the log odds of each source."""
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
    """Return the likeliest lean by Newton's method; `tally` holds weights by rounded scores."""
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
