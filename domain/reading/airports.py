"""Which of a text's words are an airport: by its code, or by its name: pure."""

from domain.catalog.points import FoundAirport
from domain.reading.candidates import Candidate, Known, Run, is_unknown
from domain.reading.inflection import dictionary_forms
from domain.reading.kinds import Kind
from domain.reading.tokens import Token

# "Near Heathrow" is the airport, and so is any name whose place is smaller than this.
LARGE = 100_000
SMALL = 15_000
SKIPPED = frozenset({Kind.PLAIN, Kind.OF, Kind.A})


def named_airport(
    known: Known, candidates: list[Candidate]
) -> tuple[FoundAirport | None, Run | None]:
    """Return the airport that is named, by code or name, with its words."""
    for run in sorted(known.runs, key=lambda r: (r.start - r.end, r.start)):
        names = (run.name, *dictionary_forms(run.name))
        found = next((known.airports[name] for name in names if name in known.airports), ())
        by_name = [airport for airport in found if airport.iata.lower() != run.name]
        by_code = [airport for airport in found if airport.iata.lower() == run.name]
        places = [c for c in candidates if c.run.overlaps(run)]
        near, words = airport_words(known.reading.tokens, run)
        if (
            len(by_name) == 1
            and is_unknown(known, run)
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
    near, words = airport_words(tokens, run)
    unknown = tokens[run.start].kind is Kind.UNKNOWN
    capitals = known.reading.words(run.start, run.end).isupper() and not known.is_shouted
    if words is not None:
        return True
    if any(c.run.overlaps(run) for c in candidates):
        return False
    # In small letters and by itself it is more likely a word: "fun" is Funafuti's.
    return (near and (unknown or capitals)) or (unknown and capitals)


def airport_words(tokens: tuple[Token, ...], run: Run) -> tuple[bool, tuple[int, int] | None]:
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
