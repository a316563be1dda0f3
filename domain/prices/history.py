"""Observations: written in bulk, read as a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import asyncpg

from domain.prices.models import Availability
from domain.prices.values import PricePoint, PriceSeries
from domain.suppliers.contract import Board, Refundability, Supplier, TaxInclusion

COLUMNS = (
    "trackable_id", "observed_at", "total", "base", "taxes", "currency", "basis", "board",
    "refundable", "availability", "source", "latency_ms", "counted", "confirmed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Observation:
    """One row of the price history."""

    trackable_id: int
    observed_at: datetime
    total: Decimal | None
    base: Decimal | None
    currency: str
    basis: TaxInclusion
    board: Board
    refundable: Refundability
    availability: Availability
    source: Supplier
    latency_ms: int | None = None
    counted: bool = True
    confirmed: bool = False

    def record(self) -> tuple[object, ...]:
        """Return the row in the order of `COLUMNS`."""
        taxes = None if self.total is None or self.base is None else self.total - self.base
        return (
            self.trackable_id, self.observed_at, self.total, self.base, taxes, self.currency,
            self.basis.value, self.board.value, self.refundable.value, self.availability.value,
            self.source.value, self.latency_ms, self.counted, self.confirmed,
        )  # fmt: skip


async def write_observations(
    connection: asyncpg.Connection, observations: Sequence[Observation]
) -> None:
    """Append observations by COPY, within the caller's transaction."""
    if observations:
        await connection.copy_records_to_table(
            "universal_price_history",
            columns=COLUMNS,
            records=[observation.record() for observation in observations],
        )


async def load_series(
    pool: asyncpg.Pool, trackable_ids: Sequence[int], since: datetime
) -> dict[int, PriceSeries]:
    """Return the counted observations of each trackable since an instant, oldest first."""
    rows = await pool.fetch(
        """
        SELECT trackable_id, observed_at, total, currency FROM universal_price_history
        WHERE trackable_id = ANY($1::bigint[]) AND observed_at >= $2 AND counted
        ORDER BY trackable_id, observed_at
        """,
        list(trackable_ids),
        since,
    )
    points: dict[int, list[PricePoint]] = {}
    currencies: dict[int, str] = {}
    for row in rows:
        points.setdefault(row["trackable_id"], []).append(
            PricePoint(row["observed_at"], row["total"])
        )
        currencies[row["trackable_id"]] = row["currency"]
    return {
        trackable_id: PriceSeries(trackable_id, currencies[trackable_id], tuple(series))
        for trackable_id, series in points.items()
    }
