"""Observations: written in bulk, read as a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from domain.prices.models import Availability
from domain.prices.values import PricePoint, PriceSeries
from domain.suppliers.contract import Board, Refundability, Supplier, TaxInclusion
from domain.unit_of_work import Database

COLUMNS = (
    "trackable_id", "observed_at", "total", "base", "taxes", "currency", "basis", "board",
    "refundable", "availability", "source", "quote_id", "latency_ms", "counted", "confirmed",
    "rate_id",
)  # fmt: skip


LONGEST_ID = 300


# Further back, a series has one price a day.
EVERY_PRICE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Observation:
    """A row of the price history. `rate_id` refers to `priced_rates`: the rate that the price is
    for.
    """

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
    rate_id: int | None = None

    def record(self) -> tuple[object, ...]:
        """Return the row in `COLUMNS` order."""
        taxes = None if self.total is None or self.base is None else self.total - self.base
        quote_id = None if self.quote_id is None else self.quote_id[:LONGEST_ID]
        return (
            self.trackable_id, self.observed_at, self.total, self.base, taxes, self.currency,
            self.basis.value, self.board.value, self.refundable.value, self.availability.value,
            self.source.value, quote_id, self.latency_ms, self.counted, self.confirmed,
            self.rate_id,
        )  # fmt: skip


async def write_observations(connection: Database, observations: Sequence[Observation]) -> None:
    """Append observations by COPY, within the caller's transaction."""
    if observations:
        await connection.copy_records_to_table(
            "universal_price_history",
            columns=COLUMNS,
            records=[observation.record() for observation in observations],
        )


async def load_many_series(
    pool: Database, trackable_ids: Sequence[int], since: datetime, now: datetime
) -> dict[int, PriceSeries]:
    """Return the series of each existing trackable, empty for one never seen.

    For the last `EVERY_PRICE` it holds each observation, for earlier UTC days the lowest price.
    """
    midnight = datetime.combine((now - EVERY_PRICE).astimezone(UTC).date(), time(), UTC)
    rows = await pool.fetch(
        """
        SELECT k.id, k.currency, p.seen_at, p.total FROM trackables k
        LEFT JOIN LATERAL (
            SELECT d.closing_at AS seen_at, d.lowest AS total FROM daily_prices d
            WHERE d.trackable_id = k.id AND d.day < $4 AND d.day >= $5
            UNION ALL
            SELECT h.observed_at, h.total FROM universal_price_history h
            WHERE h.trackable_id = k.id AND h.observed_at >= $2 AND h.observed_at >= $3
              AND h.counted
        ) p ON true
        WHERE k.id = ANY($1::bigint[]) ORDER BY k.id, p.seen_at
        """,
        list(trackable_ids),
        since,
        midnight,
        midnight.date(),
        since.astimezone(UTC).date(),
    )
    points: dict[int, list[PricePoint]] = {}
    for row in rows:
        seen = points.setdefault(row["id"], [])
        if row["seen_at"] is not None:
            seen.append(PricePoint(row["seen_at"], row["total"]))
    currencies = {row["id"]: row["currency"] for row in rows}
    return {one: PriceSeries(one, currencies[one], tuple(points[one])) for one in points}
