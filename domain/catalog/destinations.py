"""Finding destinations by what travellers call them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.own_names import own_spellings
from domain.catalog.queries.places import Called, places_called
from domain.catalog.transliteration import to_latin
from domain.catalog.values import FoundDestination
from domain.unit_of_work import Database

# Of two places with the same name, the larger is meant if the other has less than this share.
AMBIGUOUS_SHARE = 0.2
# Within one country it is clearer which one is meant: Ibiza, not a quarter of Madrid.
AMBIGUOUS_AT_HOME = 0.35
# How much a place's old or foreign name counts against another place's own name.
FOREIGN_NAME = 0.05
# How much its name in a traveller's language does, that of Florence against Colombia's Florencia.
TOLD_NAME = 0.3
# A code for another place hardly counts against a place of that very name: Leh, and Le Havre.
CODE_LETTERS, CODE_SHARE, NO_HAMLET = 3, 0.005, 15_000
# Places with the same name that are this close together are one place.
SAME_DEGREES = 0.4
CITY_SHARE = 0.3
MOST_NAMESAKES = 20
# What links a name to the words that tell it apart from its namesakes.
LINKS = frozenset({"de", "del", "upon", "on", "am", "an", "sur"})
# A city must weigh this much to stand for its time zone.
TELLS_TIME = 150_000
# In another script, one letter in this many may differ.
LETTERS_A_SLIP = 4


async def zones_called(pool: Database, text: str) -> list[str]:
    """Return the time zones of the cities with that name, the likeliest first.

    Small towns do not count: "Atlantis" does not mean Johannesburg's time.
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
            _own_ids(its),
            {one.place.id for one in its if _is_told(one)},
            is_code=len(name) <= CODE_LETTERS,
        )
        for name, its in by_name.items()
    }


def _own_ids(called: Sequence[Called]) -> set[int]:
    """Return the places whose own name it is.

    Of one that is hardly smaller than all those its first words are enough: Santiago de Compostela,
    Newcastle upon Tyne.
    """
    own = [one for one in called if _is_own(one)]
    largest = max((one.place.weight for one in own), default=0)
    short = (
        one for one in called if one.place.weight >= largest * AMBIGUOUS_SHARE and _is_short(one)
    )
    return {one.place.id for one in (*own, *short)}


def _is_short(one: Called) -> bool:
    """Return whether a place is called by the words of its name before "de" or "upon"."""
    own = fold(one.place.name)
    follows = own.removeprefix(f"{one.called} ").split()
    return own.startswith(f"{one.called} ") and follows[0] in LINKS and len(follows) > 1


def _is_own(one: Called) -> bool:
    """Return whether this is the place's own name, perhaps in another script: Калининград."""
    if one.is_own or one.called.isascii():
        return one.is_own
    if _is_told(one):
        return True
    own = fold(one.place.name)
    most = len(own) // LETTERS_A_SLIP
    return any(OSA.distance(own, latin) <= most for latin in to_latin(one.called))


def _is_told(one: Called) -> bool:
    """Return whether a place is called so in one of the travellers' languages."""
    return one.called in own_spellings(one.place.place.country_code, one.place.name)


def likely(
    everything: Sequence[FoundDestination],
    own_ids: Collection[int],
    told_ids: Collection[int] = (),
    *,
    is_code: bool = False,
) -> tuple[FoundDestination, ...]:
    """Return which of the places with one name may be meant, the likeliest first.

    `own_ids` are the places whose own name it is. Against those, an old or foreign name weighs
    little, and even less if `is_code`: "Goa" is not Genoa, though some languages call it that. It
    weighs more for `told_ids`, which travellers' languages call so: "Florencia" is Florence. Of
    places with the same name side by side, the largest stands for all.
    """
    kept = [one for one in everything if not _is_region_around(one, everything)]
    largest_own = max((one.weight for one in kept if one.id in own_ids), default=0)
    foreign = CODE_SHARE if is_code and largest_own >= NO_HAMLET else FOREIGN_NAME
    if largest_own:
        kept = [
            one
            if one.id in own_ids
            else replace(
                one, weight=round(one.weight * (TOLD_NAME if one.id in told_ids else foreign))
            )
            for one in kept
        ]
    ordered = sorted(kept, key=lambda one: one.weight, reverse=True)
    return tuple(
        one
        for at, one in enumerate(ordered)
        if not any(_is_same(one, larger) for larger in ordered[:at])
    )


def _is_same(one: FoundDestination, larger: FoundDestination) -> bool:
    """Return whether two entries are one place: same name, kind and country, side by side."""
    here, there = one.place.centre, larger.place.centre
    return (
        one.kind is larger.kind
        and fold(one.name) == fold(larger.name)
        and one.place.country_code == larger.place.country_code
        and abs(here.latitude - there.latitude) < SAME_DEGREES
        and abs(here.longitude - there.longitude) < SAME_DEGREES
    )


def _is_region_around(one: FoundDestination, others: Iterable[FoundDestination]) -> bool:
    """Return whether a region merely surrounds a city of the same name: "New York" is the city."""
    return one.kind is DestinationKind.REGION and any(
        other.kind is DestinationKind.CITY
        and other.place.country_code == one.place.country_code
        and other.weight >= one.weight * CITY_SHARE
        and _is_called_alike(one, other)
        for other in others
    )


def _is_called_alike(region: FoundDestination, city: FoundDestination) -> bool:
    """Return whether a name of one begins one of the other, in any of the travellers' languages.

    New York City, and Lisbon, which is Lisboa; but not Santa Cruz de Tenerife.
    """
    return any(
        one.startswith(other) or other.startswith(one)
        for one in _spellings(region)
        for other in _spellings(city)
    )


def _spellings(place: FoundDestination) -> set[str]:
    return {fold(place.name)} | own_spellings(place.place.country_code, place.name)


def rivals(candidates: Sequence[FoundDestination]) -> tuple[FoundDestination, ...]:
    """Return the first candidate and those of similar size; only the first if it is clear."""
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

    Raises `PlaceAmbiguous` if several of similar size have that name, and `PlaceUnknown` if none
    has.
    """
    name = fold(text)
    meant = rivals((await namesakes(pool, [name])).get(name, ()))
    if not meant:
        raise PlaceUnknown(text)
    if len(meant) > 1:
        raise PlaceAmbiguous(text, tuple((one.id, one.full_name) for one in meant))
    return meant[0]
