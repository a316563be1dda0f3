"""Who watches what: the pace of a trackable, and trackers that stop, start again or end.

Whatever concerns a trackable locks it first and its rules after it, as recording does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from domain.alerts.queries import set_sleeping
from domain.checks.cadence import FIXED, Frequency, Reason
from domain.outbox.queries import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.trackers.models import TrackerState

KEPT_AFTER_DELETION = timedelta(days=30)
RESULT_EVERY = timedelta(days=1)
TRACKER_ENDED = "tracker_ended"


async def lock_trackables(connection: asyncpg.Connection, tracker_ids: Sequence[int]) -> list[int]:
    """Lock what trackers watch until the transaction ends, and return the trackables' ids."""
    rows = await connection.fetch(
        """
        SELECT id FROM trackables WHERE id IN (
            SELECT trackable_id FROM tracked_items WHERE tracker_id = ANY($1::bigint[])
        ) ORDER BY id FOR UPDATE
        """,
        list(tracker_ids),
    )
    return [row["id"] for row in rows]


async def refresh_watch(
    connection: asyncpg.Connection,
    trackable_ids: Sequence[int],
    due_by: datetime | None = None,
) -> None:
    """Count who watches and set the pace to the fastest wish; nobody watching, nothing is due.

    What is watched is due by `due_by` at the latest.
    """
    await connection.execute(
        """
        WITH wishes AS (
            SELECT k.id, count(t.id) AS watchers,
                   min(coalesce(($2::jsonb ->> t.frequency)::int, t.custom_seconds)) AS seconds,
                   coalesce(bool_or(t.frequency = $3), true) AS is_smart
            FROM unnest($1::bigint[]) AS k (id)
            LEFT JOIN tracked_items i ON i.trackable_id = k.id
            LEFT JOIN trackers t ON t.id = i.tracker_id AND t.state = 'active'
            GROUP BY k.id
        )
        UPDATE trackables k SET watchers = w.watchers,
            interval_seconds = coalesce(w.seconds, 0), is_smart = w.is_smart,
            due_reason = CASE WHEN k.due_at IS NULL THEN $4 ELSE k.due_reason END,
            due_at = CASE WHEN w.watchers > 0 AND k.set_aside_at IS NULL
                          THEN least(k.due_at, $5::timestamptz) END
        FROM wishes w WHERE k.id = w.id
        """,
        list(trackable_ids),
        {f.value: int(interval.total_seconds()) for f, interval in FIXED.items()},
        Frequency.SMART.value,
        Reason.NEW.value,
        due_by,
    )


async def set_state(
    connection: asyncpg.Connection,
    tracker_ids: Sequence[int],
    state: TrackerState,
    now: datetime,
) -> None:
    """Bring trackers into a state: their rules sleep unless it is active, and wake if it is.

    An active tracker's first check is due at once.
    """
    trackable_ids = await lock_trackables(connection, tracker_ids)
    await connection.execute(
        """
        UPDATE trackers SET state = $2, changed_at = $3, paused_by_block = false
        WHERE id = ANY($1::bigint[])
        """,
        list(tracker_ids),
        state.value,
        now,
    )
    is_active = state is TrackerState.ACTIVE
    await set_sleeping(connection, tracker_ids, now, sleeping=not is_active)
    await refresh_watch(connection, trackable_ids, now if is_active else None)


async def leave_chat(pool: asyncpg.Pool, chat_id: int, now: datetime) -> None:
    """Pause what is watched for a chat that cannot be reached: nobody would read it."""
    async with pool.transaction() as connection:
        await connection.execute("UPDATE chats SET is_reachable = false WHERE id = $1", chat_id)
        rows = await connection.fetch(
            "SELECT id FROM trackers WHERE chat_id = $1 AND state = 'active' ORDER BY id", chat_id
        )
        ids = [row["id"] for row in rows]
        await set_state(connection, ids, TrackerState.PAUSED, now)
        await connection.execute(
            "UPDATE trackers SET paused_by_block = true WHERE id = ANY($1::bigint[])", ids
        )


