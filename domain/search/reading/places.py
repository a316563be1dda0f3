"""Which of a text's words are the place: pure, over what the catalogue knows of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians

from domain.catalog.countries import countries_by_name
from domain.catalog.destinations import FoundDestination, rivals
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.points import KILOMETRES_A_DEGREE, FoundAirport
from domain.search.reading.inflection import dictionary_forms
from domain.search.reading.kinds import Kind
from domain.search.reading.tokens import Reading, Token
from domain.suppliers.contract import Coordinates

LONGEST_RUN = 5
MOST_RUNS = 120
# A place so small is believed only where the text points to it, or says nothing else.
SMALL = 15_000
# Two places of a text are a question only when neither is a chance namesake of a common word.
LARGE = 100_000
RIVAL_SHARE = 0.15
COUNTRY_LIKE = 300_000
CODE_LETTERS = 3
# How far a region reaches from its middle, and an airport from its city.
REGION_KILOMETRES = 250
AIRPORT_KILOMETRES = 100

POINTS_BEFORE = frozenset({Kind.IN, Kind.WITHIN, Kind.NEAR, Kind.TO, Kind.FOR, Kind.A})
POINTS_AFTER = frozenset({Kind.IN, Kind.NEAR})
SKIPPED = frozenset({Kind.PLAIN, Kind.OF, Kind.A})


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


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """What was read: places of one name (several: which one?), places of several names, an airport,
    a country. `spans` are the words that said so.
    """

    places: tuple[FoundDestination, ...] = ()
    airport: FoundAirport | None = None
    country: str | None = None
    name: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    wants_airport: bool = False


def runs_of(reading: Reading) -> tuple[Run, ...]:
    """Return every run of words that may be a name; each holds a word of no other meaning."""
    return tuple(_runs(reading))[:MOST_RUNS]


def _runs(reading: Reading) -> Iterator[Run]:
    tokens = reading.tokens
    for start, first in enumerate(tokens):
        if not _is_word(first):
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


def choose_place(known: Known) -> PlaceReading:
    """Return the place that a text means."""
    candidates = _apart(list(_candidates(known)))
    airport, airport_run = _airport(known, candidates)
    if airport is not None and airport_run is not None:
        around = [
            c
            for c in candidates
            if not c.run.overlaps(airport_run)
            and kilometres(c.places[0].place.centre, airport.point) <= AIRPORT_KILOMETRES
        ]
        spans = (
            (airport_run.start, airport_run.end),
            *((c.run.start, c.run.end) for c in around[:1]),
        )
        places = rivals(around[0].places)[:1] if around else ()
        return PlaceReading(places, airport, name=airport_run.name, spans=spans)
    country, country_run = _country(known, candidates)
    candidates, used = _qualified(candidates, country, country_run)
    # Where one comes from is understood, and of no matter here.
    used += [c.run for c in candidates if c.is_origin]
    if country_run is not None and not candidates:
        return PlaceReading(
            country=country, name=country_run.name, spans=((country_run.start, country_run.end),)
        )
    return _one_of(_meant(candidates), used, known.reading.tokens)


def _one_of(
    candidates: list[Candidate], used: list[Run], tokens: tuple[Token, ...]
) -> PlaceReading:
    spans = tuple((run.start, run.end) for run in (*(c.run for c in candidates), *used))
    if not candidates:
        return PlaceReading()
    if len(candidates) == 1:
        only = candidates[0]
        airport = _airport_words(tokens, only.run)[1] is not None
        return PlaceReading(
            rivals(only.places), name=only.run.name, spans=spans, wants_airport=airport
        )
    places = tuple(c.places[0] for c in candidates)
    return PlaceReading(places, name=" ".join(c.run.name for c in candidates), spans=spans)


def _candidates(known: Known) -> Iterator[Candidate]:
    for run in known.runs:
        tokens = known.reading.tokens
        if not _is_unknown(known, run):
            continue
        if run.start and tokens[run.start - 1].kind is Kind.UNDER:
            continue  # "under abc" is a slip in an amount
        places = known.places.get(run.name)
        if places is None:
            bent = [
                known.places[form] for form in dictionary_forms(run.name) if form in known.places
            ]
            places = max(bent, key=lambda found: found[0].weight, default=None)
        if places:
            pointed, origin = _direction(known.reading.tokens, run)
            yield Candidate(run, places, pointed, origin)


def _is_unknown(known: Known, run: Run) -> bool:
    """Say whether a run holds a word that means nothing else."""
    return any(t.kind is Kind.UNKNOWN for t in known.reading.tokens[run.start : run.end])


def _direction(tokens: tuple[Token, ...], run: Run) -> tuple[bool, bool]:
    """Say whether the words around a run point to it ("in Goa"), or away ("from Delhi")."""
    before = tokens[run.start - 1].kind if run.start else Kind.PLAIN
    after = tokens[run.end].kind if run.end < len(tokens) else Kind.PLAIN
    is_origin = before in {Kind.FROM, Kind.OF} or after is Kind.SE
    return before in POINTS_BEFORE or after in POINTS_AFTER, is_origin


def _apart(candidates: list[Candidate]) -> list[Candidate]:
    """Keep the longest of those that share words, of equally long ones the largest."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda c: (c.run.end - c.run.start, c.weight), reverse=True):
        if not any(one.run.overlaps(other.run) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: c.run.start)


