"""Finds the one place that a line's names stand for, or what must be asked."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from domain.accounts.travellers import Traveller
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.points import airports_around, destination_of
from domain.catalog.queries.places import largest_in
from domain.catalog.values import FoundDestination
from domain.reading.decision import Cover
from domain.reading.joined_places import is_choice, is_pair
from domain.reading.kinds import Kind, pattern
from domain.reading.line import Decision
from domain.reading.meanings import PlaceName, Role, UnknownName
from domain.reading.namesakes import is_foreign_alias
from domain.reading.ordinary import ordinary_words
from domain.reading.proposals import Proposal
from domain.reading.where import Where, kilometres, where_of
from domain.search.errors import LocationNeeded, PlaceTooWide
from domain.search.filters import Anchor
from domain.search.named_place import Located
from domain.search.unknown_places import (
    SMALL,
    ask_for_unknown,
    places_held_in,
)
from domain.unit_of_work import Database

MOST_CANDIDATES = 8
SHORT, LARGE = 3, 100_000
# A misspelt name is taken for a place this many times larger than any other candidate.
SURE_SHARE = 5
SURE_WEIGHT = 20_000
SURE_LETTERS = 6
# A country and a place with the same name are both possible if their costs differ by no more.
ALIKE = 1.0
MOST_OF_COUNTRY = 3
# A city's name does not mean a country whose cities are all smaller: Granada, and Grenada.
LARGEST_THERE = 100_000
# An airport this far away (km) belongs to another city.
OF_ANOTHER = 60
NEAR_ME = pattern("NEAR LINK* ME | ME LINK* NEAR")


async def locate(
    database: Database,
    decision: Decision,
    cover: Cover,
    traveller: Traveller | None = None,
    open_country: str | None = None,
) -> Located:
    """Find the place in one reading (cover) of a line.

    For an unknown name, the traveller's recent places are suggested first, then places at home.
    `open_country` is the country of the search that the line may correct: it decides among
    namesakes.
    """
    where = _in_open_country(where_of(cover.names), open_country)
    located = await _located(database, decision, cover, where, traveller)
    if located.destination is None:
        return located
    aside: tuple[PlaceName | UnknownName, ...] = (*where.origins, *where.unknown)
    unused = tuple(one.name for one in aside)
    return replace(located, unused=unused, unknown=tuple(one.name for one in where.unknown))


def _in_open_country(where: Where, country: str | None) -> Where:
    """Let the open search's country decide among namesakes: Madrid, then "and Toledo?"."""
    there = tuple(one for one in where.options if one.place.country_code == country)
    return replace(where, options=there) if len(where.options) > 1 and len(there) == 1 else where


async def _located(
    database: Database,
    decision: Decision,
    cover: Cover,
    where: Where,
    traveller: Traveller | None,
) -> Located:
    if where.airport is not None and where.airport.airport is not None:
        airport = where.airport.airport
        place = where.options[0] if where.options else await destination_of(database, airport)
        near = Anchor(airport.name, airport.point)
        return Located(place, near, name=place.name if place else where.airport.name)
    if where.place is not None:
        return await _placed(database, decision, cover, where, traveller)
    if where.country is not None:
        return await _too_wide(database, where.country)
    if where.unknown:
        held = places_held_in(decision, cover)
        return await ask_for_unknown(database, where.unknown, (), traveller, held)
    if decision.reading.find(NEAR_ME) is not None:
        return Located(problem=LocationNeeded())
    return Located()


async def _placed(
    database: Database,
    decision: Decision,
    cover: Cover,
    where: Where,
    traveller: Traveller | None,
) -> Located:
    first = where.place
    if first is None or not where.options:
        return Located()
    if first.slips and not where.others:
        led = tuple(one for one in where.unknown if one.role is Role.THERE)
        if led and first.role is Role.PLAIN:
            # "Saputara me … gujarati thali": the line names another place.
            return await ask_for_unknown(database, led, first.options, traveller)
        return await _misspelt(database, first, where, traveller)
    several = await _several(database, decision, cover, where, first)
    if several is not None:
        return several
    place = where.options[0]
    # A town abroad must be larger to be meant beside words without a meaning.
    is_abroad = not _is_at_home(place, traveller)
    is_hamlet = (place.weight < SMALL and _is_doubted(cover)) or (
        is_abroad and place.weight < LARGE and _has_strangers(cover)
    )
    is_another = len(first.name) <= SHORT and place.weight < LARGE and not _is_own(place, first)
    is_elsewhere = is_foreign_alias(place, first.name) and not _is_at_home(place, traveller)
    if is_elsewhere or (first.role is Role.PLAIN and (is_hamlet or is_another)):
        # A hamlet's name among meaningless words is probably one of them; three letters that are a
        # town's foreign name are probably a word; a small foreign place's alias is probably the
        # name of a place that the catalogue lacks.
        words = (first.name, *(one.name for one in where.unknown))
        unsure = PlaceUnknown(" ".join(words), ((place.id, place.full_name),))
        return Located(problem=unsure, name=first.name, is_guess=True, words=words)
    airport = next((token for token in cover.left if token.kind is Kind.AIRPORT), None)
    wants_airport = first.wants_airport or airport is not None
    near = await _airport_of(database, place) if wants_airport else None
    served = (airport.start,) if airport is not None and near is not None else ()
    return Located(place, near, name=place.name, served=served)


