"""Clusters as stored."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from domain.catalog.models import ClusterKind
from domain.unit_of_work import Database


class StoredCluster(NamedTuple):
    """A cluster; `rules` as JSON."""

    id: int
    name: str
    kind: ClusterKind
    rules: dict[str, Any] | None
    is_public: bool
    hotel_count: int
    refreshed_at: datetime | None
    refresh_error: str | None


class CheapNight(NamedTuple):
    """The cheapest night for an arrival date, and its stay."""

    check_in: date
    nights: int
    total: Decimal
    a_night: Decimal
    hotel_id: int
    name: str
    destination_id: int
    observed_at: datetime


_COLUMNS = "id, name, kind, rules, is_public, hotel_count, refreshed_at, refresh_error"


async def cluster_by_id(database: Database, cluster_id: int) -> StoredCluster | None:
    """Return a cluster."""
    return await database.fetch_one_as(
        StoredCluster, f"SELECT {_COLUMNS} FROM clusters WHERE id = $1", cluster_id
    )


async def clusters_named(
    database: Database, holding: str, most: int, after: str, *, public_only: bool
) -> list[StoredCluster]:
    """Return clusters by name, those whose name holds a text and comes after another one.

    Public ones have hotels.
    """
    return await database.fetch_as(
        StoredCluster,
        f"""
        SELECT {_COLUMNS} FROM clusters
        WHERE (NOT $1 OR (is_public AND hotel_count > 0))
          AND strpos(lower(name), lower($2)) > 0 AND name > $4
        ORDER BY name LIMIT $3
        """,
        public_only,
        holding,
        most,
        after,
    )


async def keep_rule(database: Database, cluster_id: int, rule: dict[str, Any] | None) -> None:
    """Store a cluster's rule."""
    await database.execute("UPDATE clusters SET rules = $2 WHERE id = $1", cluster_id, rule)


async def note_refreshed(database: Database, cluster_id: int, count: int, now: datetime) -> None:
    """Record that a cluster was refreshed, and how many hotels it holds."""
    await database.execute(
        """
        UPDATE clusters SET hotel_count = $2, refreshed_at = $3, refresh_error = NULL WHERE id = $1
        """,
        cluster_id,
        count,
        now,
    )


async def note_not_refreshed(database: Database, cluster_id: int, why: str, now: datetime) -> None:
    """Record why a cluster could not be refreshed."""
    await database.execute(
        "UPDATE clusters SET refresh_error = $2, refreshed_at = $3 WHERE id = $1",
        cluster_id,
        why,
        now,
    )


async def clusters_due(database: Database, since: datetime) -> list[int]:
    """Return the dynamic clusters not refreshed since then."""
    return await database.fetch_column(
        """
        SELECT id FROM clusters WHERE kind = 'dynamic' AND rules IS NOT NULL
            AND (refreshed_at IS NULL OR refreshed_at <= $1) ORDER BY refreshed_at NULLS FIRST
        """,
        since,
    )


async def remove_cluster(database: Database, cluster_id: int) -> bool:
    """Remove a cluster, and return whether there was one."""
    gone: int | None = await database.fetchval(
        "DELETE FROM clusters WHERE id = $1 RETURNING id", cluster_id
    )
    return gone is not None


async def cheapest_nights(
    database: Database,
    cluster_id: int,
    currency: str,
    people: str,
    since: datetime,
    today: date,
    most: int,
) -> list[CheapNight]:
    """Return arrival dates whose cheapest night was seen since then, by price."""
    return await database.fetch_as(
        CheapNight,
        """
        SELECT * FROM (
            SELECT DISTINCT ON (q.check_in) q.check_in, q.nights, q.total, q.hotel_id, h.name,
                h.destination_id, q.observed_at, q.total / q.nights AS a_night
            FROM cluster_hotels c JOIN hotels h ON h.id = c.hotel_id
            JOIN newest_quotes q ON q.hotel_id = c.hotel_id
            WHERE c.clusters_id = $1 AND q.currency = $2 AND q.people = $3
              AND q.total IS NOT NULL AND q.is_comparable AND q.observed_at >= $4
              AND q.check_in >= $5
            ORDER BY q.check_in, q.total / q.nights, q.observed_at DESC
        ) days ORDER BY a_night, check_in LIMIT $6
        """,
        cluster_id,
        currency,
        people,
        since,
        today,
        most,
    )
