"""One decision over a whole line: the cheapest cover of its words with possible meanings.

Every reader proposes over the untouched text. A beam search then walks the line from left to right,
keeping the cheapest covers so far; a word that no proposal takes costs something as well, depending
on its kind and the request. Costs are negative log-likelihoods, so they add up, and covers for a
stay, a flight, a package or a tour compete with one another.
"""

import math
from bisect import insort
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from domain.reading.date_frames import framed
from domain.reading.kinds import Kind
from domain.reading.meanings import (
    Ages,
    Children,
    Family,
    Nights,
    PlaceName,
    Rating,
    Request,
    Rooms,
    Route,
    StayDays,
    UnknownName,
)
from domain.reading.proposals import Proposal
from domain.reading.tokens import Reading, Token
from domain.reading.word_costs import cost_of_leaving

BEAM = 24
# A path this far behind the cheapest one never catches up.
HOPELESS = 6.5
KEPT_ALIKE = 2
# How many covers of each request compete with those of the others.
MOST_COVERS = 6
MOST_MENTIONS = 4
# Each of these may occur once.
ONCE: dict[type, int] = {Rooms: 1, Ages: 2, Family: 4, Rating: 8}
NIGHTS_SLOT = 16
TWICE = 6.0
ORPHANS = 4.0


