"""The words of a text that may be a place's name, and what the catalogue knows of them: pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.catalog.destinations import FoundDestination
from domain.catalog.folding import fold
from domain.catalog.points import FoundAirport
from domain.reading.inflection import dictionary_forms
from domain.reading.kinds import Kind
from domain.reading.tokens import Reading, Token

LONGEST_RUN = 5
MOST_RUNS = 120
CODE_LETTERS = 3
POINTS_BEFORE = frozenset({Kind.IN, Kind.WITHIN, Kind.NEAR, Kind.TO, Kind.FOR, Kind.A})
POINTS_AFTER = frozenset({Kind.IN, Kind.NEAR})


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that may be a place's name: token positions from and before, and the name."""

    start: int
    end: int
    name: str

    def overlaps(self, other: "Run") -> bool:
        """Say whether they share a word."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Known:
    """What the catalogue has for the runs of a text."""

    reading: Reading
    runs: tuple[Run, ...]
    places: Mapping[str, tuple[FoundDestination, ...]]
    airports: Mapping[str, tuple[FoundAirport, ...]]

    @cached_property
    def is_shouted(self) -> bool:
        """Say whether all is in capitals, so that capitals mean nothing."""
        return self.reading.text.isupper()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run with the places that it names, the likeliest first."""

    run: Run
    places: tuple[FoundDestination, ...]
    is_pointed_to: bool
    is_origin: bool

    @property
    def weight(self) -> int:
        """Return how likely the likeliest is meant."""
        return max(place.weight for place in self.places)


def runs_of(reading: Reading) -> tuple[Run, ...]:
    """Return every run of words that may be a name; each holds a word of no other meaning."""
    return tuple(_runs(reading))[:MOST_RUNS]


def _runs(reading: Reading) -> Iterator[Run]:
    tokens = reading.tokens
    for start, first in enumerate(tokens):
        # "Under abc" is a slip in an amount, whatever else is called abc.
        if not _is_word(first) or (start and tokens[start - 1].kind is Kind.UNDER):
            continue
        unknown = False
        for end in range(start + 1, min(start + LONGEST_RUN, len(tokens)) + 1):
            last = tokens[end - 1]
            if end > start + 1 and not _goes_on(tokens[end - 2], last):
                break
            unknown = unknown or last.kind is Kind.UNKNOWN
            code = end == start + 1 and len(first.word) == CODE_LETTERS and first.word.isascii()
            if _is_word(last) and (unknown or code):
                yield Run(start, end, fold(reading.words(start, end)))


def _is_word(token: Token) -> bool:
    return token.word[:1].isalpha()


def _goes_on(before: Token, token: Token) -> bool:
    """Say whether a name may go on: words, and hyphens that touch both."""
    if _is_word(token):
        return _is_word(before) or before.end == token.start
    return token.kind is Kind.DASH and before.end == token.start


def names_of(runs: tuple[Run, ...]) -> dict[str, tuple[str, ...]]:
    """Return each run's name with its dictionary forms."""
    return {run.name: dictionary_forms(run.name) for run in runs}


def candidates_of(known: Known) -> Iterator[Candidate]:
    for run in known.runs:
        if not is_unknown(known, run):
            continue
        places = known.places.get(run.name)
        if places is None:
            bent = [
                known.places[form] for form in dictionary_forms(run.name) if form in known.places
            ]
            places = max(bent, key=lambda found: found[0].weight, default=None)
        if places:
            pointed, origin = _direction(known.reading.tokens, run)
            yield Candidate(run, places, pointed, origin)


def is_unknown(known: Known, run: Run) -> bool:
    """Say whether a run holds a word that means nothing else."""
    return any(t.kind is Kind.UNKNOWN for t in known.reading.tokens[run.start : run.end])


def _direction(tokens: tuple[Token, ...], run: Run) -> tuple[bool, bool]:
    """Say whether the words around a run point to it ("in Goa"), or away ("from Delhi")."""
    before = tokens[run.start - 1].kind if run.start else Kind.PLAIN
    after = tokens[run.end].kind if run.end < len(tokens) else Kind.PLAIN
    is_origin = before in {Kind.FROM, Kind.OF} or after is Kind.SE
    return before in POINTS_BEFORE or after in POINTS_AFTER, is_origin


def apart(candidates: list[Candidate]) -> list[Candidate]:
    """Keep the longest of those that share words, of equally long ones the largest."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: (c.run.end - c.run.start, c.weight), reverse=True):
        if not any(one.run.overlaps(other.run) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: c.run.start)
