"""Which of a text's words are the place: pure, over what the catalogue knows of them."""

from dataclasses import dataclass
from math import cos, hypot, radians

from domain.catalog.countries import countries_by_name
from domain.catalog.destinations import FoundDestination, rivals
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.points import KILOMETRES_A_DEGREE, FoundAirport
from domain.reading.airports import airport_words, named_airport
from domain.reading.candidates import Candidate, Known, Run, apart, candidates_of
from domain.reading.inflection import dictionary_forms
from domain.reading.tokens import Token
from domain.suppliers.contract import Coordinates

# Two places of a text are a question only when neither is a chance namesake of a common word.
LARGE = 100_000
RIVAL_SHARE = 0.15
COUNTRY_LIKE = 300_000
# How far a region reaches from its middle, and an airport from its city.
REGION_KILOMETRES = 250
AIRPORT_KILOMETRES = 100


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


def choose_place(known: Known) -> PlaceReading:
    """Return the place that a text means."""
    candidates = apart(list(candidates_of(known)))
    airport, airport_run = named_airport(known, candidates)
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
        airport = airport_words(tokens, only.run)[1] is not None
        return PlaceReading(
            rivals(only.places), name=only.run.name, spans=spans, wants_airport=airport
        )
    places = tuple(c.places[0] for c in candidates)
    return PlaceReading(places, name=" ".join(c.run.name for c in candidates), spans=spans)


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


def kilometres(one: Coordinates | None, other: Coordinates | None) -> float:
    """Return the distance, near enough for a few hundred kilometres; infinite when unknown."""
    if one is None or other is None:
        return float("inf")
    across = (one.longitude - other.longitude) * cos(radians(one.latitude))
    return KILOMETRES_A_DEGREE * hypot(one.latitude - other.latitude, across)
