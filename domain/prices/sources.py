"""What is known about each source of prices, from its own outcomes. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.prices.outcomes import Outcome


@dataclass(slots=True)
class Tally:
    """A source's known outcomes: the number of days, and of falls in all and by bucket."""

    days: set[int] = field(default_factory=set)
    cases: int = 0
    fell: list[int] = field(default_factory=list)
    by_bucket: dict[int, list[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A model's knowledge of one source and kind.

    `fell` is by question; `buckets` holds the number of cases first, then `fell` likewise.
    `lean` is in log odds, for all questions.
    """

    days: int
    cases: int
    fell: tuple[int, ...]
    buckets: dict[int, tuple[int, ...]]
    lean: float = 0.0


def sources_of(outcomes: Iterable[Outcome]) -> dict[tuple[str, str], Source]:
    """Return what outcomes show for each source and kind; none leans yet."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for one in outcomes:
        tally = tallies[one.source, one.kind]
        tally.days.add(one.day)
        own = tally.by_bucket.setdefault(one.bucket, [0] * (len(one.fell) + 1))
        tally.fell = tally.fell or [0] * len(one.fell)
        tally.cases += 1
        own[0] += 1
        for at, fell in enumerate(one.fell):
            tally.fell[at] += fell
            own[at + 1] += fell
    return {
        name: Source(
            len(one.days),
            one.cases,
            tuple(one.fell),
            {bucket: tuple(counts) for bucket, counts in one.by_bucket.items()},
        )
        for name, one in tallies.items()
    }
