"""Alerts of a chat that has moved."""

from domain.unit_of_work import Database


async def redirect_digests(connection: Database, old_id: int, new_id: int) -> None:
    """Tell in the new chat what still waits for a digest."""
    await connection.execute(
        "UPDATE digests SET chat_id = $2 WHERE chat_id = $1 AND state = 'pending'",
        old_id,
        new_id,
    )
