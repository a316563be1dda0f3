"""Unknown names, and the places that may be meant instead."""

from collections.abc import Iterable

from domain.accounts.travellers import Traveller
from domain.catalog.errors import PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.suggestions import beginning, worth
from domain.catalog.values import FoundDestination
from domain.reading.decision import Cover
from domain.reading.line import Decision
from domain.reading.meanings import PlaceName, Role, UnknownName
from domain.reading.namesakes import is_foreign_alias
from domain.search.named_place import Located
from domain.search.queries.recent_destinations import recent_ids
from domain.unit_of_work import Database

# A place this small counts only if the text points to it or says nothing else.
SMALL = 15_000
MOST_SUGGESTIONS, MOST_HELD = 6, 3
# A town this large is meant despite unknown words beside its name, if that costs no more.
A_TOWN, SPLIT = 30_000, 1.5


def is_at_home(place: FoundDestination, traveller: Traveller | None) -> bool:
    """Return whether a place is in the traveller's own country."""
    return traveller is not None and place.place.country_code == traveller.nationality


def places_held_in(decision: Decision, cover: Cover) -> list[FoundDestination]:
    """Return the places named within unknown words: "Zostel Jaisalmer"."""
    spans = [(o.start, o.end) for o in cover.chosen if isinstance(o.meaning, UnknownName)]
    found = [
        (one.meaning.options[0], one.meaning.name)
        for one in decision.proposals
        if isinstance(one.meaning, PlaceName) and one.meaning.options and not one.meaning.slips
        and any(start <= one.start and one.end <= end for start, end in spans)
    ]  # fmt: skip
    known = [
        place
        for place, name in found
        if place.weight >= SMALL and not is_foreign_alias(place, name)
    ]
    return sorted(known, key=lambda one: one.weight, reverse=True)[:MOST_HELD]


def beside_unknown(decision: Decision, cover: Cover, located: Located) -> Cover | None:
    """Return the reading that takes a town out of a longer, unknown name, if there is one.

    "Benidorm Levante" is asked about as a whole although its town is clear: the town is searched,
    and the rest of the name is reported as unknown, unless suppliers know areas by the whole name.
    """
    problem = located.problem
    if not isinstance(problem, PlaceUnknown) or problem.areas or located.destination is not None:
        return None
    towns = {one.id for one in places_held_in(decision, cover) if one.weight >= A_TOWN}
    if len(towns) != 1:
        return None
    for other in decision.others:
        is_near = other.request is cover.request and other.cost - cover.cost < SPLIT
        names = [one for one in other.names if isinstance(one, PlaceName) and not one.slips]
        if is_near and any(one.options and one.options[0].id in towns for one in names):
            return other
    return None


async def ask_for_unknown(
    database: Database,
    names: tuple[UnknownName, ...],
    nearly: Iterable[FoundDestination],
    traveller: Traveller | None,
    held: Iterable[FoundDestination] = (),
) -> Located:
    """Return the question for an unknown place, with suggestions of what may be meant.

    `held` are places whose whole name is among the words.
    """
    country_code = traveller.nationality if traveller else None
    recent = await recent_ids(database, traveller.user_id) if traveller else ()
    longest = max((one.name for one in names), key=len)
    begun = await beginning(database, fold(longest), MOST_SUGGESTIONS)
    begun.sort(key=lambda one: worth(one, country_code, recent), reverse=True)
    likely = {one.id: one for one in (*held, *begun, *nearly)}
    # The traveller's recent places come first, then the closest spelling.
    ordered = sorted(likely.values(), key=lambda one: one.id not in recent)
    suggestions = tuple((one.id, one.full_name) for one in ordered)[:MOST_SUGGESTIONS]
    named = " ".join(one.name for one in names)
    is_pointed = any(one.role is Role.THERE for one in names)
    return Located(
        problem=PlaceUnknown(named, suggestions),
        name=named,
        is_guess=not is_pointed,
        words=tuple(word for one in names for word in fold(one.name).split()),
    )
