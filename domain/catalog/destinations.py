"""Finding destinations by what travellers call them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.queries.places import Called, places_called
from domain.catalog.transliteration import to_latin
from domain.catalog.values import FoundDestination
from domain.unit_of_work import Database

# Of two places with one name, the larger is meant when the other has less than this share.
AMBIGUOUS_SHARE = 0.2
# Within one country everybody knows which is meant sooner: Ibiza, and a quarter of Madrid.
AMBIGUOUS_AT_HOME = 0.35
# What a place's old or foreign name counts next to another's own.
FOREIGN_NAME = 0.05
# What is called by a code elsewhere hardly counts next to a place of that very name: Leh, Le Havre.
CODE_LETTERS, CODE_SHARE, NO_HAMLET = 3, 0.005, 15_000
# Places of one name so near to each other are one.
SAME_DEGREES = 0.4
CITY_SHARE = 0.3
MOST_NAMESAKES = 20
# A city of this weight is known for its time of day.
TELLS_TIME = 150_000
# In another script a name may differ by one letter in this many.
LETTERS_A_SLIP = 4


async def zones_called(pool: Database, text: str) -> list[str]:
    """Return the time zones of the cities of that name, the likeliest first.

    A town that few speak of is none to tell the time by: Atlantis is no Johannesburg.
    """
    found = (await namesakes(pool, [fold(text)])).get(fold(text), ())
    return list(dict.fromkeys(one.time_zone for one in found if one.weight >= TELLS_TIME))


async def namesakes(
    pool: Database, names: Collection[str]
) -> dict[str, tuple[FoundDestination, ...]]:
    """Return the places that each of the folded `names` may mean, likeliest first, in one query.

    A name that is not a place's is absent.
    """
    by_name: dict[str, list[Called]] = defaultdict(list)
    for one in await places_called(pool, names, MOST_NAMESAKES):
        by_name[one.called].append(one)
    return {
        name: likely(
            [one.place for one in its],
            {one.place.id for one in its if _is_own(one)},
            is_code=len(name) <= CODE_LETTERS,
        )
        for name, its in by_name.items()
    }


def _is_own(one: Called) -> bool:
    """Return whether a name is its place's own, perhaps in another script: Калининград."""
    if one.is_own or one.called.isascii():
        return one.is_own
    own = fold(one.place.name)
    most = len(own) // LETTERS_A_SLIP
    return any(OSA.distance(own, latin) <= most for latin in to_latin(one.called))


def likely(
    everything: Sequence[FoundDestination],
    own_ids: Collection[int],
    *,
    is_code: bool = False,
) -> tuple[FoundDestination, ...]:
    """Return those of one name that may be meant, the likeliest first.

    `own_ids` are those whose own name it is; next to one, another's old or foreign name weighs
    little, and less where `is_code`: "Goa" is not Genoa, though it has that name in some languages.
    Of places of one name next to each other the larger stands for all.
    """
    kept = [one for one in everything if not _is_region_around(one, everything)]
    largest_own = max((one.weight for one in kept if one.id in own_ids), default=0)
    foreign = CODE_SHARE if is_code and largest_own >= NO_HAMLET else FOREIGN_NAME
    if largest_own:
        kept = [
            one if one.id in own_ids else replace(one, weight=round(one.weight * foreign))
            for one in kept
        ]
    ordered = sorted(kept, key=lambda one: one.weight, reverse=True)
    return tuple(
        one
        for at, one in enumerate(ordered)
        if not any(_is_same(one, larger) for larger in ordered[:at])
    )


def _is_same(one: FoundDestination, larger: FoundDestination) -> bool:
    """Return whether two entries are one place: of one name, kind and country, side by side."""
    here, there = one.place.centre, larger.place.centre
    return (
        one.kind is larger.kind
        and fold(one.name) == fold(larger.name)
        and one.place.country_code == larger.place.country_code
        and abs(here.latitude - there.latitude) < SAME_DEGREES
        and abs(here.longitude - there.longitude) < SAME_DEGREES
    )


def _is_region_around(one: FoundDestination, others: Iterable[FoundDestination]) -> bool:
    """Return whether a region only surrounds a city of its name: "New York" is the city."""
    return one.kind is DestinationKind.REGION and any(
        other.kind is DestinationKind.CITY
        and other.place.country_code == one.place.country_code
        and other.weight >= one.weight * CITY_SHARE
        for other in others
    )


def rivals(candidates: Sequence[FoundDestination]) -> tuple[FoundDestination, ...]:
    """Return the first of the candidates with those of like size; alone when it is meant."""
    if not candidates:
        return ()
    first = candidates[0]
    home = first.place.country_code
    return tuple(
        one
        for one in candidates
        if one.weight
        >= first.weight * (AMBIGUOUS_AT_HOME if one.place.country_code == home else AMBIGUOUS_SHARE)
    )


async def resolve_destination(pool: Database, text: str) -> FoundDestination:
    """Return the one destination that `text` names.

    Raises `PlaceAmbiguous` when several of like size have that name, and `PlaceUnknown` when none
    is.
    """
    name = fold(text)
    meant = rivals((await namesakes(pool, [name])).get(name, ()))
    if not meant:
        raise PlaceUnknown(text)
    if len(meant) > 1:
        raise PlaceAmbiguous(text, tuple((one.id, one.full_name) for one in meant))
    return meant[0]
