"""Writing observations, next to PostgreSQL's own COPY of the same rows."""

import statistics
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import asyncpg

from bench.scale import scaled
from bench.tracking.checks import timed
from bench.tracking.ground import empty, fill, open_ground
from bench.tracking.market import instant_suppliers
from domain.prices.models import Availability
from domain.prices.queries.history import COLUMNS, Observation, write_observations
from domain.suppliers.contract import Board, Refundability, Supplier, TaxInclusion
from domain.unit_of_work import Database

TRACKABLES = scaled(1_000, short=50)
ROWS = scaled(50_000, short=500)
ROUNDS = scaled(5, short=1)
TABLE = "universal_price_history"


def _observations() -> list[Observation]:
    now = datetime.now(UTC)
    return [
        Observation(
            1 + n % TRACKABLES, now + timedelta(milliseconds=n), Decimal(10_000 + n % 100),
            Decimal(9_000), "INR", TaxInclusion.INCLUDED, Board.BREAKFAST, Refundability.YES,
            Availability.AVAILABLE, Supplier.TRAVCLAN, latency_ms=12,
        )
        for n in range(ROWS)
    ]  # fmt: skip


async def measure() -> dict[str, Any]:
    """Return rows a second of both, and how many times COPY's time ours takes."""
    observations = _observations()
    ours, copies = [], []
    registry, _supplier = instant_suppliers()
    async with open_ground() as ground, ground.app(registry) as app:
        await fill(app.pool, TRACKABLES, 1)
        async with app.pool.acquire() as connection:
            await _write(app.pool, observations)
            text = await _as_text(connection)
            for _ in range(ROUNDS):
                await connection.execute(f"TRUNCATE {TABLE}")
                ours.append(await timed(lambda: _write(app.pool, observations)))
                await connection.execute(f"TRUNCATE {TABLE}")
                copies.append(await timed(lambda: _copy(connection, text)))
        await empty(app.pool)
    mine, theirs = statistics.median(ours), statistics.median(copies)
    return {
        "rows": ROWS,
        "rows_per_second": round(ROWS / mine),
        "copy_rows_per_second": round(ROWS / theirs),
        "times_the_time_of_copy": round(mine / theirs, 2),
    }


async def _write(pool: Database, observations: list[Observation]) -> None:
    async with pool.transaction() as connection:
        await write_observations(connection, observations)


async def _as_text(connection: asyncpg.Connection) -> bytes:
    """Return the rows in COPY's own text format, made by PostgreSQL itself."""
    out = BytesIO()
    await connection.copy_from_query(f"SELECT {', '.join(COLUMNS)} FROM {TABLE}", output=out)
    return out.getvalue()


async def _copy(connection: asyncpg.Connection, text: bytes) -> None:
    await connection.copy_to_table(TABLE, columns=COLUMNS, source=BytesIO(text))
