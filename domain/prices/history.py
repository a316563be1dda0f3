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
    "refundable", "availability", "source", "quote_id", "latency_ms", "counted", "confirmed",
)  # fmt: skip
LONGEST_ID = 300


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
    quote_id: str | None = None
    latency_ms: int | None = None
    counted: bool = True
    confirmed: bool = False

    def record(self) -> tuple[object, ...]:
        """Return the row in the order of `COLUMNS`."""
        taxes = None if self.total is None or self.base is None else self.total - self.base
        quote_id = None if self.quote_id is None else self.quote_id[:LONGEST_ID]
        return (
            self.trackable_id, self.observed_at, self.total, self.base, taxes, self.currency,
            self.basis.value, self.board.value, self.refundable.value, self.availability.value,
            self.source.value, quote_id, self.latency_ms, self.counted, self.confirmed,
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


async def load_series(pool: asyncpg.Pool, trackable_id: int, since: datetime) -> PriceSeries:
    """Return a trackable's counted observations since an instant, oldest first."""
    found = await load_many_series(pool, [trackable_id], since)
    return found[trackable_id]


async def load_many_series(
    pool: asyncpg.Pool, trackable_ids: Sequence[int], since: datetime
) -> dict[int, PriceSeries]:
    """Return the series of each existing trackable; of one never seen, without points."""
    rows = await pool.fetch(
        """
        SELECT k.id, k.currency, h.observed_at, h.total FROM trackables k
        LEFT JOIN universal_price_history h
          ON h.trackable_id = k.id AND h.observed_at >= $2 AND h.counted
        WHERE k.id = ANY($1::bigint[]) ORDER BY k.id, h.observed_at
        """,
        list(trackable_ids),
        since,
    )
    points: dict[int, list[PricePoint]] = {}
    for row in rows:
        seen = points.setdefault(row["id"], [])
        if row["observed_at"] is not None:
            seen.append(PricePoint(row["observed_at"], row["total"]))
    currencies = {row["id"]: row["currency"] for row in rows}
    return {one: PriceSeries(one, currencies[one], tuple(points[one])) for one in points}
