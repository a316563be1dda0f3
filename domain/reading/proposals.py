"""What a reader hands to the decision: a run of the text, a meaning, and how unlikely it is."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning_co = TypeVar("Meaning_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Proposal(Generic[Meaning_co]):
    """What the characters from `start` up to `end` of the untouched text may mean.

    `cost` behaves like a negative log-likelihood, so that the costs in a cover add up: 0 is
    practically certain, about 1 requires guessing something unsaid (a currency, a year), about 3
    is far-fetched. `why` names the rule in a few words, for whoever asks how a line was read.
    """

    start: int
    end: int
    meaning: Meaning_co
    cost: float
    why: str

    def overlaps(self, other: "Proposal[object]") -> bool:
        """Return whether they share any characters."""
        return self.start < other.end and other.start < self.end
