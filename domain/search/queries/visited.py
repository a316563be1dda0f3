"""Where a traveller has searched lately."""

from domain.unit_of_work import Database

MOST_RECENT_PLACES = 4


async def recent_ids(pool: Database, user_id: int) -> tuple[int, ...]:
    """Return the destinations that a traveller searched last, each once, the latest first."""
    found = await pool.fetch_column(
        """
        SELECT destination_id FROM searches WHERE user_id = $1
        GROUP BY destination_id ORDER BY max(created_at) DESC LIMIT $2
        """,
        user_id,
        MOST_RECENT_PLACES,
    )
    return tuple(found)
