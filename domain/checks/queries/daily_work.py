"""Daily results."""

from datetime import datetime, timedelta

from domain.unit_of_work import Database

# How long a tracker may go without a result while nothing changes.
RESULT_EVERY = timedelta(days=1)


async def write_daily_results(pool: Database, now: datetime) -> None:
    """Record today's price for active trackers without a result for a day."""
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
