"""Finding destinations by what travellers call them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import OSA

from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.catalog.transliteration import to_latin
from domain.full_names import FullName
from domain.suppliers.contract import Coordinates, Place
from domain.unit_of_work import Database

# Of two places with one name, the larger is meant when the other has less than this share.
AMBIGUOUS_SHARE = 0.2
# Within one country everybody knows which is meant sooner: Ibiza, and a quarter of Madrid.
AMBIGUOUS_AT_HOME = 0.35
# What a place's old or foreign name counts beside another's own.
FOREIGN_NAME = 0.05
# What is called by a code elsewhere hardly counts beside a place of that very name: Leh, Le Havre.
CODE_LETTERS, CODE_SHARE, NO_HAMLET = 3, 0.005, 15_000
# Places of one name so near to each other are one.
SAME_DEGREES = 0.4
CITY_SHARE = 0.3
MOST_NAMESAKES = 20
# A city of this weight is known for its time of day.
TELLS_TIME = 150_000
# A name in other letters may differ by one letter in so many.
LETTERS_A_SLIP = 4

COLUMNS = """
    d.id, d.name, d.kind, d.subdivision, d.latitude, d.longitude, d.population, d.time_zone,
    c.code AS country_code, c.name AS country_name
"""
FROM = "FROM destinations d JOIN countries c ON c.code = d.country_id"


@dataclass(frozen=True, slots=True)
class FoundDestination:
    """A destination of the catalogue; `weight` says how likely it is meant among namesakes."""

    id: int
    name: str
    kind: DestinationKind
    subdivision: str | None
    weight: int
    time_zone: str
    place: Place

    @property
    def full_name(self) -> FullName:
        """Return the name with what tells it from its namesakes."""
        parts = (self.name, self.subdivision) if self.subdivision else (self.name,)
        return FullName(parts, self.place.country_code, self.place.country_name)


def found(row: Any) -> FoundDestination:
    """Return a row of `COLUMNS`, and of a name's `weight` if it has one, as a destination."""
    return FoundDestination(
        row["id"],
        row["name"],
        DestinationKind(row["kind"]),
        row["subdivision"],
        row.get("weight") or row["population"],
        row["time_zone"],
        Place(
            row["name"],
            row["country_code"],
            row["country_name"],
            Coordinates(row["latitude"], row["longitude"]),
        ),
    )


async def destination_by_id(pool: Database, destination_id: int) -> FoundDestination | None:
    """Return a destination, or None."""
    row = await pool.fetchrow(f"SELECT {COLUMNS} {FROM} WHERE d.id = $1", destination_id)
    return found(row) if row else None


async def destinations_by_id(pool: Database, ids: list[int]) -> dict[int, FoundDestination]:
    """Return destinations by their ids; those that are not there are absent."""
    rows = await pool.fetch(f"SELECT {COLUMNS} {FROM} WHERE d.id = ANY($1::bigint[])", ids)
    return {row["id"]: found(row) for row in rows}


async def zones_called(pool: Database, text: str) -> list[str]:
    """Return the time zones of the cities that are called so, the likeliest first.

    A town that few speak of is none to tell the time by: Atlantis is no Johannesburg.
    """
    found = (await namesakes(pool, [fold(text)])).get(fold(text), ())
    return list(dict.fromkeys(one.time_zone for one in found if one.weight >= TELLS_TIME))


async def largest_in(pool: Database, country_code: str, limit: int) -> tuple[FoundDestination, ...]:
    """Return a country's largest cities."""
    rows = await pool.fetch(
        f"""
        SELECT {COLUMNS} {FROM} WHERE d.country_id = $1 AND d.kind = 'city'
        ORDER BY d.population DESC, d.id LIMIT $2
        """,
        country_code,
        limit,
    )
    return tuple(map(found, rows))


async def namesakes(
    pool: Database, names: Collection[str]
) -> dict[str, tuple[FoundDestination, ...]]:
    """Return the places that each of the folded `names` may mean, likeliest first, in one query.

    A name that is not a place's is absent.
    """
    rows = await pool.fetch(
        f"""
        SELECT n.called, n.is_own, n.weight, {COLUMNS} FROM (
            SELECT name AS called, destination_id, is_own, weight,
                row_number() OVER (PARTITION BY name ORDER BY weight DESC, destination_id) AS nth
            FROM destination_names WHERE name = ANY($1::text[])
        ) n JOIN destinations d ON d.id = n.destination_id
        JOIN countries c ON c.code = d.country_id
        WHERE n.nth <= $2 ORDER BY n.weight DESC, d.id
        """,
        list(names),
        MOST_NAMESAKES,
    )
    by_name: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_name[row["called"]].append(row)
    return {
        name: likely(
            [found(row) for row in its],
            {row["id"] for row in its if _is_own(row)},
            is_code=len(name) <= CODE_LETTERS,
        )
        for name, its in by_name.items()
    }


def _is_own(row: Any) -> bool:
    """Say whether a name is its place's own, be it written in other letters: Калининград."""
    called: str = row["called"]
    if row["is_own"] or called.isascii():
        return bool(row["is_own"])
    own = fold(row["name"])
    most = len(own) // LETTERS_A_SLIP
    return any(OSA.distance(own, one) <= most for one in to_latin(called))


def likely(
    everything: Sequence[FoundDestination],
    own_ids: Collection[int],
    *,
    is_code: bool = False,
) -> tuple[FoundDestination, ...]:
    """Return those of one name that may be meant, the likeliest first.

    `own_ids` are those whose own name it is; beside one, another's old or foreign name weighs
    little, and less where `is_code`: "Goa" is not Genoa, though it has that name in some languages.
    Of places of one name beside each other the larger stands for all.
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
    """Say whether two entries are one place: of one name, kind and country, side by side."""
    here, there = one.place.centre, larger.place.centre
    return (
        one.kind is larger.kind
        and fold(one.name) == fold(larger.name)
        and one.place.country_code == larger.place.country_code
        and abs(here.latitude - there.latitude) < SAME_DEGREES
        and abs(here.longitude - there.longitude) < SAME_DEGREES
    )


def _is_region_around(one: FoundDestination, others: Iterable[FoundDestination]) -> bool:
    """Say whether a region only surrounds a city of its name: "New York" is the city."""
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
