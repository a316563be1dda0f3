"""The hotels that cluster trackers watch, and should watch."""

from collections.abc import Sequence

from domain.unit_of_work import Database

# Hotels with their locations.
Members = Sequence[tuple[int, int]]


async def members_of(database: Database, cluster_id: int, most: int) -> Members:
    """Return a cluster's best known hotels, with their locations."""
    rows = await database.fetch(
        """
        SELECT h.id, h.destination_id FROM cluster_hotels c JOIN hotels h ON h.id = c.hotel_id
        WHERE c.clusters_id = $1 ORDER BY h.review_count DESC NULLS LAST, h.id LIMIT $2
        """,
        cluster_id,
        most,
    )
    return [(row["id"], row["destination_id"]) for row in rows]


async def followed_clusters(database: Database) -> list[int]:
    """Return the clusters that active trackers watch."""
    return await database.fetch_column(
        "SELECT DISTINCT cluster_id FROM trackers WHERE cluster_id IS NOT NULL AND state = 'active'"
    )


async def trackers_behind(
    database: Database, cluster_id: int, hotel_ids: Sequence[int], after: int, most: int
) -> list[int]:
    """Return active trackers of a cluster, from an id on, that watch other hotels than those."""
    return await database.fetch_column(
        """
        SELECT t.id FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id
        JOIN trackables k ON k.id = i.trackable_id
        WHERE t.cluster_id = $1 AND t.state = 'active' AND t.id > $2
        GROUP BY t.id
        HAVING array_agg(DISTINCT k.hotel_id ORDER BY k.hotel_id) <> $3::bigint[]
        ORDER BY t.id LIMIT $4
        """,
        cluster_id,
        after,
        list(hotel_ids),
        most,
    )
