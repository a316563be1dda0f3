"""Who can be reached in a private chat."""

from typing import NamedTuple

from domain.unit_of_work import Database


class Admin(NamedTuple):
    """An administrator in one of their chats, and the language they read."""

    chat_id: int
    id: int
    language: str
    region: str
    time_zone: str
    quiet_from: int | None
    quiet_until: int | None


async def admins(database: Database) -> list[Admin]:
    """Return the reachable administrators, once for each private chat."""
    return await database.fetch_as(
        Admin,
        """
        SELECT c.id AS chat_id, u.id, u.language, u.region, u.time_zone, u.quiet_from, u.quiet_until
        FROM users u JOIN chats c ON c.user_id = u.id AND c.type = 'private' AND c.is_reachable
        WHERE u.role = 'admin' AND u.is_active ORDER BY c.id
        """,
    )


async def reachable_chats(database: Database, user_id: int) -> list[int]:
    """Return an account's reachable private chats."""
    return await database.fetch_column(
        "SELECT id FROM chats WHERE user_id = $1 AND type = 'private' AND is_reachable", user_id
    )
