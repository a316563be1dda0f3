"""Finding destinations by what travellers call them."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from domain.catalog.folding import fold
from domain.catalog.models import DestinationKind
from domain.errors import PlaceAmbiguous, PlaceUnknown
from domain.suppliers.contract import Coordinates, Place

# Of two places with one name, the larger is meant when the other has less than this share.
AMBIGUOUS_SHARE = 0.15
SHORTEST_FUZZY = 3
# pg_trgm's share of common trigrams: "jaipr" and "jaipur" have 0.44.
ALIKE = 0.4
SUGGESTIONS = 3
FAR_LARGER = 3
CITY_SHARE = 0.3

_COLUMNS = """
    d.id, d.name, d.kind, d.subdivision, d.latitude, d.longitude, d.population, d.time_zone,
    c.code AS country_code, c.name AS country_name
"""
_FROM = "FROM destinations d JOIN countries c ON c.code = d.country_id"


@dataclass(frozen=True, slots=True)
class FoundDestination:
    """A destination of the catalogue."""

    id: int
    name: str
    kind: DestinationKind
    subdivision: str | None
    population: int
    time_zone: str
    place: Place

    @property
    def full_name(self) -> str:
        """Return the name with what tells it from its namesakes."""
        parts = (self.name, self.subdivision, self.place.country_name)
        return ", ".join(part for part in parts if part)


def _found(row: Any) -> FoundDestination:
    return FoundDestination(
        row["id"],
        row["name"],
        DestinationKind(row["kind"]),
        row["subdivision"],
        row["population"],
        row["time_zone"],
        Place(
            row["name"],
            row["country_code"],
            row["country_name"],
            Coordinates(row["latitude"], row["longitude"]),
        ),
    )


async def destination_by_id(pool: asyncpg.Pool, destination_id: int) -> FoundDestination | None:
    """Return a destination, or None."""
    row = await pool.fetchrow(f"SELECT {_COLUMNS} {_FROM} WHERE d.id = $1", destination_id)
    return _found(row) if row else None


async def destinations_by_id(pool: asyncpg.Pool, ids: list[int]) -> dict[int, FoundDestination]:
    """Return destinations by their ids; those that are not there are absent."""
    rows = await pool.fetch(f"SELECT {_COLUMNS} {_FROM} WHERE d.id = ANY($1::bigint[])", ids)
    return {row["id"]: _found(row) for row in rows}


async def _exactly(pool: asyncpg.Pool, folded: str) -> list[FoundDestination]:
    rows = await pool.fetch(
        f"""
        SELECT {_COLUMNS}, n.is_own {_FROM}
        JOIN destination_names n ON n.destination_id = d.id
        WHERE n.name = $1 ORDER BY d.population DESC, d.id LIMIT 20
        """,
        folded,
    )
    everything = [_found(row) for row in rows]
    kept = [one for one in everything if not _is_region_around(one, everything)]
    own_ids = {row["id"] for row in rows if row["is_own"]}
    # A place's own name counts before another's old or foreign name, unless that other is far
    # larger: "Goa" is not Genoa, though Genoa is called so in some languages.
    least = max((one.population for one in kept if one.id in own_ids), default=0) * FAR_LARGER
    return [one for one in kept if one.id in own_ids or one.population >= least]


def _is_region_around(one: FoundDestination, others: list[FoundDestination]) -> bool:
    """Say whether a region only surrounds a city of its name: "New York" is the city."""
    return one.kind is DestinationKind.REGION and any(
        other.kind is DestinationKind.CITY
        and other.place.country_code == one.place.country_code
        and other.population >= one.population * CITY_SHARE
        for other in others
    )


async def find_destinations(
    pool: asyncpg.Pool, text: str, limit: int = 8
) -> tuple[FoundDestination, ...]:
    """Return what `text` may mean, best first: so called, beginning so, or spelt nearly so."""
    folded = fold(text)
    if not folded:
        return ()
    found = {one.id: one for one in await _exactly(pool, folded)}
    if len(found) < limit:
        rows = await pool.fetch(
            f"""
            SELECT {_COLUMNS} {_FROM} WHERE d.id IN (
                SELECT destination_id FROM destination_names WHERE name LIKE $1 || '%'
            ) ORDER BY d.population DESC LIMIT $2
            """,
            folded.replace("%", "").replace("_", ""),
            limit,
        )
        found |= {row["id"]: _found(row) for row in rows if row["id"] not in found}
    if not found and len(folded) >= SHORTEST_FUZZY:
        found = {one.id: one for one in await _nearly(pool, folded, limit)}
    return tuple(found.values())[:limit]


async def _nearly(pool: asyncpg.Pool, folded: str, limit: int) -> list[FoundDestination]:
    """Return the places spelt nearly so; of those spelt equally nearly, the larger first."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(f"SET LOCAL pg_trgm.similarity_threshold = {ALIKE}")
        rows = await connection.fetch(
            f"""
            SELECT {_COLUMNS} {_FROM}
            JOIN (
                SELECT destination_id, max(similarity(name, $1)) AS likeness
                FROM destination_names WHERE name % $1 GROUP BY destination_id
            ) near ON near.destination_id = d.id
            ORDER BY near.likeness * ln(d.population + 1000) DESC LIMIT $2
            """,
            folded,
            limit,
        )
    return [_found(row) for row in rows]


async def resolve_destination(pool: asyncpg.Pool, text: str) -> FoundDestination:
    """Return the one destination that `text` names.

    Raises `PlaceAmbiguous` when several of like size are called so, and `PlaceUnknown` with
    near spellings when none is.
    """
    exact = await _exactly(pool, fold(text))
    if exact:
        first, others = exact[0], exact[1:]
        rivals = [o for o in others if o.population >= first.population * AMBIGUOUS_SHARE]
        if rivals:
            raise PlaceAmbiguous(text, tuple((o.id, o.full_name) for o in (first, *rivals)))
        return first
    near = await find_destinations(pool, text, SUGGESTIONS)
    raise PlaceUnknown(text, tuple((one.id, one.full_name) for one in near))
