"""Monthly partitions of the price history and of forecasts: made ahead, retired when old.

A default partition catches what no month was made for, so that no observation is ever refused.
"""

import re
from datetime import date, datetime, timedelta
from itertools import pairwise, product

from domain.unit_of_work import Database

MONTHS_AHEAD = 3
HISTORY, FORECASTS = "universal_price_history", "price_forecasts"
_MONTHLY = re.compile(r"[a-z_]+_(?P<year>\d{4})_(?P<month>\d{2})")


def month_starts(first: date, months: int) -> list[date]:
    """Return the first days of `months` months and of the one after, beginning with `first`'s."""
    index = first.year * 12 + first.month - 1
    return [date((index + n) // 12, (index + n) % 12 + 1, 1) for n in range(months + 1)]


async def ensure_partitions(pool: Database, now: datetime) -> None:
    """Create the partitions of this month and the next ones where they are missing."""
    starts = month_starts(now.date(), MONTHS_AHEAD + 1)
    for table, (start, end) in product((HISTORY, FORECASTS), pairwise(starts)):
        await pool.execute(
            f"CREATE TABLE IF NOT EXISTS {table}_{start:%Y_%m} "
            f"PARTITION OF {table} FOR VALUES FROM ('{start}') TO ('{end}')"
        )


async def retire_partitions(pool: Database, now: datetime, months: int) -> list[str]:
    """Drop the partitions of months that ended `months` months ago, and return their names.

    Of the history only what the daily prices hold is dropped: other months stay.
    """
    first_kept = month_starts(now.date(), 0)[0]
    for _ in range(months):
        first_kept = month_starts(first_kept - timedelta(days=1), 0)[0]
    retired = []
    for table, name, start in await _monthly_partitions(pool):
        (_start, end) = month_starts(start, 1)
        if end <= first_kept and await _may_go(pool, table, name):
            await _drop(pool, table, name)
            retired.append(name)
    return retired


async def _drop(pool: Database, table: str, name: str) -> None:
    """Drop a month. Whoever reads the table waits for a moment, and this never waits long."""
    async with pool.transaction() as connection:
        await connection.execute("SET LOCAL lock_timeout = '3s'")
        await connection.execute(f"ALTER TABLE {table} DETACH PARTITION {name}")
        await connection.execute(f"DROP TABLE {name}")


async def _monthly_partitions(connection: Database) -> list[tuple[str, str, date]]:
    rows = await connection.fetch(
        """
        SELECT i.inhparent::regclass::text AS parent, c.relname
        FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = ANY($1::regclass[]) AND c.relkind = 'r' ORDER BY c.relname DESC
        """,
        [HISTORY, FORECASTS],
    )
    found = [(*row, _MONTHLY.fullmatch(row["relname"])) for row in rows]
    return [
        (table, name, date(int(month["year"]), int(month["month"]), 1))
        for table, name, month in found
        if month
    ]


async def _may_go(connection: Database, table: str, name: str) -> bool:
    """Say whether a month is no longer needed; one of forecasts goes with the history's."""
    if table == HISTORY:
        return await _is_worked_out(connection, name)
    own = name.replace(FORECASTS, HISTORY)
    is_gone: bool = await connection.fetchval("SELECT to_regclass($1) IS NULL", own)
    return is_gone


async def _is_worked_out(connection: Database, name: str) -> bool:
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
