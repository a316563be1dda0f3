"""At most so many alerts a day, each counted once, however many processes send."""

from datetime import date

import asyncpg

from domain.alerts.delivery import ClaimedAlert


async def count_alert(pool: asyncpg.Pool, claimed: ClaimedAlert, day: date) -> bool:
    """Count an alert among its reader's of `day` (their own); False when the day is full.

    One that was counted already, by a try that failed, is not counted twice.
    """
    async with pool.transaction() as connection:
        counted_on: date | None = await connection.fetchval(
            "SELECT counted_on FROM tracker_alerts WHERE id = $1", claimed.alert.alert_id
        )
        if counted_on == day:
            return True
        told = await connection.fetchval(
            """
            UPDATE users SET alerts_on = $2,
                alerts_told = CASE WHEN alerts_on = $2 THEN alerts_told ELSE 0 END + 1
            WHERE id = $1
              AND CASE WHEN alerts_on = $2 THEN alerts_told ELSE 0 END < alerts_a_day
            RETURNING alerts_told
            """,
            claimed.reader.user_id,
            day,
        )
        if told is None:
            return False
        await connection.execute(
            "UPDATE tracker_alerts SET counted_on = $2 WHERE id = $1", claimed.alert.alert_id, day
        )
    return True
