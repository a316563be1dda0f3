"""Personal API keys, looked up by hash."""

from datetime import datetime
from typing import NamedTuple

from domain.unit_of_work import Database


class NewKey(NamedTuple):
    """A new key: its first letters, its hash, its scopes separated by commas."""

    user_id: int
    name: str
    beginning: str
    key_hash: str
    scopes: str
    created_at: datetime
    expires_at: datetime | None


class StoredKey(NamedTuple):
    """A key as its owner sees it; scopes separated by commas."""

    id: int
    name: str
    beginning: str
    scopes: str
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None


class HeldKey(NamedTuple):
    """A key in use, and its owner."""

    id: int
    user_id: int
    scopes: str
    used_at: datetime | None


_COLUMNS = "id, name, beginning, scopes, created_at, expires_at, used_at"


async def lock_owner(connection: Database, user_id: int) -> None:
    """Serialise the creation of one owner's keys, so that the limit holds."""
    await connection.execute("SELECT FROM users WHERE id = $1 FOR UPDATE", user_id)


async def count_keys(database: Database, user_id: int) -> int:
    """Return how many keys somebody has."""
    count: int = await database.fetchval(
        "SELECT count(*) FROM api_keys WHERE user_id = $1", user_id
    )
    return count


async def insert_key(database: Database, key: NewKey) -> StoredKey:
    """Store a key."""
    (kept,) = await database.fetch_as(
        StoredKey,
        f"""
        INSERT INTO api_keys (user_id, name, beginning, key_hash, scopes, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {_COLUMNS}
        """,
        *key,
    )
    return kept


async def keys_of(database: Database, user_id: int) -> list[StoredKey]:
    """Return somebody's keys, the newest first."""
    return await database.fetch_as(
        StoredKey,
        f"SELECT {_COLUMNS} FROM api_keys WHERE user_id = $1 ORDER BY id DESC",
        user_id,
    )


async def remove_key(database: Database, user_id: int, key_id: int) -> bool:
    """Remove somebody's key, and return whether there was one."""
    gone: int | None = await database.fetchval(
        "DELETE FROM api_keys WHERE id = $2 AND user_id = $1 RETURNING id", user_id, key_id
    )
    return gone is not None


async def key_by_hash(database: Database, key_hash: str, now: datetime) -> HeldKey | None:
    """Return an unexpired key."""
    return await database.fetch_one_as(
        HeldKey,
        """
        SELECT id, user_id, scopes, used_at FROM api_keys
        WHERE key_hash = $1 AND (expires_at IS NULL OR expires_at > $2)
        """,
        key_hash,
        now,
    )


async def note_key_used(database: Database, key_id: int, now: datetime) -> None:
    """Record that a key was used."""
    await database.execute("UPDATE api_keys SET used_at = $2 WHERE id = $1", key_id, now)


async def forget_expired_keys(database: Database, before: datetime) -> None:
    """Remove keys that expired before the given moment."""
    await database.execute("DELETE FROM api_keys WHERE expires_at < $1", before)
