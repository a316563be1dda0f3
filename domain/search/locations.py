"""Finds the one place that a line's names stand for, or what must be asked."""

from collections.abc import Iterable
from dataclasses import replace

from domain.accounts.travellers import Traveller
from domain.catalog.errors import PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.nicknames import folded_nicknames
from domain.catalog.points import airports_around, destination_of
from domain.catalog.queries.places import largest_in
from domain.catalog.values import FoundDestination
from domain.reading.common_words import ordinary_words
from domain.reading.decision import Cover
from domain.reading.kinds import Kind, pattern
from domain.reading.line import Decision
from domain.reading.meanings import PlaceName, Role, UnknownName
from domain.reading.namesakes import is_foreign_alias
from domain.reading.place_resolution import ResolvedPlace, kilometres, lies_in, resolve_place
from domain.reading.tokens import Token
from domain.reading.words.other_services import OTHER_SERVICES
from domain.search.errors import LocationNeeded, PlaceTooWide
from domain.search.filters import Anchor
from domain.search.named_place import Located, is_own_name
from domain.search.place_choices import MOST_CANDIDATES, either_of, which_of_several
from domain.search.unknown_places import SMALL, ask_for_unknown, is_at_home, places_held_in
from domain.unit_of_work import Database

SHORT, LARGE = 3, 100_000
# After "airport", these ask for a ride, as other services do.
FETCHED = frozenset({"pick", "pickup", "drop", "transfer", "transfers", "shuttle"})
# A misspelt name is taken for a place this many times larger than any other candidate.
SURE_SHARE = 5
SURE_WEIGHT = 20_000
SURE_LETTERS = 6
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
    where = _in_open_country(resolve_place(cover.names), open_country)
    located = await _located(database, decision, cover, where, traveller)
    if located.destination is None:
        return located
    avoided = _avoided_in(located.destination, cover.names)
    made = _unmade(where, cover.names)
    aside: tuple[PlaceName | UnknownName, ...] = (*where.origins, *where.unknown, *avoided, *made)
    return replace(
        located,
        unused=tuple(one.name for one in aside),
        unknown=tuple(one.name for one in where.unknown),
        served=(*located.served, *_denials(cover)),
    )


def _unmade(where: ResolvedPlace, names: Iterable[PlaceName | UnknownName]) -> list[PlaceName]:
    """Return the places that a line names but that were not used."""
    several = (*where.others, *where.origins, *where.qualifiers)
    one_each = (where.place, where.airport, where.country)
    made = {one.name for one in (*several, *one_each) if one is not None}
    return [
        one
        for one in names
        if isinstance(one, PlaceName) and one.role is not Role.EXCLUDED and one.name not in made
    ]


def _avoided_in(
    place: FoundDestination, names: Iterable[PlaceName | UnknownName]
) -> list[PlaceName | UnknownName]:
    """Return names to avoid within the place, which no search can: "Istanbul, but not Laleli"."""
    return [
        one
        for one in names
        if one.role is Role.EXCLUDED
        and (isinstance(one, UnknownName) or any(lies_in(part, place) for part in one.options))
    ]


def _denials(cover: Cover) -> list[int]:
    """Return the starts of words that negate the name after them: the "not" of "not Laleli"."""
    denied = [
        one.start
        for one in cover.chosen
        if isinstance(one.meaning, (PlaceName, UnknownName)) and one.meaning.role is Role.EXCLUDED
    ]
    return [
        token.start
        for token in cover.left
        if token.kind is Kind.NO and any(not cover.text[token.end : at].strip() for at in denied)
    ]


def _in_open_country(where: ResolvedPlace, country: str | None) -> ResolvedPlace:
    """Let the open search's country decide among namesakes: Madrid, then "and Toledo?"."""
    there = tuple(one for one in where.options if one.place.country_code == country)
    return replace(where, options=there) if len(where.options) > 1 and len(there) == 1 else where


async def _located(
    database: Database,
    decision: Decision,
    cover: Cover,
    where: ResolvedPlace,
    traveller: Traveller | None,
) -> Located:
    if (choice := await either_of(database, cover)) is not None:
        return choice
    if where.airport is not None:
        return await _by_airport(database, cover, where, where.airport, traveller)
    if where.place is not None:
        return await _placed(database, decision, cover, where, traveller)
    if where.country is not None:
        return await _too_wide(database, where.country)
    if where.unknown:
        held = places_held_in(decision, cover)
        return await ask_for_unknown(database, where.unknown, (), traveller, held)
    is_near_me = decision.reading.find(NEAR_ME) is not None
    return Located(problem=LocationNeeded() if is_near_me else None)


