"""Missing daily prices, and their computation."""

from datetime import UTC, date, datetime, time, timedelta

from domain.unit_of_work import Database

# Days before this one that are recomputed: checks that were in progress at midnight.
AGAIN = timedelta(days=1)


async def first_missing(pool: Database, now: datetime) -> date:
    """Return the first day whose daily prices must be computed."""
    latest: date | None = await pool.fetchval("SELECT max(day) FROM daily_prices")
    if latest is None:
        first: datetime | None = await pool.fetchval(
            "SELECT min(observed_at) FROM universal_price_history"
        )
        return (first or now).astimezone(UTC).date()
    return latest - AGAIN


async def roll_up_day(pool: Database, day: date) -> None:
    """Compute one day's prices from its observations.

    A day whose observations are gone keeps its prices.
    """
    start = datetime.combine(day, time(), UTC)
    await pool.execute(
        """
        INSERT INTO daily_prices (trackable_id, day, lowest, highest, closing, closing_at,
                                  observations, rate_id)
        SELECT trackable_id, $1, min(total), max(total),
               (array_agg(total ORDER BY observed_at DESC))[1], max(observed_at), count(*),
               (array_agg(rate_id ORDER BY observed_at DESC))[1]
        FROM universal_price_history
        WHERE observed_at >= $2 AND observed_at < $3 AND counted
        GROUP BY trackable_id
        ON CONFLICT (trackable_id, day) DO UPDATE SET lowest = excluded.lowest,
            highest = excluded.highest, closing = excluded.closing,
            closing_at = excluded.closing_at, observations = excluded.observations,
            rate_id = excluded.rate_id
        WHERE daily_prices.observations <= excluded.observations
        """,
        day,
        start,
        start + timedelta(days=1),
    )