@dataclass(frozen=True, slots=True)
class Cover:
    """What a line means: the proposals chosen, the words left over, and the cost.

    `marks` are the adjustments to the cost of the whole, for what is wrong or rare.
    """

    request: Request
    chosen: tuple[Proposal[Any], ...]
    left: tuple[Token, ...]
    cost: float
    marks: tuple[str, ...] = ()
    text: str = ""
    _of_type: dict[type, list[Any]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        # A line has hundreds of covers, and each is asked for its meanings many times.
        for one in self.chosen:
            self._of_type.setdefault(type(one.meaning), []).append(one.meaning)

    def typed(self, *kinds: type) -> str:
        """Return the words of the first meaning of these kinds."""
        found = (one for one in self.chosen if isinstance(one.meaning, kinds))
        return next((self.text[one.start : one.end] for one in found), "")

    def all(self, *kinds: type) -> list[Any]:
        """Return the meanings of these kinds, in line order."""
        if len(kinds) == 1:
            return self._of_type.get(kinds[0], [])
        if not any(kind in self._of_type for kind in kinds):
            return []
        return [one.meaning for one in self.chosen if isinstance(one.meaning, kinds)]

    @property
    def names(self) -> list[PlaceName | UnknownName]:
        """Return the names of places in line order; a route counts as two."""
        names: list[PlaceName | UnknownName] = []
        for one in self.all(PlaceName, UnknownName, Route):
            names += [one.origin, one.destination] if isinstance(one, Route) else [one]
        return names

    @property
    def days(self) -> StayDays:
        """Return the one stay that all the line's days add up to."""
        return framed(self.all(StayDays))

    @property
    def strangers(self) -> list[Token]:
        """Return the leftover words that are in no word list."""
        return [token for token in self.left if token.kind is Kind.UNKNOWN]

    def first(self, *kinds: type) -> Any:
        """Return the first meaning of these kinds, or None."""
        return next(iter(self.all(*kinds)), None)


@dataclass(slots=True, eq=False)
class _Path:
    """A cover of the line so far: its last step and the path `before` it.

    `mentions` are the numbers of the names that it takes.
    """

    cost: float
    taken: Proposal[Any] | None = None
    left: Token | None = None
    slots: int = 0
    mentions: tuple[int, ...] = ()
    before: "_Path | None" = None


class _Step(NamedTuple):
    """A proposal that leads to the token `end`; `name` is its number if it is a name."""

    end: int
    proposal: Proposal[Any]
    slot: int
    name: int | None
    cost: float


Slots = Callable[[Any], int]
Judge = Callable[[Cover], tuple[float, tuple[str, ...]]]


def slot_of(meaning: object) -> int:
    """Return the slot that a meaning fills; 0 if it may be repeated."""
    return ONCE.get(type(meaning), NIGHTS_SLOT if isinstance(meaning, Nights) else 0)


def covers(
    reading: Reading,
    proposals: Sequence[Proposal[Any]],
    request: Request,
    slots: Slots,
    judge: Judge,
    most_off: float,
) -> list[Cover]:
    """Return the cheapest covers of a line for one kind of request, the cheapest first.

    `judge` takes off at most `most_off`, so paths that it cannot save are not judged.
    """
    judged: list[tuple[float, int, Cover, tuple[str, ...]]] = []
    paths = _walked(reading, _steps(reading.tokens, proposals, slots), request)
    for number, path in enumerate(paths):
        if len(judged) == MOST_COVERS and path.cost - most_off > judged[-1][0]:
            break
        cover = _cover(path, request, reading.text)
        more, marks = judge(cover)
        insort(judged, (cover.cost + more, number, cover, marks))
        del judged[MOST_COVERS:]
    return [replace(cover, cost=cost, marks=marks) for cost, _number, cover, marks in judged]


def _steps(
    tokens: Sequence[Token], proposals: Sequence[Proposal[Any]], slots: Slots
) -> list[list[_Step]]:
    """Return the proposals that begin at each token, without those that no beam would keep.

    Of similar proposals that lead to the same token, a beam would keep only the cheapest few, so
    the others are dropped at once.
    """
    starting: list[list[_Step]] = [[] for _token in tokens]
    for number, proposal in enumerate(proposals):
        span = _tokens_of(tokens, proposal)
        if span is not None:
            is_name = isinstance(proposal.meaning, (PlaceName, UnknownName))
            slot = slots(proposal.meaning)
            step = _Step(span[1], proposal, slot, number if is_name else None, proposal.cost)
            starting[span[0]].append(step)
    for steps in starting:
        alike: Counter[tuple[int, int, int | None]] = Counter()
        steps.sort(key=_cost_of)
        kept = []
        for step in steps:
            key = (step.end, step.slot, step.name)
            alike[key] += 1
            if alike[key] <= KEPT_ALIKE:
                kept.append(step)
        steps[:] = kept
    return starting


def _walked(reading: Reading, starting: list[list[_Step]], request: Request) -> list[_Path]:
    """Return the cheapest paths through a line."""
    tokens = reading.tokens
    most_mentions = len(tokens) if request is Request.TOUR else MOST_MENTIONS
    beams: list[list[_Path]] = [[] for _at in range(len(tokens) + 1)]
    beams[0] = [_Path(0.0)]
    # The most that a path may cost on arrival, so that hopeless ones are not even created.
    limits = [math.inf] * (len(tokens) + 1)
    for at, token in enumerate(tokens):
        skipping = cost_of_leaving(token, request, reading.text)
        for path in _pruned(beams[at]):
            left = path.cost + skipping
            if left <= limits[at + 1]:
                limits[at + 1] = min(limits[at + 1], left + HOPELESS)
                beams[at + 1].append(_Path(left, None, token, path.slots, path.mentions, path))
            is_full = len(path.mentions) >= most_mentions
            for end, proposal, slot, name, dear in starting[at]:
                cost = path.cost + dear
                if slot and path.slots & slot:
                    cost += TWICE
                if cost > limits[end] or (is_full and name is not None):
                    continue
                limits[end] = min(limits[end], cost + HOPELESS)
                mentions = path.mentions if name is None else (*path.mentions, name)
                beams[end].append(_Path(cost, proposal, None, path.slots | slot, mentions, path))
    return _pruned(beams[-1])


def _tokens_of(tokens: Sequence[Token], proposal: Proposal[Any]) -> tuple[int, int] | None:
    """Return the positions of a proposal's tokens; None if it takes only part of one."""
    start = next((n for n, t in enumerate(tokens) if t.end > proposal.start), None)
    if start is None:
        return None
    if tokens[start].start < proposal.start and tokens[start].kind is Kind.DAYTIME:
        return None
    end = start
    while end < len(tokens) and tokens[end].start < proposal.end:
        end += 1
    return (start, end) if end > start else None


def _cost_of(one: _Path | _Step) -> float:
    return one.cost


def _pruned(paths: list[_Path]) -> list[_Path]:
    """Keep the cheapest paths, and only a few of those that are alike."""
    kept: list[_Path] = []
    alike: dict[tuple[int, tuple[int, ...]], int] = {}
    paths.sort(key=_cost_of)
    for path in paths:
        if path.cost > paths[0].cost + HOPELESS:
            break
        key = (path.slots, path.mentions)
        if alike.get(key, 0) < KEPT_ALIKE:
            alike[key] = alike.get(key, 0) + 1
            kept.append(path)
        if len(kept) >= BEAM:
            break
    return kept


def _cover(path: _Path, request: Request, text: str) -> Cover:
    chosen: list[Proposal[Any]] = []
    left: list[Token] = []
    at = path
    while at.before is not None:
        if at.taken is not None:
            chosen.append(at.taken)
        elif at.left is not None:
            left.append(at.left)
        at = at.before
    return Cover(request, tuple(reversed(chosen)), tuple(reversed(left)), path.cost, text=text)


def people_fit(cover: Cover) -> tuple[float, tuple[str, ...]]:
    """Return the cost of ages without children."""
    ages = sum(len(one.ages) for one in cover.all(Ages))
    if not ages:
        return 0.0, ()
    children = sum((one.count or len(one.ages)) - len(one.ages) for one in cover.all(Children))
    family = cover.first(Family)
    if family is not None:
        children += max(family.count - 2, 0)
    return (0.0, ()) if ages <= children else (ORPHANS, ("ages without children",))
