"""Stored hooks, and their delivery results."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.sealing import Sealed
from domain.unit_of_work import Database


class StoredHook(NamedTuple):
    """A hook as its owner sees it; `events` separated by commas."""

    id: int
    url: str
    events: str
    is_active: bool
    failing_since: datetime | None
    delivered_at: datetime | None
    last_error: str | None
    created_at: datetime


class Receiver(NamedTuple):
    """A hook's target; `secret` is sealed."""

    id: int
    user_id: int
    url: str
    secret: str
    is_active: bool
    rests_until: datetime | None


class Listener(NamedTuple):
    """An active hook, its owner, and its events."""

    id: int
    user_id: int
    events: str


class Owner(NamedTuple):
    """A hook's owner, and its failures."""

    url: str
    last_error: str | None
    first_name: str
    language: str
    region: str
    time_zone: str
    quiet_from: int | None
    quiet_until: int | None
    email: str | None
    chat_id: int | None


_COLUMNS = "id, url, events, is_active, failing_since, delivered_at, last_error, created_at"


async def lock_owner(connection: Database, user_id: int) -> None:
    """Serialise the creation of one owner's hooks, so that the limit holds."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('event hooks'), $1)", user_id)


async def count_hooks(database: Database, user_id: int) -> int:
    """Return how many hooks somebody has."""
    count: int = await database.fetchval(
        "SELECT count(*) FROM event_hooks WHERE user_id = $1", user_id
    )
    return count


async def insert_hook(
    database: Database, user_id: int, url: str, secret: str, events: str, now: datetime
) -> StoredHook:
    """Store a hook."""
    (kept,) = await database.fetch_as(
        StoredHook,
        f"""
        INSERT INTO event_hooks (user_id, url, secret, events, is_active, failures, created_at)
        VALUES ($1, $2, $3, $4, true, 0, $5) RETURNING {_COLUMNS}
        """,
        user_id,
        url,
        secret,
        events,
        now,
    )
    return kept


async def sealed_secrets(database: Database) -> list[Sealed]:
    """Return hooks' secrets as they are kept, by the hooks' ids."""
    return await database.fetch_as(Sealed, "SELECT id AS key, secret AS text FROM event_hooks")


async def replace_secret(database: Database, hook_id: int, before: str, after: str) -> None:
    """Keep a hook's secret in another form, unless it has changed."""
    await database.execute(
        "UPDATE event_hooks SET secret = $3 WHERE id = $1 AND secret = $2", hook_id, before, after
    )


async def hooks_of(database: Database, user_id: int) -> list[StoredHook]:
    """Return somebody's hooks, the newest first."""
    return await database.fetch_as(
        StoredHook,
        f"SELECT {_COLUMNS} FROM event_hooks WHERE user_id = $1 ORDER BY id DESC",
        user_id,
    )


async def hook_of(database: Database, user_id: int, hook_id: int) -> StoredHook | None:
    """Return somebody's hook."""
    return await database.fetch_one_as(
        StoredHook,
        f"SELECT {_COLUMNS} FROM event_hooks WHERE id = $2 AND user_id = $1",
        user_id,
        hook_id,
    )


async def update_hook(
    database: Database, user_id: int, hook_id: int, events: str | None, is_active: bool | None
) -> StoredHook | None:
    """Change the given fields of somebody's hook; switching it on clears its failures."""
    return await database.fetch_one_as(
        StoredHook,
        f"""
        UPDATE event_hooks SET events = coalesce($3, events), is_active = coalesce($4, is_active),
            failures = CASE WHEN $4 THEN 0 ELSE failures END,
            failing_since = CASE WHEN $4 THEN NULL ELSE failing_since END,
            rests_until = CASE WHEN $4 THEN NULL ELSE rests_until END
        WHERE id = $2 AND user_id = $1 RETURNING {_COLUMNS}
        """,
        user_id,
        hook_id,
        events,
        is_active,
    )


async def remove_hook(database: Database, user_id: int, hook_id: int) -> bool:
    """Remove somebody's hook, and return whether there was one."""
    gone: int | None = await database.fetchval(
        "DELETE FROM event_hooks WHERE id = $2 AND user_id = $1 RETURNING id", user_id, hook_id
    )
    return gone is not None


async def listeners(database: Database, user_ids: Sequence[int]) -> list[Listener]:
    """Return these owners' active hooks."""
    return await database.fetch_as(
        Listener,
        "SELECT id, user_id, events FROM event_hooks WHERE user_id = ANY($1::bigint[]) "
        "AND is_active ORDER BY id",
        list(user_ids),
    )


async def receiver(database: Database, hook_id: int) -> Receiver | None:
    """Return a hook's target."""
    return await database.fetch_one_as(
        Receiver,
        "SELECT id, user_id, url, secret, is_active, rests_until FROM event_hooks WHERE id = $1",
        hook_id,
    )


async def note_delivered(database: Database, hook_id: int, now: datetime) -> None:
    """Record that a post arrived, which clears the hook's failures."""
    await database.execute(
        """
        UPDATE event_hooks SET failures = 0, failing_since = NULL, rests_until = NULL,
            last_error = NULL, delivered_at = $2
        WHERE id = $1
        """,
        hook_id,
        now,
    )


async def lock_failures(connection: Database, hook_id: int) -> int:
    """Lock a hook and return its number of consecutive failures."""
    failures: int | None = await connection.fetchval(
        "SELECT failures FROM event_hooks WHERE id = $1 FOR UPDATE", hook_id
    )
    return failures or 0


async def count_failure(
    connection: Database, hook_id: int, reason: str | None, now: datetime, rests_until: datetime
) -> int | None:
    """Count a failure and pause the hook; None if it is paused already."""
    failures: int | None = await connection.fetchval(
        """
        UPDATE event_hooks SET failures = failures + 1, last_error = $3, rests_until = $4,
            failing_since = coalesce(failing_since, $2)
        WHERE id = $1 AND (rests_until IS NULL OR rests_until <= $2) RETURNING failures
        """,
        hook_id,
        now,
        reason,
        rests_until,
    )
    return failures


async def has_failed(
    database: Database, hook_id: int, often: int, span: timedelta, now: datetime
) -> bool:
    """Return whether a hook has failed too often, for too long."""
    had: bool | None = await database.fetchval(
        "SELECT failures >= $2 AND failing_since <= $3 FROM event_hooks WHERE id = $1",
        hook_id,
        often,
        now - span,
    )
    return bool(had)


async def switch_off(database: Database, hook_id: int) -> bool:
    """Switch a hook off; False if it was off already."""
    switched: int | None = await database.fetchval(
        "UPDATE event_hooks SET is_active = false WHERE id = $1 AND is_active RETURNING id",
        hook_id,
    )
    return switched is not None


async def owner_of_hook(database: Database, hook_id: int) -> Owner:
    """Return an existing hook's owner."""
    (owner,) = await database.fetch_as(
        Owner,
        """
        SELECT h.url, h.last_error, u.first_name, u.language, u.region, u.time_zone,
            u.quiet_from, u.quiet_until, CASE WHEN u.is_verified THEN u.email END AS email,
            (SELECT max(c.id) FROM chats c
             WHERE c.user_id = u.id AND c.type = 'private' AND c.is_reachable) AS chat_id
        FROM event_hooks h JOIN users u ON u.id = h.user_id WHERE h.id = $1
        """,
        hook_id,
    )
    return owner