def _is_at_home(place: FoundDestination, traveller: Traveller | None) -> bool:
    return traveller is not None and place.place.country_code == traveller.nationality


def _is_own(place: FoundDestination, name: PlaceName) -> bool:
    return fold(place.name) == fold(name.name)


async def _several(
    database: Database, decision: Decision, cover: Cover, where: Where, first: PlaceName
) -> Located | None:
    """Return the question which of several places is meant, None if there is only one."""
    # In "Yalta or Alushta" neither locates the other, although they are neighbours.
    around = set() if is_choice(cover) else {one.name for one in where.qualifiers}
    either = [
        one
        for one in cover.names
        if isinstance(one, PlaceName) and one.options and one.name not in around
    ]
    if len(either) > 1 and (is_choice(cover) or is_pair(cover)):
        places = [one.options[0] for one in either]
        return _which(" ".join(one.name for one in either), places)
    if where.others:
        places = [where.options[0], *(one.options[0] for one in where.others if one.options)]
        return _which(" ".join(one.name for one in (first, *where.others)), places)
    country = _country_of_that_name(decision, cover, first)
    if country is not None:
        cities = await largest_in(database, country, MOST_OF_COUNTRY)
        if cities and cities[0].weight < LARGEST_THERE:
            return _which(first.name, where.options) if len(where.options) > 1 else None
        return _which(first.name, [*where.options[:MOST_OF_COUNTRY], *cities])
    return _which(first.name, where.options) if len(where.options) > 1 else None


async def _airport_of(database: Database, place: FoundDestination) -> Anchor | None:
    """Return a place's airport, if only one is nearby."""
    around = await airports_around(database, place.place.centre)
    if not around:
        return None
    away = sorted(around, key=lambda one: kilometres(place.place.centre, one.point))
    nearest = away[0]
    is_sure = len(away) == 1 or kilometres(place.place.centre, away[1].point) >= OF_ANOTHER
    return Anchor(nearest.name, nearest.point) if is_sure else None


def _has_strangers(cover: Cover) -> bool:
    """Return whether words are left that are in no list, not even that of ordinary words."""
    names = [one.name for one in cover.all(UnknownName)]
    words = [token.word for token in cover.left if token.kind is Kind.UNKNOWN]
    return bool(names) or any(one not in ordinary_words() for one in words)


def _is_doubted(cover: Cover) -> bool:
    """Return whether words without a meaning are left."""
    return bool(cover.all(UnknownName)) or any(token.kind is Kind.UNKNOWN for token in cover.left)


def _which(name: str, places: Iterable[FoundDestination]) -> Located:
    candidates = dict.fromkeys((one.id, one.full_name) for one in places)
    return Located(problem=PlaceAmbiguous(name, tuple(candidates)[:MOST_CANDIDATES]), name=name)


def _country_of_that_name(decision: Decision, cover: Cover, name: PlaceName) -> str | None:
    """Return the country that shares a place's name: the state of Georgia, and Georgia."""
    chosen = next(one for one in cover.chosen if _is_called(one, name))
    for one in decision.proposals:
        if _is_called(one, name) and one.meaning.country and one.cost - chosen.cost <= ALIKE:
            country: str = one.meaning.country
            if all(option.place.country_code != country for option in name.options):
                return country
    return None


def _is_called(proposal: Proposal[Any], name: PlaceName) -> bool:
    return isinstance(proposal.meaning, PlaceName) and proposal.meaning.name == name.name


async def _too_wide(database: Database, country: PlaceName) -> Located:
    largest = await largest_in(database, country.country or "", MOST_CANDIDATES)
    wide = PlaceTooWide(country.name, tuple((one.id, one.full_name) for one in largest))
    return Located(problem=wide, name=country.name)


async def _misspelt(
    database: Database, name: PlaceName, where: Where, traveller: Traveller | None
) -> Located:
    """Read a name as a place with a similar spelling, if only one can be meant."""
    options = sorted(name.options, key=lambda one: one.weight, reverse=True)
    first, others = options[0], options[1:]
    is_sure = (
        name.slips <= 1
        and len(name.name) >= SURE_LETTERS
        and first.weight >= SURE_WEIGHT
        and not is_foreign_alias(first, name.name)
        and first.weight >= SURE_SHARE * max((one.weight for one in others), default=0)
    )
    if is_sure:
        return Located(first, name=first.name, spelt=name.name)
    unknown = UnknownName(name.name, name.role)
    return await ask_for_unknown(database, (unknown, *where.unknown), options, traveller)
