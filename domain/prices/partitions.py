"""The price history's monthly partitions: made ahead of time, and retired when they are old.

A default partition catches what no month was made for, so that no observation is ever refused.
"""

import re
from datetime import date, datetime, timedelta
from itertools import pairwise

import asyncpg

MONTHS_AHEAD = 3
_MONTHLY = re.compile(r"universal_price_history_(?P<year>\d{4})_(?P<month>\d{2})")


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


async def retire_partitions(pool: asyncpg.Pool, now: datetime, months: int) -> list[str]:
    """Drop the partitions of months that ended `months` months ago, and return their names.

    Only what the daily prices hold is dropped: a month that was not worked out stays.
    """
    first_kept = month_starts(now.date(), 0)[0]
    for _ in range(months):
        first_kept = month_starts(first_kept - timedelta(days=1), 0)[0]
    retired = []
    async with pool.acquire() as connection:
        for name, start in await _monthly_partitions(connection):
            (_start, end) = month_starts(start, 1)
            if end <= first_kept and await _is_worked_out(connection, name):
                await _drop(connection, name)
                retired.append(name)
    return retired


async def _drop(connection: asyncpg.Connection, name: str) -> None:
    """Drop a month. Whoever reads the table waits for a moment, and this never waits long."""
    async with connection.transaction():
        await connection.execute("SET LOCAL lock_timeout = '3s'")
        await connection.execute(f"ALTER TABLE universal_price_history DETACH PARTITION {name}")
        await connection.execute(f"DROP TABLE {name}")


async def _monthly_partitions(connection: asyncpg.Connection) -> list[tuple[str, date]]:
    rows = await connection.fetch(
        """
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'universal_price_history'::regclass ORDER BY c.relname
        """
    )
    found = ((row["relname"], _MONTHLY.fullmatch(row["relname"])) for row in rows)
    return [(name, date(int(m["year"]), int(m["month"]), 1)) for name, m in found if m]


async def _is_worked_out(connection: asyncpg.Connection, name: str) -> bool:
    """Say whether each counted observation's day has its row."""
    missing: bool = await connection.fetchval(
        f"""
        SELECT EXISTS (
            SELECT trackable_id, (observed_at AT TIME ZONE 'UTC')::date FROM {name} WHERE counted
            EXCEPT SELECT trackable_id, day FROM daily_prices
        )
        """
    )
    return not missing
