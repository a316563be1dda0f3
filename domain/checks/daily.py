"""What is done with the days: worked out, and what is usual told to those who wait for a deal."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

import asyncpg

from domain.alerts.queries import redraw_deals
from domain.prices.days import note_what_is_usual, roll_up
from domain.prices.usual import usual_of_stay
from domain.search.queries import rooms_from_json
from domain.stay import Stay

# Stays for which what is usual is sought elsewhere in one go; others have their turn another hour.
MOST_SOUGHT = 500


async def work_out_days(pool: asyncpg.Pool, now: datetime) -> None:
    """Bring daily prices, typical ranges and the lines of deals up to now."""
    await roll_up(pool, now)
    async with pool.transaction() as connection:
        lows: dict[int, Decimal | None] = {
            row["id"]: row["typical_low"] for row in await note_what_is_usual(connection, now)
        }
        lows |= await _note_what_others_tell(connection, now)
        await redraw_deals(connection, lows, now)


async def _note_what_others_tell(
    connection: asyncpg.Connection, now: datetime
) -> dict[int, Decimal]:
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
