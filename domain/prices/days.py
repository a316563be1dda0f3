"""Daily prices: one row per trackable and UTC day, for long charts and usual prices.

A day is always recomputed from its observations, so repeating it changes nothing and late
observations are included the next time.
"""

from datetime import UTC, datetime, timedelta

from domain.prices.queries.days import first_missing, roll_up_day
from domain.unit_of_work import Database

# How many days back usual prices look.
USUAL_DAYS = 90
RESTLESS_DAYS = 14


async def roll_up(pool: Database, now: datetime) -> None:
    """Compute today's and yesterday's daily prices, and those of missed days."""
    since = await first_missing(pool, now)
    today = now.astimezone(UTC).date()
    while since <= today:
        await roll_up_day(pool, since)
        since += timedelta(days=1)
