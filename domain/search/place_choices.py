"""Which of several places a line means: namesakes, alternatives, and places side by side."""

from collections.abc import Iterable
from typing import Any

from domain.accounts.travellers import Traveller
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.points import destination_of
from domain.catalog.queries.places import largest_in
from domain.catalog.values import FoundDestination
from domain.languages import spoken_in
from domain.reading.coverage import SURE
from domain.reading.decision import Cover
from domain.reading.joined_places import alternatives_of, is_pair
from domain.reading.line import Decision
from domain.reading.meanings import PlaceName, Role
from domain.reading.names import Atlas
from domain.reading.namesakes import FAMOUS
from domain.reading.place_resolution import ResolvedPlace
from domain.reading.proposals import Proposal
from domain.search.named_place import Located, is_own_name
from domain.search.unknown_places import is_at_home
from domain.unit_of_work import Database

MOST_CANDIDATES = 8
# Joins the names of a choice, so that they can be read as one again.
JOINED = " or "
# A country and a place of the same name may both be meant if their costs differ by no more.
ALIKE = 1.0
MOST_OF_COUNTRY = 3
# Nobody calling a city by name means a country without a city this large: Granada, and Grenada.
LARGEST_THERE = 100_000
# Smaller namesakes abroad are hardly meant.
A_TOWN = 15_000
# A namesake with a smaller share of the first one's weight is not asked about.
A_SHARE = 0.06
# The least share of the weight of a city abroad with which a town at home may be meant instead.
A_SHARE_AT_HOME = 0.08


async def which_of_several(
    database: Database,
    decision: Decision,
    cover: Cover,
    where: ResolvedPlace,
    first: PlaceName,
    traveller: Traveller | None,
) -> Located | None:
    """Return the question which of several places is meant, or None if there is only one."""
    # In "Munnar and Thekkady", neither says where the other is, although they are neighbours.
    either = [one for one in cover.names if isinstance(one, PlaceName) and one.options]
    if len(either) > 1 and is_pair(cover):
        places = [one.options[0] for one in either]
        return which_place(JOINED.join(one.name for one in either), places)
    if where.others:
        places = [where.options[0], *(one.options[0] for one in where.others if one.options)]
        return which_place(JOINED.join(one.name for one in (first, *where.others)), places)
    aside = _put_aside(cover, where, first)
    if aside:
        places = [where.options[0], *aside]
        return which_place(JOINED.join((first.name, *(one.name for one in aside))), places)
    country = _country_of_that_name(decision, cover, first)
    if country is not None:
        cities = await largest_in(database, country, MOST_OF_COUNTRY)
        if cities and cities[0].weight < LARGEST_THERE:
            return which_place(first.name, where.options) if len(where.options) > 1 else None
        return which_place(first.name, [*where.options[:MOST_OF_COUNTRY], *cities])
    atlas = decision.evidence.atlas
    options = where.options if len(where.options) > 1 else _abroad(where, first, traveller, atlas)
    return which_place(first.name, options) if len(options) > 1 else None


def _abroad(
    where: ResolvedPlace, first: PlaceName, traveller: Traveller | None, atlas: Atlas
) -> tuple[FoundDestination, ...]:
    """Return the namesakes of a town in several countries: Whitby, in Canada and in England.

    Nobody is asked if the line gives the country or hints at it, and whoever names a town at home
    means that one. A language spoken in few countries means those: Lugo, and not the one in Italy.
    A city that everybody knows is preferred to its namesakes, but a Spaniard's Cuenca may be
    Spain's.
    """
    meant = where.options[0]
    is_hinted = meant.place.country_code in atlas.hinted
    if is_at_home(meant, traveller) or is_hinted or where.qualifiers or first.slips:
        return ()
    if meant.weight >= FAMOUS or not is_own_name(meant, first):
        return _also_at_home(meant, first, traveller)
    told = {meant.place.country_code}
    spoken = spoken_in(atlas.language)
    kept = spoken if meant.place.country_code in spoken else None
    others = []
    for one in first.options[1:]:
        is_likely = one.weight >= max(A_TOWN, A_SHARE * meant.weight)
        country = one.place.country_code
        is_spoken = kept is None or country in kept
        if is_likely and is_spoken and is_own_name(one, first) and country not in told:
            told.add(country)
            others.append(one)
    return (meant, *others) if others else _also_at_home(meant, first, traveller)


