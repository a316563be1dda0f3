"""Typical ranges of tracked things."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from domain.prices.days import RESTLESS_DAYS, USUAL_DAYS
from domain.prices.ranges import LEAST_PRICES
from domain.unit_of_work import Database


class Usual(NamedTuple):
    """A trackable and the low end of its typical range, or None."""

    id: int
    typical_low: Decimal | None


async def note_what_is_usual(connection: Database, now: datetime) -> list[Usual]:
    """Store each trackable's typical range and volatility, from its daily prices.

    The range is the middle half of the days' lowest prices, as in
    `domain.prices.ranges.typical_range`; too few days make none. Returns those whose range has
    changed.
    """
    today = now.astimezone(UTC).date()
    return await connection.fetch_as(
        Usual,
        """
        WITH usual AS (
            SELECT d.trackable_id AS id, count(d.lowest) AS days,
                   percentile_disc(0.25) WITHIN GROUP (ORDER BY d.lowest) AS low,
                   percentile_disc(0.75) WITHIN GROUP (ORDER BY d.lowest) AS high,
                   avg((d.highest - d.lowest) / d.lowest)
                       FILTER (WHERE d.day >= $2 AND d.lowest > 0) AS volatility
            FROM daily_prices d JOIN trackables k ON k.id = d.trackable_id AND k.watchers > 0
            WHERE d.day >= $1 AND d.day < $4
            GROUP BY d.trackable_id
        ), noted AS (
            SELECT id, volatility, CASE WHEN days >= $3 THEN low END AS low,
                   CASE WHEN days >= $3 THEN high END AS high
            FROM usual
        )
        UPDATE trackables k SET typical_low = n.low, typical_high = n.high,
            volatility = n.volatility
        FROM noted n
        WHERE k.id = n.id AND (k.typical_low, k.typical_high, k.volatility)
            IS DISTINCT FROM (n.low, n.high, n.volatility::float)
        RETURNING k.id, k.typical_low
        """,
        today - timedelta(days=USUAL_DAYS),
        today - timedelta(days=RESTLESS_DAYS),
        LEAST_PRICES,
        today,
    )


class RangelessStay(NamedTuple):
    """A stay with a deal rule and without a typical range."""

    id: int
    hotel_id: int
    check_in: date
    check_out: date
    rooms: list[list[Any]]
    currency: str


async def stays_without_range(connection: Database, most: int) -> list[RangelessStay]:
    """Return some of the tracked stays with a deal rule and without a typical range."""
    return await connection.fetch_as(
        RangelessStay,
        """
        SELECT k.id, k.hotel_id, k.check_in, k.check_out, k.rooms, k.currency FROM trackables k
        WHERE k.typical_low IS NULL AND k.watchers > 0 AND k.kind = 'hotel_stay'
          AND k.terms = '{}' AND EXISTS (
              SELECT FROM rule_states s WHERE s.trackable_id = k.id AND s.kind = 'best_deal')
        ORDER BY random() LIMIT $1
        """,
        most,
    )


async def keep_ranges(connection: Database, ranges: Sequence[tuple[int, Decimal, Decimal]]) -> None:
    """Store typical ranges: (trackable_id, low, high)."""
    await connection.executemany(
        "UPDATE trackables SET typical_low = $2, typical_high = $3 WHERE id = $1", ranges
    )
