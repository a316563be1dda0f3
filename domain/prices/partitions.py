"""The price history's monthly partitions, made ahead of time.

A default partition catches what no month was made for, so that no observation is ever refused.
"""

from datetime import date, datetime
from itertools import pairwise

import asyncpg

MONTHS_AHEAD = 3


def month_starts(first: date, months: int) -> list[date]:
    """Return the first days of `months` months and of the one after, beginning with `first`'s."""
    index = first.year * 12 + first.month - 1
    return [date((index + n) // 12, (index + n) % 12 + 1, 1) for n in range(months + 1)]


async def ensure_partitions(pool: asyncpg.Pool, now: datetime) -> None:
    """Create the partitions of this month and the next ones where they are missing."""
    starts = month_starts(now.date(), MONTHS_AHEAD + 1)
    async with pool.acquire() as connection:
        for start, end in pairwise(starts):
            await connection.execute(
                f"CREATE TABLE IF NOT EXISTS universal_price_history_{start:%Y_%m} "
                f"PARTITION OF universal_price_history FOR VALUES FROM ('{start}') TO ('{end}')"
            )
