"""Monthly partitions of the price history and of forecasts: created ahead, dropped when old.

A default partition catches anything without a month, so no observation is ever rejected.
"""

from datetime import date, datetime, timedelta
from itertools import pairwise, product

from domain.prices.queries.partitions import (
    FORECASTS,
    HISTORY,
    create_month,
    drop_month,
    may_go,
    monthly_partitions,
)
from domain.unit_of_work import Database

MONTHS_AHEAD = 3


def month_starts(first: date, months: int) -> list[date]:
    """Return the first days of `months` months and of the next one, from `first`'s on."""
    index = first.year * 12 + first.month - 1
    return [date((index + n) // 12, (index + n) % 12 + 1, 1) for n in range(months + 1)]


async def ensure_partitions(pool: Database, now: datetime) -> None:
    """Create missing partitions of this month and the next ones."""
    starts = month_starts(now.date(), MONTHS_AHEAD + 1)
    for table, (start, end) in product((HISTORY, FORECASTS), pairwise(starts)):
        await create_month(pool, table, start, end)


async def retire_partitions(pool: Database, now: datetime, months: int) -> list[str]:
    """Drop the partitions of months that ended `months` months ago, and return their names.

    A month of the history is dropped only once it is in the daily prices.
    """
    first_kept = month_starts(now.date(), 0)[0]
    for _ in range(months):
        first_kept = month_starts(first_kept - timedelta(days=1), 0)[0]
    retired = []
    for table, name, start in await monthly_partitions(pool):
        (_start, end) = month_starts(start, 1)
        if end <= first_kept and await may_go(pool, table, name):
            await _drop(pool, table, name)
            retired.append(name)
    return retired


async def _drop(pool: Database, table: str, name: str) -> None:
    """Drop a month. Readers of the table wait briefly, and this never waits long itself."""
    async with pool.transaction() as connection:
        await drop_month(connection, table, name)
