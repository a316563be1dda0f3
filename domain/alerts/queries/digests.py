"""Digests and their alerts."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.alerts.models import DigestKind
from domain.alerts.outbox_keys import DIGEST
from domain.outbox.queries.claims import CLAIMABLE
from domain.outbox.values import MessageClass
from domain.unit_of_work import Database

# The wishes that set a digest's due time; if they differ from the user's current ones, it is set
# again.
WISHES = (
    "concat_ws('|', u.time_zone, coalesce(u.quiet_from, -1), coalesce(u.quiet_until, -1),"
    " coalesce(u.digest_hour, -1))"
)


class StoredDigest(NamedTuple):
    """A digest's own columns."""

    id: int
    chat_id: int
    topic_id: int | None
    kind: DigestKind
    due_at: datetime
    created_at: datetime


async def open_digest(
    connection: Database,
    chat_id: int,
    topic_id: int | None,
    user_id: int,
    kind: DigestKind,
    due_at: datetime,
    now: datetime,
) -> int:
    """Return the open digest of a kind for a chat, creating one if necessary."""
    digest_id: int = await connection.fetchval(
        f"""
        INSERT INTO digests (chat_id, user_id, kind, state, wishes, due_at, created_at,
                             topic_id, not_before)
        SELECT $1, u.id, $3, 'pending', {WISHES}, $4, $5, $6, 'infinity'
        FROM users u WHERE u.id = $2
        ON CONFLICT (chat_id, coalesce(topic_id, 0), kind) WHERE state = 'pending'
            DO UPDATE SET due_at = least(digests.due_at, excluded.due_at)
        RETURNING id
        """,
        chat_id,
        user_id,
        kind.value,
        due_at,
        now,
        topic_id,
    )
    return digest_id


async def put_into_digest(connection: Database, alert_id: int, digest_id: int) -> None:
    """Put an alert into a digest."""
    await connection.execute(
        "UPDATE tracker_alerts SET state = 'held', digest_id = $2 WHERE id = $1",
        alert_id,
        digest_id,
    )


async def lock_digests_due(connection: Database, now: datetime, limit: int) -> list[int]:
    """Lock the messages of digests that are due or need another due time."""
    return await connection.fetch_column(
        f"""
        SELECT m.id FROM outbox_messages m
        JOIN digests d ON d.id = m.subject_id AND d.state = 'pending'
        JOIN users u ON u.id = d.user_id
        JOIN chats c ON c.id = d.chat_id AND c.is_reachable
        WHERE m.channel = 'telegram' AND m.class = {MessageClass.ALERT.value}
          AND m.kind = '{DIGEST}' AND {CLAIMABLE}
          AND (m.due_at <= $1 OR d.wishes <> {WISHES})
          AND NOT EXISTS (SELECT FROM flood_pauses p
                          WHERE p.chat_id IN (0, d.chat_id) AND p.until > now())
        ORDER BY m.due_at LIMIT $2 FOR UPDATE OF m SKIP LOCKED
        """,
        now,
        limit,
    )


async def digests_by_id(database: Database, digest_ids: Sequence[int]) -> list[StoredDigest]:
    """Return digests, the first due first."""
    return await database.fetch_as(
        StoredDigest,
        "SELECT id, chat_id, topic_id, kind, due_at, created_at FROM digests "
        "WHERE id = ANY($1::bigint[]) ORDER BY due_at",
        list(digest_ids),
    )


async def lines_of(database: Database, digest_ids: Sequence[int]) -> dict[int, int]:
    """Return the alerts in digests, of active trackers, with their digest."""
    rows = await database.fetch(
        """
        SELECT a.id, a.digest_id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
        WHERE a.digest_id = ANY($1::bigint[]) AND a.state = 'held' AND t.state = 'active'
        """,
        list(digest_ids),
    )
    return {row["id"]: row["digest_id"] for row in rows}


async def has_stopped(database: Database, alert_ids: Sequence[int]) -> bool:
    """Return whether a tracker of one of the alerts is no longer active."""
    stopped: bool = await database.fetchval(
        """
        SELECT EXISTS (
            SELECT FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
            WHERE a.id = ANY($1::bigint[]) AND t.state <> 'active')
        """,
        list(alert_ids),
    )
    return stopped


async def note_put_back(
    connection: Database, digest_id: int, due_at: datetime | None, why: str | None
) -> None:
    """Record that a digest waits, by its reader's current wishes; `due_at` None: unchanged."""
    await connection.execute(
        f"""
        UPDATE digests d SET wishes = {WISHES}, last_error = coalesce($3, d.last_error),
            due_at = coalesce($2::timestamptz, d.due_at)
        FROM users u WHERE d.id = $1 AND u.id = d.user_id
        """,
        digest_id,
        due_at,
        why,
    )


async def note_digest_sent(
    connection: Database, digest_id: int, message_id: int | None, now: datetime
) -> None:
    """Record that a digest was sent, and its message, if any."""
    await connection.execute(
        """
        UPDATE digests SET state = 'sent', message_id = $2, sent_at = $3, last_error = NULL
        WHERE id = $1 AND state <> 'sent'
        """,
        digest_id,
        message_id,
        now,
    )


async def note_digest_ended(connection: Database, digest_id: int, state: str, why: str) -> None:
    """Record how an unsent digest ended."""
    await connection.execute(
        "UPDATE digests SET state = $2, last_error = $3 WHERE id = $1", digest_id, state, why
    )


async def lock_digest(connection: Database, digest_id: int) -> None:
    """Lock a digest's row before its messages, in the same order as writers that add alerts."""
    await connection.execute("SELECT FROM digests WHERE id = $1 FOR UPDATE", digest_id)


async def left_in(connection: Database, digest_id: int) -> list[int]:
    """Return the alerts left in an ended digest."""
    return await connection.fetch_column(
        """
        SELECT a.id FROM tracker_alerts a JOIN digests d ON d.id = a.digest_id
        WHERE d.id = $1 AND d.state <> 'pending' AND a.state = 'held'
        """,
        digest_id,
    )


async def take_out(connection: Database, alert_ids: Sequence[int]) -> None:
    """Take alerts out of their digests."""
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = 'pending', digest_id = NULL
        WHERE id = ANY($1::bigint[]) AND state = 'held'
        """,
        list(alert_ids),
    )


async def strays(connection: Database) -> list[int]:
    """Return alerts in digests that will no longer be sent."""
    return await connection.fetch_column(
        """
        SELECT id FROM tracker_alerts a WHERE a.state = 'held' AND NOT EXISTS (
            SELECT FROM digests d WHERE d.id = a.digest_id AND d.state = 'pending')
        """
    )
