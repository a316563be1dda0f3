"""Trackers that stop, resume, end, and are purged."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.trackers.models import TrackerState
from domain.unit_of_work import Database

KEPT_AFTER_DELETION = timedelta(days=30)


class Ending(NamedTuple):
    """A tracker whose time is over, and its owner's language.

    `is_told` means that somebody would read the notice, `is_wished` that it ends by the owner's
    wish rather than at check-in.
    """

    id: int
    name: str
    chat_id: int | None
    topic_id: int | None
    user_id: int
    ends_at: datetime
    is_told: bool | None
    language: str
    region: str | None
    time_zone: str
    quiet_from: int | None
    quiet_until: int | None
    is_wished: bool | None


class Paused(NamedTuple):
    """Somebody whose trackers for a group are paused, in a private chat of theirs."""

    chat_id: int
    user_id: int
    trackers: int
    title: str
    language: str
    region: str | None
    time_zone: str
    quiet_from: int | None
    quiet_until: int | None


class Blocked(NamedTuple):
    """A tracker that was paused because its chat was unreachable."""

    id: int
    is_over: bool


async def write_state(
    connection: Database, tracker_ids: Sequence[int], state: TrackerState, now: datetime
) -> None:
    """Set trackers' state."""
    await connection.execute(
        """
        UPDATE trackers SET state = $2, changed_at = $3, paused_by_block = false
        WHERE id = ANY($1::bigint[])
        """,
        list(tracker_ids),
        state.value,
        now,
    )


async def endings(connection: Database, now: datetime) -> list[Ending]:
    """Return the trackers whose time is over."""
    return await connection.fetch_as(
        Ending,
        """
        SELECT t.id, t.name, t.chat_id, t.topic_id, t.user_id, t.ends_at, c.is_reachable
            AND coalesce(t.muted_until <= $1, true) AS is_told,
            u.language, u.region, u.time_zone, u.quiet_from, u.quiet_until, (
                SELECT (t.ends_at AT TIME ZONE coalesce(d.time_zone, 'UTC'))::date < k.check_in
                FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
                LEFT JOIN destinations d ON d.id = k.destination_id
                WHERE i.tracker_id = t.id ORDER BY i.id LIMIT 1
            ) AS is_wished
        FROM trackers t JOIN users u ON u.id = t.user_id LEFT JOIN chats c ON c.id = t.chat_id
        WHERE t.state IN ('active', 'paused') AND t.ends_at <= $1 ORDER BY t.id
        """,
        now,
    )


async def purge_trackers(pool: Database, now: datetime) -> None:
    """Remove what was deleted more than a month ago."""
    await pool.execute(
        "DELETE FROM trackers WHERE state = 'deleted' AND changed_at < $1",
        now - KEPT_AFTER_DELETION,
    )


async def running_in(connection: Database, chat_id: int) -> list[int]:
    """Return the active trackers that report to a chat."""
    return await connection.fetch_column(
        "SELECT id FROM trackers WHERE chat_id = $1 AND state = 'active' ORDER BY id", chat_id
    )


async def note_blocked(connection: Database, tracker_ids: Sequence[int]) -> None:
    """Record that trackers are paused because their chat is unreachable."""
    await connection.execute(
        "UPDATE trackers SET paused_by_block = true WHERE id = ANY($1::bigint[])",
        list(tracker_ids),
    )


async def owners_in_private(connection: Database, tracker_ids: Sequence[int]) -> list[Paused]:
    """Return who can be told in private that trackers for a group are paused, each once."""
    return await connection.fetch_as(
        Paused,
        """
        SELECT min(own.id) AS chat_id, u.id AS user_id, count(DISTINCT t.id) AS trackers,
               coalesce(min(c.title), '') AS title, u.language, u.region, u.time_zone,
               u.quiet_from, u.quiet_until
        FROM trackers t JOIN users u ON u.id = t.user_id AND u.is_active
        JOIN chats own ON own.user_id = u.id AND own.type = 'private' AND own.is_reachable
        LEFT JOIN chats c ON c.id = t.chat_id
        WHERE t.id = ANY($1::bigint[]) GROUP BY u.id ORDER BY u.id
        """,
        list(tracker_ids),
    )


async def blocked_in(connection: Database, chat_id: int, now: datetime) -> list[Blocked]:
    """Return the trackers that were paused because their chat was unreachable."""
    return await connection.fetch_as(
        Blocked,
        """
        SELECT id, ends_at <= $2 AS is_over FROM trackers
        WHERE chat_id = $1 AND state = 'paused' AND paused_by_block ORDER BY id
        """,
        chat_id,
        now,
    )


async def lock_in_state(
    connection: Database,
    user_id: int,
    folder_id: int,
    before: TrackerState,
    after: TrackerState,
    now: datetime,
) -> list[int]:
    """Lock a folder's trackers (0: all) that can change from one state to another."""
    return await connection.fetch_column(
        """
        SELECT id FROM trackers WHERE user_id = $1 AND state = $2
          AND ($3::bigint = 0 OR folder_id = $3) AND (ends_at > $4 OR $5 = 'deleted')
        ORDER BY id FOR UPDATE
        """,
        user_id,
        before.value,
        folder_id,
        now,
        after.value,
    )


async def lock_changed(
    connection: Database, user_id: int, state: TrackerState, changed_at: datetime, now: datetime
) -> list[int]:
    """Lock the trackers that changed to a state at a moment and are not over."""
    return await connection.fetch_column(
        """
        SELECT id FROM trackers
        WHERE user_id = $1 AND state = $2 AND changed_at = $3 AND ends_at > $4
        ORDER BY id FOR UPDATE
        """,
        user_id,
        state.value,
        changed_at,
        now,
    )
