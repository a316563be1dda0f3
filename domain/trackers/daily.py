"""What is done with the days: worked out, and what is usual told to those who wait for a deal."""

from datetime import datetime

import asyncpg

from domain.alerts.queries import redraw_deals
from domain.prices.days import note_what_is_usual, roll_up


async def work_out_days(pool: asyncpg.Pool, now: datetime) -> None:
    """Bring daily prices, typical ranges and the lines of deals up to now."""
    await roll_up(pool, now)
    async with pool.acquire() as connection, connection.transaction():
        changed = await note_what_is_usual(connection, now)
        await redraw_deals(connection, {row["id"]: row["typical_low"] for row in changed}, now)
