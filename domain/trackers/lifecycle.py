"""Trackers that stop, start again or end."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.alerts.queries.rules import set_sleeping
from domain.checks.queries.watchers import lock_trackables, refresh_watch
from domain.event_hooks.events import Event, EventKind, put_events
from domain.outbox.queries import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database

KEPT_AFTER_DELETION = timedelta(days=30)
TRACKER_ENDED = "tracker_ended"


async def set_state(
    connection: Database,
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


async def end_trackers(pool: Database, now: datetime) -> int:
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
            FROM trackers t JOIN users u ON u.id = t.user_id LEFT JOIN chats c ON c.id = t.chat_id
            WHERE t.state IN ('active', 'paused') AND t.ends_at <= $1 ORDER BY t.id
            """,
            now,
        )
        if rows:
            await set_state(connection, [row["id"] for row in rows], TrackerState.ENDED, now)
            await put_messages(pool, [_ending(row) for row in rows if row["is_told"]], now)
            await put_events(pool, [_ended(row) for row in rows], now)
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


def _ended(row: Any) -> Event:
    """Return what programs are told of a tracker's end."""
    ended_at = row["ends_at"].isoformat()
    data = {"tracker_id": row["id"], "tracker_name": row["name"], "ended_at": ended_at}
    return Event(row["user_id"], EventKind.TRACKER_ENDED, f"{row['id']}:{ended_at}", data)


async def purge_trackers(pool: Database, now: datetime) -> None:
    """Remove what was deleted more than a month ago."""
    await pool.execute(
        "DELETE FROM trackers WHERE state = 'deleted' AND changed_at < $1",
        now - KEPT_AFTER_DELETION,
    )
