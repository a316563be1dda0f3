"""How many alerts somebody got on a day, and how many they want."""

from datetime import date

from domain.unit_of_work import Database


async def count_told(connection: Database, user_id: int, day: date, *, is_uncapped: bool) -> bool:
    """Count one more alert on this day and return True; False once the limit is reached.

    `is_uncapped` ignores the limit, except for those who want no alerts at all.
    """
    told: int | None = await connection.fetchval(
        """
        UPDATE users SET alerts_on = $2,
            alerts_told = CASE WHEN alerts_on = $2 THEN alerts_told ELSE 0 END + 1
        WHERE id = $1 AND alerts_a_day > 0
          AND ($3 OR CASE WHEN alerts_on = $2 THEN alerts_told ELSE 0 END < alerts_a_day)
        RETURNING alerts_told
        """,
        user_id,
        day,
        is_uncapped,
    )
    return told is not None
