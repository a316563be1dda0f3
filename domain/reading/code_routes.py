"""Routes written as two airport codes: "MAA-SIN", "del to blr", "LHR JFK". Pure."""

from collections.abc import Iterator

from domain.catalog.folding import fold
from domain.catalog.values import FoundAirport, FoundDestination
from domain.reading.common_words import ordinary_words
from domain.reading.kinds import Kind
from domain.reading.meanings import PlaceName, Role, Route
from domain.reading.name_context import NameContext
from domain.reading.names import Name
from domain.reading.place_resolution import kilometres
from domain.reading.proposals import Proposal
from domain.reading.rarity import LARGE

IN_CAPITALS, IN_SMALL, SIDE_BY_SIDE = 0.1, 0.3, 3.0
AIRPORT_OF_CITY = 60


def is_beside(airport: FoundAirport, city: FoundDestination) -> bool:
    """Return whether an airport named after a city lies near it."""
    return kilometres(city.place.centre, airport.point) <= AIRPORT_OF_CITY


def propose_routes(context: NameContext) -> Iterator[Proposal[Route]]:
    """Propose two codes side by side, or joined by a dash or "to"."""
    atlas = context.atlas
    codes = {
        name.start: (name, code)
        for name in atlas.names
        for code in atlas.airports.get(name.folded, ())
        if code.iata.lower() == name.folded and _is_coded(context, name, code)
    }
    for start, (name, code) in codes.items():
        joined = _joins(context, name.end)
        other = codes.get(start + 2 if joined else start + 1)
        if other is None or _are_words(context, start, other[0].start):
            continue
        texts = [context.raw(name), context.raw(other[0])]
        capitals = all(one.isupper() for one in texts) and not context.is_shouted
        cost = IN_CAPITALS if capitals else IN_SMALL if joined else SIDE_BY_SIDE
        origin = PlaceName(texts[0], Role.ORIGIN, airport=code, is_near=True, is_code=True)
        there = PlaceName(texts[1], Role.THERE, airport=other[1], is_near=True, is_code=True)
        first, last = atlas.words[start], atlas.words[other[0].start]
        yield Proposal(first.start, last.end, Route(origin, there), cost, "two codes")


def _are_words(context: NameContext, *starts: int) -> bool:
    """Return whether codes are ordinary words in a sentence: "the cheapest day to fly"."""
    words, text = context.atlas.words, context.reading.text
    return all(
        text[words[at].start : words[at].end].islower()
        and (words[at].word in ordinary_words() or context.kinds[at] is not Kind.UNKNOWN)
        for at in starts
    )


def _joins(context: NameContext, at: int) -> bool:
    """Return whether the word at a position leads from one code to another."""
    if at >= len(context.kinds):
        return False
    # In Hinglish "to" also means "then".
    return context.kinds[at] in {Kind.DASH, Kind.TO} or context.atlas.words[at].word == "to"


def _is_coded(context: NameContext, name: Name, code: FoundAirport) -> bool:
    """Return whether a word looks like a code: capitals, or lower case and no large place.

    A city may go by the code of its own airport: "del".
    """
    raw = context.raw(name)
    is_large = any(
        one.weight >= LARGE and fold(one.name) == name.folded and not is_beside(code, one)
        for one in context.atlas.places.get(name.folded, ())
    )
    return raw.isupper() or (raw.islower() and not is_large)
