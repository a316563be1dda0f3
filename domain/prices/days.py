"""Daily prices: each day (UTC) of a trackable in one row, for long charts and for what is usual.

A day is always worked out again from its observations, so that doing it twice changes nothing and
an observation that came late is in it the next time.
"""

from datetime import UTC, datetime, timedelta

from domain.prices.queries.days import first_missing, roll_up_day
from domain.unit_of_work import Database

# What is usual is told from this many days back.
USUAL_DAYS = 90
RESTLESS_DAYS = 14


async def roll_up(pool: Database, now: datetime) -> None:
    """Work out today's daily prices, yesterday's, and those of days that were missed."""
    since = await first_missing(pool, now)
    today = now.astimezone(UTC).date()
    while since <= today:
        await roll_up_day(pool, since)
        since += timedelta(days=1)
