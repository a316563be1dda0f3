"""What is told of a chat that has moved."""

from domain.unit_of_work import Database


async def redirect_alerts(connection: Database, old_id: int, new_id: int) -> None:
    """Tell in the new chat what still waits; messages of the old one are no longer edited."""
    await connection.execute(
        """
        UPDATE tracker_alerts a SET living_until = NULL, edit_due_at = NULL, edit_lease = NULL,
            edit_leased_until = NULL
        FROM trackers t
        WHERE t.id = a.tracker_id AND t.chat_id = $1 AND a.living_until IS NOT NULL
        """,
        old_id,
    )
    await connection.execute(
        "UPDATE digests SET chat_id = $2 WHERE chat_id = $1 AND state = 'pending'",
        old_id,
        new_id,
    )
