"""Weighs the possible meanings of a part of a text: pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning", bound=Hashable)
# The cost up to which a guess is accepted without asking, and its minimum lead.
SURE, AHEAD = 0.75, 0.3
FARTHEST = 2.0
# A repeated meaning is likelier.
AGAIN, MOST_AGAIN = 0.1, 3


@dataclass(frozen=True, slots=True)
class Guess(Generic[Meaning]):
    """A meaning with its cost: 0 with a label, about 1 for a guess."""

    meaning: Meaning
    cost: float


@dataclass(frozen=True, slots=True)
class Weighed(Generic[Meaning]):
    """The plausible meanings, likeliest first; `is_sure` refers to the first."""

    meanings: tuple[Meaning, ...] = ()
    is_sure: bool = False

    @property
    def sure(self) -> Meaning | None:
        """Return the meaning that needs no question."""
        return self.meanings[0] if self.is_sure else None

    @property
    def left(self) -> tuple[Meaning, ...]:
        """Return the meanings to ask about: none if one is sure."""
        return () if self.is_sure else self.meanings


def weigh(guesses: Iterable[Guess[Meaning]], most: int) -> Weighed[Meaning]:
    """Return up to `most` meanings by cost, and whether the first is sure."""
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
