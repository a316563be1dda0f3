"""Bookings and trackers that a traveller's message may be about."""

from domain.unit_of_work import Database


async def bookings_of(database: Database, user_id: int, most: int) -> list[str]:
    """Return somebody's latest bookings in words: reference, title and state."""
    return await database.fetch_column(
        """
        SELECT coalesce(nullif(supplier_ref, ''), '#' || id) || ' · ' || title || ' · ' || state
        FROM universal_bookings
        WHERE user_id = $1 AND state <> 'draft' ORDER BY id DESC LIMIT $2
        """,
        user_id,
        most,
    )


async def trackers_of(database: Database, user_id: int, most: int) -> list[str]:
    """Return somebody's last changed trackers in words: number, name and state."""
    return await database.fetch_column(
        """
        SELECT id || ' · ' || name || ' · ' || state FROM trackers
        WHERE user_id = $1 AND state <> 'deleted' ORDER BY changed_at DESC LIMIT $2
        """,
        user_id,
        most,
    )
