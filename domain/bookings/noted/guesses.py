"""What a part of a text may mean, weighed against what else it may mean: pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning", bound=Hashable)
# A cost up to which a guess is taken without asking, and by how much it must be ahead.
SURE, AHEAD = 0.75, 0.3
FARTHEST = 2.0
# What is said again is likelier meant.
AGAIN, MOST_AGAIN = 0.1, 3


@dataclass(frozen=True, slots=True)
class Guess(Generic[Meaning]):
    """A meaning with its cost: 0 where a label says it, about 1 for a guess."""

    meaning: Meaning
    cost: float


@dataclass(frozen=True, slots=True)
class Weighed(Generic[Meaning]):
    """The meanings that are near enough, likeliest first; `is_sure` of the first."""

    meanings: tuple[Meaning, ...] = ()
    is_sure: bool = False

    @property
    def sure(self) -> Meaning | None:
        """Return the meaning that needs no question."""
        return self.meanings[0] if self.is_sure else None

    @property
    def left(self) -> tuple[Meaning, ...]:
        """Return what is to be asked about: nothing where one is sure."""
        return () if self.is_sure else self.meanings


def weigh(guesses: Iterable[Guess[Meaning]], most: int) -> Weighed[Meaning]:
    """Return up to `most` meanings in the order of their costs, and whether the first is sure."""
    costs: dict[Meaning, list[float]] = {}
    for guess in guesses:
        costs.setdefault(guess.meaning, []).append(guess.cost)
    cheapest = {
        meaning: min(told) - AGAIN * min(len(told) - 1, MOST_AGAIN)
        for meaning, told in costs.items()
    }
    row = sorted((cost, at, meaning) for at, (meaning, cost) in enumerate(cheapest.items()))
    near = [(cost, meaning) for cost, _at, meaning in row if cost <= FARTHEST]
    if not near:
        return Weighed()
    best = near[0][0]
    is_alone = len(near) == 1 or near[1][0] >= best + AHEAD
    return Weighed(tuple(meaning for _cost, meaning in near[:most]), best <= SURE and is_alone)
