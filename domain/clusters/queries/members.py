"""Hotels that match a rule, and hotels in a cluster."""

from decimal import Decimal
from typing import NamedTuple

from domain.clusters.queries.compiler import Compiled
from domain.unit_of_work import Database

MOST_HOTELS = 10_000
MOST_POINTS = 400
MOST_NAMED = 5
# Suppliers have some hundreds of names for amenities; anything beyond this is ignored.
MOST_AMENITY_NAMES = 5_000

_OF_THEM = f"""
    SELECT count(*) AS number, avg(rating)::numeric(3, 1) AS rating,
        (SELECT array_agg(name) FROM (SELECT name FROM found LIMIT {MOST_NAMED}) n) AS names,
        (SELECT array_agg(ARRAY[latitude, longitude]) FROM (
            SELECT latitude, longitude FROM found
            WHERE latitude IS NOT NULL AND longitude IS NOT NULL LIMIT {MOST_POINTS}) p) AS points
    FROM found
"""


class FoundHotels(NamedTuple):
    """How many hotels there are, up to one more than a cluster holds, and some of them."""

    number: int
    rating: Decimal | None
    names: list[str] | None
    points: list[list[float]] | None


class Refreshed(NamedTuple):
    """What a refresh changed."""

    number: int
    added: int
    removed: int


async def give_up_after(connection: Database, seconds: float) -> None:
    """Set a time limit for the rest of the transaction's queries."""
    await connection.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")


async def give_up_no_more(connection: Database) -> None:
    """Remove the time limit for the rest of the transaction's queries."""
    await connection.execute("SET LOCAL statement_timeout = DEFAULT")


async def amenity_words(database: Database) -> list[str]:
    """Return the suppliers' words for amenities."""
    return await database.fetch_column(
        """
        SELECT DISTINCT told.word
        FROM hotels, jsonb_array_elements_text(amenities) AS told(word) LIMIT $1
        """,
        MOST_AMENITY_NAMES,
    )


async def hotels_held(database: Database, cluster_id: int) -> FoundHotels:
    """Return a cluster's hotels."""
    (found,) = await database.fetch_as(
        FoundHotels,
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
    return found


async def replace_hotels(connection: Database, cluster_id: int, compiled: Compiled) -> Refreshed:
    """Replace a cluster's hotels with the best known ones that match a condition."""
    place = f"${len(compiled.values) + 1}::bigint"
    (changed,) = await connection.fetch_as(
        Refreshed,
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
    return changed


async def drop_hotels(connection: Database, cluster_id: int) -> None:
    """Remove all of a cluster's hotels."""
    await connection.execute("DELETE FROM cluster_hotels WHERE clusters_id = $1", cluster_id)


async def place_of_best(database: Database, cluster_id: int) -> int | None:
    """Return the location of a cluster's best known hotel, or None."""
    place: int | None = await database.fetchval(
        """
        SELECT h.destination_id FROM cluster_hotels c JOIN hotels h ON h.id = c.hotel_id
        WHERE c.clusters_id = $1 ORDER BY h.review_count DESC NULLS LAST, h.id LIMIT 1
        """,
        cluster_id,
    )
    return place
