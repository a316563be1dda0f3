"""Tables partitioned by month."""

import re
from datetime import date

from domain.unit_of_work import Database

HISTORY, FORECASTS = "universal_price_history", "price_forecasts"


_MONTHLY = re.compile(r"[a-z_]+_(?P<year>\d{4})_(?P<month>\d{2})")


async def monthly_partitions(connection: Database) -> list[tuple[str, str, date]]:
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


async def may_go(connection: Database, table: str, name: str) -> bool:
    """Return whether a month is no longer needed; forecasts go along with the history."""
    if table == HISTORY:
        return await _is_worked_out(connection, name)
    own = name.replace(FORECASTS, HISTORY)
    is_gone: bool = await connection.fetchval("SELECT to_regclass($1) IS NULL", own)
    return is_gone


async def _is_worked_out(connection: Database, name: str) -> bool:
    """Return whether each day with counted observations has its row."""
    missing: bool = await connection.fetchval(
        f"""
        SELECT EXISTS (
            SELECT trackable_id, (observed_at AT TIME ZONE 'UTC')::date FROM {name} WHERE counted
            EXCEPT SELECT trackable_id, day FROM daily_prices
        )
        """
    )
    return not missing


async def create_month(database: Database, table: str, start: date, end: date) -> None:
    """Create a table's partition for a range of days, if it is missing."""
    await database.execute(
        f"CREATE TABLE IF NOT EXISTS {table}_{start:%Y_%m} "
        f"PARTITION OF {table} FOR VALUES FROM ('{start}') TO ('{end}')"
    )


async def drop_month(connection: Database, table: str, name: str) -> None:
    """Drop a partition; other users of its table wait only briefly."""
    await connection.execute("SET LOCAL lock_timeout = '3s'")
    await connection.execute(f"ALTER TABLE {table} DETACH PARTITION {name}")
    await connection.execute(f"DROP TABLE {name}")
