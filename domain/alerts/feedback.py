"""What readers think of alerts."""

from datetime import datetime

import asyncpg

from domain.alerts.models import Wish


async def give_feedback(
    pool: asyncpg.Pool, alert_id: int, user_id: int, now: datetime, *, is_helpful: bool
) -> None:
    """Store whether an alert was of use; a second opinion replaces the first."""
    await pool.execute(
        """
        INSERT INTO alert_feedback (alert_id, user_id, is_helpful, given_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (alert_id) DO UPDATE SET user_id = excluded.user_id, wish = NULL,
            is_helpful = excluded.is_helpful, given_at = excluded.given_at
        """,
        alert_id,
        user_id,
        is_helpful,
        now,
    )


async def note_wish(
    connection: asyncpg.Connection, alert_id: int, user_id: int, wish: Wish, now: datetime
) -> None:
    """Store what somebody wants changed who found an alert unhelpful."""
    await connection.execute(
        """
        INSERT INTO alert_feedback (alert_id, user_id, is_helpful, wish, given_at)
        VALUES ($1, $2, false, $3, $4)
        ON CONFLICT (alert_id) DO UPDATE SET user_id = excluded.user_id, is_helpful = false,
            wish = excluded.wish, given_at = excluded.given_at
        """,
        alert_id,
        user_id,
        wish.value,
        now,
    )