def _also_at_home(
    meant: FoundDestination, first: PlaceName, traveller: Traveller | None
) -> tuple[FoundDestination, ...]:
    """Return a city abroad and its namesakes at home, unless those are far smaller."""
    least = max(A_TOWN, A_SHARE_AT_HOME * meant.weight)
    here = [one for one in first.options[1:] if is_at_home(one, traveller)]
    likely = [one for one in here if one.weight >= least]
    return (*likely, meant) if likely else ()


async def either_of(database: Database, cover: Cover) -> Located | None:
    """Return the question which alternative is meant ("Interlaken or Grindelwald"), if any.

    A place may be known only by its airport; an unknown word is asked about, with the place beside
    it as the other answer.
    """
    either = alternatives_of(cover)
    if len(either) < 2:  # noqa: PLR2004 - a choice
        return None
    found: list[FoundDestination] = []
    for one in either:
        if not isinstance(one, PlaceName):
            continue
        place = one.options[0] if one.options else None
        if place is None and one.airport is not None:
            place = await destination_of(database, one.airport)
        found += [place] if place is not None else []
    names = [one.name for one in either if isinstance(one, PlaceName)]
    unknown = next((one for one in either if not isinstance(one, PlaceName)), None)
    if unknown is not None and found:
        name = unknown if isinstance(unknown, str) else unknown.name
        told = tuple((one.id, one.full_name) for one in found)
        return Located(problem=PlaceUnknown(name, told), name=name)
    return which_place(JOINED.join(names), found) if len({one.id for one in found}) > 1 else None


def _put_aside(cover: Cover, where: ResolvedPlace, first: PlaceName) -> list[FoundDestination]:
    """Return other places in the country that the line clearly names but that were not used.

    Anything near or around the place only says which one is meant, and a lower-case word after
    "in …" is not a place.
    """
    if not where.options or first.is_near:
        return []
    meant = where.options[0]
    used = {first.name, *(one.name for one in (*where.qualifiers, *where.origins))}
    found = []
    for one in cover.chosen:
        name = one.meaning
        if not isinstance(name, PlaceName) or not name.options or one.cost >= SURE:
            continue
        is_other = name.name not in used and not (name.is_near or name.slips)
        is_there = name.options[0].place.country_code == meant.place.country_code
        is_word = first.role is Role.THERE and name.role is Role.PLAIN and name.name.islower()
        if is_other and is_there and not is_word and name.role in {Role.PLAIN, Role.THERE}:
            found.append(name.options[0])
    return [one for one in found if one.id != meant.id]


def which_place(name: str, places: Iterable[FoundDestination]) -> Located:
    candidates = dict.fromkeys((one.id, one.full_name) for one in places)
    return Located(problem=PlaceAmbiguous(name, tuple(candidates)[:MOST_CANDIDATES]), name=name)


def _country_of_that_name(decision: Decision, cover: Cover, name: PlaceName) -> str | None:
    """Return another country with the name of the place: Georgia, and Georgia."""
    chosen = next(one for one in cover.chosen if _is_called(one, name))
    for one in decision.proposals:
        if _is_called(one, name) and one.meaning.country and one.cost - chosen.cost <= ALIKE:
            country: str = one.meaning.country
            if all(option.place.country_code != country for option in name.options):
                return country
    return None


def _is_called(proposal: Proposal[Any], name: PlaceName) -> bool:
    return isinstance(proposal.meaning, PlaceName) and proposal.meaning.name == name.name
