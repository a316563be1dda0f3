"""Which hotels a rule means: counted for a preview, kept by a refresh, always within bounds."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import asyncpg

from domain.catalog.amenities import Amenity, amenity_called
from domain.clusters.compiler import Compiled, compile_rule
from domain.clusters.errors import RuleTooSlow
from domain.clusters.rules import HasAmenity, Rule, bounded, conditions
from domain.suppliers.contract import Coordinates
from domain.unit_of_work import Database

MOST_HOTELS = 10_000
STATEMENT_SECONDS = 5
MOST_POINTS = 400
MOST_NAMED = 5
# Suppliers use some hundreds of names for amenities; what comes after these is passed over.
MOST_AMENITY_NAMES = 5_000


_OF_THEM = f"""
    SELECT count(*) AS number, avg(rating)::numeric(3, 1) AS rating,
        (SELECT array_agg(name) FROM (SELECT name FROM found LIMIT {MOST_NAMED}) n) AS names,
        (SELECT array_agg(ARRAY[latitude, longitude]) FROM (
            SELECT latitude, longitude FROM found
            WHERE latitude IS NOT NULL AND longitude IS NOT NULL LIMIT {MOST_POINTS}) p) AS points
    FROM found
"""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule means now: how many hotels (`is_cut`: more than a cluster holds), where they
    are, and the best known of them.
    """

    count: int
    is_cut: bool
    names: tuple[str, ...]
    points: tuple[Coordinates, ...]
    average_rating: Decimal | None


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh changed."""

    count: int
    added: int
    removed: int


@asynccontextmanager
async def _bounded(database: Database, seconds: float) -> AsyncIterator[None]:
    """Give up what takes the database too long. Raises RuleTooSlow; the transaction is over."""
    try:
        async with database.transaction():
            await database.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
            yield
            await database.execute("SET LOCAL statement_timeout = DEFAULT")
    except asyncpg.QueryCanceledError:
        raise RuleTooSlow from None


async def _compiled(database: Database, rule: Rule, now: datetime) -> Compiled:
    bounded(rule)
    return compile_rule(rule, now, await _amenity_names(database, rule))


async def _amenity_names(database: Database, rule: Rule) -> Mapping[Amenity, Iterable[str]]:
    """Return the names that the catalogue has for the amenities that a rule asks for."""
    asked = {one for c in conditions(rule) if isinstance(c, HasAmenity) for one in c.of}
    names: dict[Amenity, list[str]] = defaultdict(list)
    if asked:
        rows = await database.fetch(
            """
            SELECT DISTINCT told.word
            FROM hotels, jsonb_array_elements_text(amenities) AS told(word) LIMIT $1
            """,
            MOST_AMENITY_NAMES,
        )
        for row in rows:
            if (amenity := amenity_called(row["word"])) in asked and amenity is not None:
                names[amenity].append(row["word"])
    return names


async def preview(
    database: Database, rule: Rule, now: datetime, seconds: float = STATEMENT_SECONDS
) -> Preview:
    """Return what a rule means. Raises `RuleNotUsable` and RuleTooSlow."""
    async with _bounded(database, seconds):
        compiled = await _compiled(database, rule, now)
        row = await database.fetchrow(
            f"""
            WITH found AS MATERIALIZED (
                SELECT h.name, h.latitude, h.longitude, h.rating, h.review_count FROM hotels h
                WHERE {compiled.condition}
                ORDER BY h.review_count DESC NULLS LAST, h.id LIMIT {MOST_HOTELS + 1}
            )
            {_OF_THEM}
            """,
            *compiled.values,
        )
    return _preview(row)


def _preview(row: asyncpg.Record) -> Preview:
    return Preview(
        min(row["number"], MOST_HOTELS),
        row["number"] > MOST_HOTELS,
        tuple(row["names"] or ()),
        tuple(Coordinates(*point) for point in row["points"] or ()),
        row["rating"],
    )


async def preview_members(database: Database, cluster_id: int) -> Preview:
    """Return what a cluster holds."""
    row = await database.fetchrow(
        f"""
        WITH found AS MATERIALIZED (
            SELECT h.name, h.latitude, h.longitude, h.rating FROM cluster_hotels c
            JOIN hotels h ON h.id = c.hotel_id WHERE c.clusters_id = $1
            ORDER BY h.review_count DESC NULLS LAST, h.id LIMIT {MOST_HOTELS}
        )
        {_OF_THEM}
        """,
        cluster_id,
    )
    return _preview(row)


async def refresh(
    database: Database,
    cluster_id: int,
    rule: Rule,
    now: datetime,
    seconds: float = STATEMENT_SECONDS,
) -> Refreshed:
    """Bring a cluster's hotels up to its rule: the best known first, `MOST_HOTELS` at the most.

    All of it happens or nothing. Raises `RuleNotUsable` and RuleTooSlow.
    """
    async with _bounded(database, seconds):
        compiled = await _compiled(database, rule, now)
        place = f"${len(compiled.values) + 1}::bigint"
        row = await database.fetchrow(
            f"""
            WITH found AS MATERIALIZED (
                SELECT h.id FROM hotels h WHERE {compiled.condition}
                ORDER BY h.review_count DESC NULLS LAST, h.id LIMIT {MOST_HOTELS}
            ), gone AS (
                DELETE FROM cluster_hotels c WHERE c.clusters_id = {place}
                    AND NOT EXISTS (SELECT FROM found WHERE found.id = c.hotel_id)
                RETURNING 1
            ), come AS (
                INSERT INTO cluster_hotels (clusters_id, hotel_id)
                SELECT {place}, found.id FROM found
                WHERE NOT EXISTS (SELECT FROM cluster_hotels c
                    WHERE c.clusters_id = {place} AND c.hotel_id = found.id)
                RETURNING 1
            )
            SELECT (SELECT count(*) FROM found) AS number, (SELECT count(*) FROM come) AS added,
                (SELECT count(*) FROM gone) AS removed
            """,
            *compiled.values,
            cluster_id,
        )
    return Refreshed(row["number"], row["added"], row["removed"])