async def _by_airport(
    database: Database,
    cover: Cover,
    where: ResolvedPlace,
    name: PlaceName,
    traveller: Traveller | None,
) -> Located:
    """Find where to stay for somebody who names an airport; a code alone may mean something else
    abroad.
    """
    airport = name.airport
    if airport is None:
        return Located()
    place = where.options[0] if where.options else await destination_of(database, airport)
    if place is not None and not where.options and _is_bare(cover, name, place, traveller):
        # "RAK, all inclusive" is an emirate to some, and to airlines Marrakesh.
        unsure = PlaceUnknown(name.name, ((place.id, place.full_name),))
        return Located(problem=unsure, name=name.name)
    near = Anchor(airport.name, airport.point)
    return Located(place, near)


def _is_bare(
    cover: Cover, name: PlaceName, place: FoundDestination, traveller: Traveller | None
) -> bool:
    """Return whether only a code names a place abroad, and no word says that it is an airport."""
    speaks_of_it = name.wants_airport or any(one.kind is Kind.AIRPORT for one in cover.left)
    is_abroad = not is_at_home(place, traveller)
    return name.is_code and name.role is Role.PLAIN and is_abroad and not speaks_of_it


async def _placed(
    database: Database,
    decision: Decision,
    cover: Cover,
    where: ResolvedPlace,
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
    several = await which_of_several(database, decision, cover, where, first, traveller)
    if several is not None:
        return several
    place = where.options[0]
    if _is_unlikely(cover, first, place, traveller):
        words = (first.name, *(one.name for one in where.unknown))
        unsure = PlaceUnknown(" ".join(words), ((place.id, place.full_name),))
        return Located(problem=unsure, name=first.name, is_guess=True, words=words)
    airport = next((token for token in cover.left if _is_airport(token, cover.text)), None)
    wants_airport = first.wants_airport or airport is not None
    near = await _airport_of(database, place) if wants_airport else None
    served = (airport.start,) if airport is not None and near is not None else ()
    return Located(place, near, served=served)


def _is_unlikely(
    cover: Cover, first: PlaceName, place: FoundDestination, traveller: Traveller | None
) -> bool:
    """Return whether a name probably does not mean the only place of that name.

    A hamlet's name among unknown words is probably one of them; three letters that are a
    town's foreign name are probably a word; a small foreign place's alias is probably the name of
    a place that the catalogue lacks.
    """
    # A town abroad must be larger to be meant beside unknown words.
    is_abroad = not is_at_home(place, traveller)
    is_hamlet = (place.weight < SMALL and _is_doubted(cover)) or (
        is_abroad and place.weight < LARGE and _has_strangers(cover)
    )
    is_code = is_abroad and first.name.isupper() and fold(first.name) not in folded_nicknames()
    is_another = (
        len(first.name) <= SHORT
        and (place.weight < LARGE or is_code)
        and not is_own_name(place, first)
    )
    is_elsewhere = is_foreign_alias(place, first.name) and is_abroad
    return is_elsewhere or (first.role is Role.PLAIN and (is_hamlet or is_another))


def _is_airport(token: Token, text: str) -> bool:
    """Return whether a word means an airport, and not a ride from there."""
    behind, before = fold(text[token.end :]).split()[:2], fold(text[: token.start]).split()[-1:]
    is_other = bool((FETCHED | OTHER_SERVICES) & {*behind[:1], *before})
    is_other = is_other or (len(behind) > 1 and behind[1] in OTHER_SERVICES)
    return token.kind is Kind.AIRPORT and not is_other


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
    """Return whether there are leftover words in no list, not even that of ordinary words."""
    is_named = bool(cover.all(UnknownName))
    return is_named or any(one.word not in ordinary_words() for one in cover.strangers)


def _is_doubted(cover: Cover) -> bool:
    """Return whether there are unknown words."""
    return bool(cover.all(UnknownName) or cover.strangers)


async def _too_wide(database: Database, country: PlaceName) -> Located:
    largest = await largest_in(database, country.country or "", MOST_CANDIDATES)
    wide = PlaceTooWide(country.name, tuple((one.id, one.full_name) for one in largest))
    return Located(problem=wide, name=country.name)


async def _misspelt(
    database: Database, name: PlaceName, where: ResolvedPlace, traveller: Traveller | None
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
        and (first.weight >= LARGE or is_at_home(first, traveller) or name.role is Role.THERE)
    )
    if is_sure:
        return Located(first, spelt=name.name)
    unknown = UnknownName(name.name, name.role)
    return await ask_for_unknown(database, (unknown, *where.unknown), options, traveller)