async def return_to_chat(pool: asyncpg.Pool, chat_id: int, now: datetime) -> int:
    """Resume what was paused because a chat could not be reached, and only that.

    Returns how many trackers there were; those whose stay has begun meanwhile are ended.
    """
    async with pool.transaction() as connection:
        await connection.execute("UPDATE chats SET is_reachable = true WHERE id = $1", chat_id)
        rows = await connection.fetch(
            """
            SELECT id, ends_at <= $2 AS is_over FROM trackers
            WHERE chat_id = $1 AND state = 'paused' AND paused_by_block ORDER BY id
            """,
            chat_id,
            now,
        )
        over = [row["id"] for row in rows if row["is_over"]]
        await set_state(connection, over, TrackerState.ENDED, now)
        resumed = [row["id"] for row in rows if not row["is_over"]]
        await set_state(connection, resumed, TrackerState.ACTIVE, now)
    return len(resumed)


async def end_trackers(pool: asyncpg.Pool, now: datetime) -> int:
    """End the trackers whose time is over, tell their owners once, and return how many there were.

    Nothing is told where nobody could read it, or of what is muted.
    """
    async with pool.transaction() as connection:
        rows = await connection.fetch(
            """
            SELECT t.id, t.name, t.chat_id, t.topic_id, t.user_id, t.ends_at, c.is_reachable
                AND coalesce(t.muted_until <= $1, true) AS is_told,
                u.language, u.region, u.time_zone, u.quiet_from, u.quiet_until, (
                    SELECT (t.ends_at AT TIME ZONE coalesce(d.time_zone, 'UTC'))::date < k.check_in
                    FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
                    LEFT JOIN destinations d ON d.id = k.destination_id
                    WHERE i.tracker_id = t.id ORDER BY i.id LIMIT 1
                ) AS is_wished
            FROM trackers t JOIN users u ON u.id = t.user_id JOIN chats c ON c.id = t.chat_id
            WHERE t.state IN ('active', 'paused') AND t.ends_at <= $1 ORDER BY t.id
            """,
            now,
        )
        if rows:
            await set_state(connection, [row["id"] for row in rows], TrackerState.ENDED, now)
            await put_messages(pool, [_ending(row) for row in rows if row["is_told"]], now)
    return len(rows)


def _ending(row: Any) -> NewMessage:
    """Return what tells the end of a tracker: by the traveller's wish, or because check-in came."""
    zone = row["time_zone"]
    return NewMessage(
        ChannelName.TELEGRAM,
        str(row["chat_id"]),
        TRACKER_ENDED,
        f"{TRACKER_ENDED}:{row['id']}:{row['ends_at'].isoformat()}",
        row["language"],
        row["region"],
        {
            "tracker_id": row["id"],
            "name": row["name"],
            "is_wished": bool(row["is_wished"]),
            "day": row["ends_at"].astimezone(ZoneInfo(zone)).date().isoformat(),
            "quiet": [row["quiet_from"], row["quiet_until"], zone],
        },
        row["user_id"],
        topic_id=row["topic_id"],
    )


async def rest_past_stays(pool: asyncpg.Pool, now: datetime) -> None:
    """Look no more at stays that have begun, though their trackers go on with other dates."""
    await pool.execute(
        "UPDATE trackables SET due_at = NULL WHERE due_at IS NOT NULL AND check_in < $1",
        (now - timedelta(days=1)).date(),
    )


async def purge_trackers(pool: asyncpg.Pool, now: datetime) -> None:
    """Remove what was deleted a month ago and cannot be missed any more."""
    await pool.execute(
        "DELETE FROM trackers WHERE state = 'deleted' AND changed_at < $1",
        now - KEPT_AFTER_DELETION,
    )


async def write_daily_results(pool: asyncpg.Pool, now: datetime) -> None:
    """Note today's price for active trackers of which nothing was noted for a day."""
    await pool.execute(
        """
        INSERT INTO tracker_results (tracker_id, trackable_id, ran_at, total, previous_total,
                                     currency, supplier_status)
        SELECT t.id, k.id, $1, k.last_total, k.last_total, k.currency, k.supplier_status
        FROM trackers t
        JOIN tracked_items i ON i.tracker_id = t.id
        JOIN trackables k ON k.id = i.trackable_id
        WHERE t.state = 'active' AND k.last_checked_at > $2 AND NOT EXISTS (
            SELECT FROM tracker_results r
            WHERE r.tracker_id = t.id AND r.trackable_id = k.id AND r.ran_at > $2
        )
        """,
        now,
        now - RESULT_EVERY,
    )
