"""A traveller's recent destinations."""

from domain.unit_of_work import Database

MOST_RECENT_PLACES = 4


async def recent_ids(pool: Database, user_id: int) -> tuple[int, ...]:
    """Return a traveller's recently searched destinations, each once, the latest first."""
    found = await pool.fetch_column(
        """
        SELECT destination_id FROM searches WHERE user_id = $1
        GROUP BY destination_id ORDER BY max(created_at) DESC LIMIT $2
        """,
        user_id,
        MOST_RECENT_PLACES,
    )
    return tuple(found)
