"""Roles and bans: the columns of `users` that only administrators change."""

from dataclasses import dataclass
from datetime import datetime

from domain.accounts.models import Role
from domain.errors import NotFound
from domain.unit_of_work import Database

# Held by whoever changes who is an admin: two concurrent changes could leave none.
LOCK = 6_315_427_002


@dataclass(frozen=True, slots=True)
class Standing:
    """What an account may do."""

    user_id: int
    first_name: str
    role: Role
    is_active: bool


async def lock_standing(database: Database, user_id: int) -> Standing:
    """Lock the admin roles until the transaction ends, and return an account's standing. Raises
    NotFound.
    """
    await database.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
    row = await database.fetchrow(
        "SELECT id, first_name, role, is_active FROM users WHERE id = $1 FOR UPDATE", user_id
    )
    if row is None:
        raise NotFound("user")
    return Standing(row["id"], row["first_name"], Role(row["role"]), row["is_active"])


async def count_admins(database: Database) -> int:
    """Return how many administrators can act."""
    count: int = await database.fetchval(
        "SELECT count(*) FROM users WHERE role = 'admin' AND is_active"
    )
    return count


async def set_role(database: Database, user_id: int, role: Role) -> None:
    """Write an account's role."""
    await database.execute("UPDATE users SET role = $2 WHERE id = $1", user_id, role.value)


async def set_active(database: Database, user_id: int, *, is_active: bool) -> None:
    """Ban an account (it has yet to be notified) or let it in again."""
    await database.execute(
        "UPDATE users SET is_active = $2, ban_told_at = NULL WHERE id = $1", user_id, is_active
    )


async def note_ban_told(database: Database, user_id: int, now: datetime) -> bool:
    """Record that a banned account was notified, and return whether this is the first time."""
    told = await database.fetchval(
        """
        UPDATE users SET ban_told_at = $2
        WHERE id = $1 AND NOT is_active AND ban_told_at IS NULL RETURNING id
        """,
        user_id,
        now,
    )
    return told is not None


async def private_chats(database: Database, user_id: int) -> tuple[int, ...]:
    """Return the private chats of an account."""
    rows = await database.fetch(
        "SELECT id FROM chats WHERE user_id = $1 AND type = 'private' ORDER BY id", user_id
    )
    return tuple(row["id"] for row in rows)
