"""Who has seen a hotel stay's price: trackers and searches."""

from datetime import datetime

from domain.prices.values import PricePoint
from domain.search.newest_prices import people_key
from domain.search.queries.searches import rooms_to_json
from domain.stay import Stay
from domain.unit_of_work import Database


async def any_rate_of(database: Database, hotel_id: int, stay: Stay, currency: str) -> list[int]:
    """Return the trackables of a hotel's stay, of any rate and for any nationality."""
    return await database.fetch_column(
        """
        SELECT id FROM trackables
        WHERE hotel_id = $1 AND check_in = $2 AND check_out = $3 AND rooms = $4 AND currency = $5
          AND terms = $6
        """,
        hotel_id,
        stay.check_in,
        stay.check_out,
        rooms_to_json(stay.rooms),
        currency,
        {},
    )


async def seen_by_searches(
    database: Database, hotel_id: int, stay: Stay, currency: str, since: datetime
) -> list[PricePoint]:
    """Return each day's cheapest price that searches saw for a hotel's stay."""
    rows = await database.fetch(
        """
        SELECT max(observed_at) AS seen_at, min(total) AS total FROM seen_prices
        WHERE hotel_id = $1 AND check_in = $2 AND nights = $3 AND people = $4 AND currency = $5
          AND observed_at > $6
        GROUP BY seen_on
        """,
        hotel_id,
        stay.check_in,
        stay.nights,
        people_key(stay.rooms),
        currency,
        since,
    )
    return [PricePoint(row["seen_at"], row["total"]) for row in rows]
