"""Chats that move."""

from datetime import datetime

import asyncpg


async def follow_chat(pool: asyncpg.Pool, old_id: int, new_id: int, now: datetime) -> None:
    """Move a group's trackers, hotels and waiting alerts to the supergroup that it has become.

    What lives in the old chat's messages cannot be edited any more.
    """
    async with pool.transaction() as connection:
        await connection.execute(
            """
            INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)
            SELECT $2, user_id, 'supergroup', title, true, $3 FROM chats WHERE id = $1
            ON CONFLICT (id) DO NOTHING
            """,
            old_id,
            new_id,
            now,
        )
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
        await connection.execute(
            "UPDATE trackers SET chat_id = $2 WHERE chat_id = $1", old_id, new_id
        )
        await connection.execute(
            "UPDATE group_hotels SET chat_id = $2 WHERE chat_id = $1", old_id, new_id
        )
        await connection.execute("UPDATE chats SET is_reachable = false WHERE id = $1", old_id)