def _meant(candidates: list[Candidate]) -> list[Candidate]:
    """Leave out origins, and words that only happen to be a place's name too."""
    for narrowed in (
        [c for c in candidates if not c.is_origin],
        [c for c in candidates if c.is_pointed_to and not c.is_origin],
    ):
        candidates = narrowed or candidates
    largest = max((c.weight for c in candidates), default=0)
    return [
        c
        for c in candidates
        if c.weight == largest or (c.weight >= LARGE and c.weight >= largest * RIVAL_SHARE)
    ]


def _qualified(
    candidates: list[Candidate], country: str | None, country_run: Run | None
) -> tuple[list[Candidate], list[Run]]:
    """Let a country or region that is named beside a place choose among its namesakes."""
    if country is not None and country_run is not None:
        others = [c for c in candidates if not c.run.overlaps(country_run)]
        within = [
            _within(c, [p for p in c.places if p.place.country_code == country]) for c in others
        ]
        return [c for c in within if c is not None], [country_run]
    for region in sorted(candidates, key=lambda c: c.weight, reverse=True):
        area = next((p for p in region.places if p.kind is DestinationKind.REGION), None)
        if area is None:
            continue
        for other in candidates:
            inside = [p for p in other.places if _lies_in(p, area)]
            narrowed = _within(other, inside) if other is not region else None
            if narrowed is not None:
                return [narrowed], [region.run]
    return candidates, []


def _within(candidate: Candidate, places: list[FoundDestination]) -> Candidate | None:
    if not places:
        return None
    return Candidate(candidate.run, tuple(places), candidate.is_pointed_to, candidate.is_origin)


def _lies_in(place: FoundDestination, region: FoundDestination) -> bool:
    if place.place.country_code != region.place.country_code or place.weight >= region.weight:
        return False
    if place.subdivision is not None:
        return fold(place.subdivision) == fold(region.name)
    return kilometres(place.place.centre, region.place.centre) <= REGION_KILOMETRES


def _country(known: Known, candidates: list[Candidate]) -> tuple[str | None, Run | None]:
    """Return a country that is named, unless a place of its name is meant (Singapore)."""
    countries = countries_by_name()
    for run in sorted(known.runs, key=lambda r: r.start - r.end):
        names = (run.name, *dictionary_forms(run.name))
        code = next((countries[name] for name in names if name in countries), None)
        if code is None or any(
            c.run.overlaps(run) and (c.run != run or c.weight >= COUNTRY_LIKE) for c in candidates
        ):
            continue
        return code, run
    return None, None


def _airport(known: Known, candidates: list[Candidate]) -> tuple[FoundAirport | None, Run | None]:
    """Return the airport that is named, by code or name, with its words."""
    for run in sorted(known.runs, key=lambda r: (r.start - r.end, r.start)):
        names = (run.name, *dictionary_forms(run.name))
        found = next((known.airports[name] for name in names if name in known.airports), ())
        by_name = [airport for airport in found if airport.iata.lower() != run.name]
        by_code = [airport for airport in found if airport.iata.lower() == run.name]
        places = [c for c in candidates if c.run.overlaps(run)]
        near, words = _airport_words(known.reading.tokens, run)
        if (
            len(by_name) == 1
            and _is_unknown(known, run)
            and _is_meant_by_name(by_name[0], places, near=near, words=words)
        ):
            airport = by_name[0]
        elif by_code and not by_name and _is_meant_by_code(known, run, candidates):
            airport = by_code[0]
        else:
            continue
        start, end = words or (run.start, run.end)
        return airport, Run(start, end, run.name)
    return None, None


def _is_meant_by_name(
    airport: FoundAirport,
    places: list[Candidate],
    *,
    near: bool,
    words: tuple[int, int] | None,
) -> bool:
    """Say whether a name is the airport's and not a place's: "near Heathrow" is in no Florida."""
    if words is not None or not places:
        return True
    largest = max(places, key=lambda candidate: candidate.weight)
    if near:
        return largest.weight < LARGE
    abroad = largest.places[0].place.country_code != airport.country_code
    return abroad and largest.weight < SMALL


def _is_meant_by_code(known: Known, run: Run, candidates: list[Candidate]) -> bool:
    tokens = known.reading.tokens
    near, words = _airport_words(tokens, run)
    unknown = tokens[run.start].kind is Kind.UNKNOWN
    capitals = known.reading.words(run.start, run.end).isupper() and not known.is_shouted
    if words is not None:
        return True
    if any(c.run.overlaps(run) for c in candidates):
        return False
    return (near and (unknown or capitals)) or (unknown and (capitals or not candidates))


def _airport_words(tokens: tuple[Token, ...], run: Run) -> tuple[bool, tuple[int, int] | None]:
    """Say whether "near" stands before or after, and how far the run reaches with "airport"."""
    before, after = run.start, run.end
    while before and tokens[before - 1].kind in SKIPPED:
        before -= 1
    while after < len(tokens) and tokens[after].kind in SKIPPED:
        after += 1
    if before and tokens[before - 1].kind is Kind.AIRPORT:
        return True, (before - 1, run.end)
    if after < len(tokens) and tokens[after].kind is Kind.AIRPORT:
        return True, (run.start, after + 1)
    near = (before and tokens[before - 1].kind is Kind.NEAR) or (
        after < len(tokens) and tokens[after].kind is Kind.NEAR
    )
    return bool(near), None


def kilometres(one: Coordinates | None, other: Coordinates | None) -> float:
    """Return the distance, near enough for a few hundred kilometres; infinite when unknown."""
    if one is None or other is None:
        return float("inf")
    across = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return KILOMETRES_A_DEGREE * hypot(one.latitude - other.latitude, across)
