"""What is usual for what is watched, noted beside its last price."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.prices.days import RESTLESS_DAYS, USUAL_DAYS
from domain.prices.ranges import LEAST_PRICES
from domain.prices.usual import usual_of_stay
from domain.search.queries import rooms_from_json
from domain.stay import Stay
from domain.unit_of_work import Database

# Stays for which what is usual is sought elsewhere in one go; others have their turn another hour.
MOST_SOUGHT = 500


async def note_what_is_usual(connection: Database, now: datetime) -> list[Any]:
    """Note each watched trackable's typical range and restlessness, from its daily prices.

    The range is the middle half of the days' lowest prices, as
    `domain.prices.ranges.typical_range` has it; too few days make none. Returns the rows (`id`,
    `typical_low`) whose range has changed.
    """
    today = now.astimezone(UTC).date()
    rows: list[Any] = await connection.fetch(
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
    return rows


async def note_what_others_tell(connection: Database, now: datetime) -> dict[int, Decimal]:
    """Note typical ranges of stays that wait for a deal and have too few days of their own.

    What searches saw of comparable stays at the hotel tells them. A stay whose rate was chosen has
    none to compare with. Returns the low end by trackable id.
    """
    rows = await connection.fetch(
        """
        SELECT k.id, k.hotel_id, k.check_in, k.check_out, k.rooms, k.currency FROM trackables k
        WHERE k.typical_low IS NULL AND k.watchers > 0 AND k.kind = 'hotel_stay'
          AND k.terms = '{}' AND EXISTS (
              SELECT FROM rule_states s WHERE s.trackable_id = k.id AND s.kind = 'best_deal')
        ORDER BY random() LIMIT $1
        """,
        MOST_SOUGHT,
    )
    alike: dict[tuple[Stay, str], dict[int, int]] = defaultdict(dict)
    for row in rows:
        stay = Stay(row["check_in"], row["check_out"], rooms_from_json(row["rooms"]))
        alike[stay, row["currency"]][row["hotel_id"]] = row["id"]
    ranges: list[tuple[int, Decimal, Decimal]] = []
    for (stay, currency), ids in alike.items():
        found = await usual_of_stay(connection, stay, currency, list(ids), now)
        ranges += [(ids[hotel], one.low.amount, one.high.amount) for hotel, one in found.items()]
    await connection.executemany(
        "UPDATE trackables SET typical_low = $2, typical_high = $3 WHERE id = $1", sorted(ranges)
    )
    return {trackable_id: low for trackable_id, low, _high in ranges}
