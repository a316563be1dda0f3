"""Hooks as they are stored, and how their posts went."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.unit_of_work import Database


class StoredHook(NamedTuple):
    """A hook as its owner sees it; `events` with commas."""

    id: int
    url: str
    events: str
    is_active: bool
    failing_since: datetime | None
    delivered_at: datetime | None
    last_error: str | None
    created_at: datetime


class Receiver(NamedTuple):
    """Where a hook's events are posted; `secret` is sealed."""

    id: int
    user_id: int
    url: str
    secret: str
    is_active: bool
    rests_until: datetime | None


class Listener(NamedTuple):
    """A hook that is on, whose it is, and what it is for."""

    id: int
    user_id: int
    events: str


class Owner(NamedTuple):
    """Whom to tell of a hook, and what became of it."""

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
    """Have one owner's hooks made one after the other, so that their number holds."""
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
    """Keep a hook."""
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
    """Change what is given of somebody's hook; on again, nothing is held against it."""
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
    """Remove somebody's hook, and say whether there was one."""
    gone: int | None = await database.fetchval(
        "DELETE FROM event_hooks WHERE id = $2 AND user_id = $1 RETURNING id", user_id, hook_id
    )
    return gone is not None


async def listeners(database: Database, user_ids: Sequence[int]) -> list[Listener]:
    """Return the hooks of these owners that are on."""
    return await database.fetch_as(
        Listener,
        "SELECT id, user_id, events FROM event_hooks WHERE user_id = ANY($1::bigint[]) "
        "AND is_active ORDER BY id",
        list(user_ids),
    )


async def receiver(database: Database, hook_id: int) -> Receiver | None:
    """Return where a hook's events are posted."""
    return await database.fetch_one_as(
        Receiver,
        "SELECT id, user_id, url, secret, is_active, rests_until FROM event_hooks WHERE id = $1",
        hook_id,
    )


async def note_delivered(database: Database, hook_id: int, now: datetime) -> None:
    """Note that a post arrived: nothing is held against the hook any longer."""
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
    """Lock a hook and return how often in a row its posts have failed."""
    failures: int | None = await connection.fetchval(
        "SELECT failures FROM event_hooks WHERE id = $1 FOR UPDATE", hook_id
    )
    return failures or 0


async def count_failure(
    connection: Database, hook_id: int, reason: str | None, now: datetime, rests_until: datetime
) -> int | None:
    """Count a failure and let the hook rest; None while it rests already."""
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
    """Say whether a hook has failed so often, and for so long."""
    had: bool | None = await database.fetchval(
        "SELECT failures >= $2 AND failing_since <= $3 FROM event_hooks WHERE id = $1",
        hook_id,
        often,
        now - span,
    )
    return bool(had)


async def switch_off(database: Database, hook_id: int) -> bool:
    """Switch a hook off; False where that was done already."""
    switched: int | None = await database.fetchval(
        "UPDATE event_hooks SET is_active = false WHERE id = $1 AND is_active RETURNING id",
        hook_id,
    )
    return switched is not None


async def owner_of_hook(database: Database, hook_id: int) -> Owner:
    """Return whom to tell of a hook that exists."""
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
