"""Who watches what, and how often it is checked.

Everything locks a trackable first and its rules after it, as recording does.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.checks.cadence import FIXED, Frequency, Reason
from domain.unit_of_work import Database


async def watch(connection: Database, tracker_id: int, trackable_ids: Sequence[int]) -> None:
    """Have a tracker watch these things as well."""
    await connection.executemany(
        "INSERT INTO tracked_items (tracker_id, trackable_id) VALUES ($1, $2)",
        [(tracker_id, trackable_id) for trackable_id in trackable_ids],
    )


async def unwatch(connection: Database, tracker_id: int, trackable_ids: Sequence[int]) -> None:
    """Stop a tracker from watching these things."""
    await connection.execute(
        "DELETE FROM tracked_items WHERE tracker_id = $1 AND trackable_id = ANY($2::bigint[])",
        tracker_id,
        list(trackable_ids),
    )
    await refresh_watch(connection, trackable_ids)


async def lock_trackables(connection: Database, tracker_ids: Sequence[int]) -> list[int]:
    """Lock trackers' things until the transaction ends, and return the trackables' ids."""
    return await connection.fetch_column(
        """
        SELECT id FROM trackables WHERE id IN (
            SELECT trackable_id FROM tracked_items WHERE tracker_id = ANY($1::bigint[])
        ) ORDER BY id FOR UPDATE
        """,
        list(tracker_ids),
    )


async def refresh_watch(
    connection: Database,
    trackable_ids: Sequence[int],
    due_by: datetime | None = None,
) -> None:
    """Count the watchers and set the pace to the fastest wish; without watchers nothing is due.

    Both trackers and bookings watch; bookings leave the pace to the service. The first check is due
    by `due_by` at the latest.
    """
    await connection.execute(
        """
        WITH wishes AS (
            SELECT k.id, count(t.id) + b.booked AS watchers,
                   min(coalesce(($2::jsonb ->> t.frequency)::int, t.custom_seconds)) AS seconds,
                   coalesce(bool_or(t.frequency = $3), true) OR b.booked > 0 AS is_smart
            FROM unnest($1::bigint[]) AS k (id)
            LEFT JOIN tracked_items i ON i.trackable_id = k.id
            LEFT JOIN trackers t ON t.id = i.tracker_id AND t.state = 'active'
            CROSS JOIN LATERAL (
                SELECT count(*) AS booked FROM booking_watches w
                WHERE w.trackable_id = k.id AND w.is_on
            ) b
            GROUP BY k.id, b.booked
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


async def bring_forward(connection: Database, trackable_ids: Sequence[int], now: datetime) -> None:
    """Move up checks that are now wished more often, counted from the last one."""
    await connection.execute(
        """
        UPDATE trackables SET due_at = least(due_at,
            coalesce(last_checked_at, $2) + interval_seconds * interval '1 second')
        WHERE id = ANY($1::bigint[]) AND interval_seconds > 0 AND due_at IS NOT NULL
        """,
        list(trackable_ids),
        now,
    )


async def rest_past_stays(pool: Database, now: datetime) -> None:
    """Stop checking stays that have begun, even if their trackers go on with other dates."""
    await pool.execute(
        "UPDATE trackables SET due_at = NULL WHERE due_at IS NOT NULL AND check_in < $1",
        (now - timedelta(days=1)).date(),
    )


async def unseen_of(database: Database, tracker_id: int) -> list[int]:
    """Return an active tracker's things that were not seen since it began."""
    return await database.fetch_column(
        """
        SELECT DISTINCT s.trackable_id FROM rule_states s JOIN price_rules r ON r.id = s.rule_id
        JOIN trackers t ON t.id = r.tracker_id
        WHERE r.tracker_id = $1 AND s.phase = 'waiting' AND t.state = 'active'
        """,
        tracker_id,
    )
