"""Chats that appear, move, and become reachable or unreachable."""

from datetime import datetime

from domain.accounts.models import ChatType
from domain.unit_of_work import Database


async def meet_group(connection: Database, chat_id: int, title: str, now: datetime) -> None:
    """Register a group."""
    await connection.execute(
        """
        INSERT INTO chats (id, type, title, is_reachable, created_at)
        VALUES ($1, $2, $3, true, $4) ON CONFLICT (id) DO NOTHING
        """,
        chat_id,
        ChatType.GROUP.value,
        title[:255],
        now,
    )


async def replace_chat(connection: Database, old_id: int, new_id: int, now: datetime) -> None:
    """Register the supergroup that a group has become; the group itself is no longer reachable."""
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
    await note_reachable(connection, old_id, is_reachable=False)


async def is_closed(database: Database, chat_id: int) -> bool:
    """Return whether a chat is known, and was closed to the bot when last heard of."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT FROM chats WHERE id = $1 AND NOT is_reachable)", chat_id
    )
    return found


async def note_reachable(connection: Database, chat_id: int, *, is_reachable: bool) -> None:
    """Record whether messages can be sent to a chat."""
    await connection.execute(
        "UPDATE chats SET is_reachable = $2 WHERE id = $1", chat_id, is_reachable
    )
