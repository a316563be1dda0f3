"""The nightly forecast records."""

from datetime import date

from domain.prices.forecast_record import Record
from domain.unit_of_work import Database


async def newest_record(database: Database) -> Record | None:
    """Return the newest record, None before the first night."""
    stored = await database.fetchval(
        "SELECT record FROM forecast_records ORDER BY day DESC LIMIT 1"
    )
    return None if stored is None else Record.from_json(stored)


async def keep_record(database: Database, day: date, record: Record) -> None:
    """Store a day's record, replacing an earlier one."""
    await database.execute(
        """
        INSERT INTO forecast_records (day, record) VALUES ($1, $2)
        ON CONFLICT (day) DO UPDATE SET record = excluded.record
        """,
        day,
        record.to_json(),
    )


async def first_forecast_day(database: Database) -> date | None:
    """Return the day of the first forecast."""
    first: date | None = await database.fetchval("SELECT min(day) FROM price_forecasts")
    return first


async def count_waiting(database: Database, since: date) -> int:
    """Return how many forecasts since a day have no outcome yet."""
    waiting: int = await database.fetchval(
        "SELECT count(*) FROM price_forecasts WHERE day >= $1 AND fell IS NULL", since
    )
    return waiting


async def has_record(database: Database, day: date) -> bool:
    """Return whether there is a record of a day."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT FROM forecast_records WHERE day = $1)", day
    )
    return found
