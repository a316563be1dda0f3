"""What one hotel's stay has cost, from all that has seen it: trackers' checks and searches."""

from datetime import timedelta

from domain.app import App
from domain.prices.values import PricePoint, PriceSeries
from domain.search.price_memory import people_key
from domain.search.queries import rooms_to_json
from domain.search.values import SearchView
from domain.suppliers.contract import TaxInclusion

REACH = timedelta(days=365)
# A series that belongs to no trackable.
NO_TRACKABLE = 0


async def stay_history(app: App, search: SearchView, hotel_id: int) -> PriceSeries:
    """Return the whole stay's cheapest all-in prices, oldest first; perhaps none.

    Checks count as they were made, those of whatever nationality: prices hardly depend on it. Of
    what searches saw, each day's cheapest counts.
    """
    rows = await app.pool.fetch(
        """
        SELECT h.observed_at, h.total
        FROM trackables k JOIN universal_price_history h ON h.trackable_id = k.id
        WHERE k.hotel_id = $1 AND k.check_in = $2 AND k.check_out = $3 AND k.rooms = $4
          AND k.currency = $5 AND k.terms = $6 AND h.observed_at > $7 AND h.counted
          AND (h.total IS NULL OR h.basis = $8)
        UNION ALL
        SELECT max(observed_at), min(total) FROM seen_prices
        WHERE hotel_id = $1 AND check_in = $2 AND nights = $3::date - $2::date AND people = $9
          AND currency = $5 AND observed_at > $7
        GROUP BY seen_on
        ORDER BY 1
        """,
        hotel_id,
        search.stay.check_in,
        search.stay.check_out,
        rooms_to_json(search.stay.rooms),
        search.currency,
        {},
        app.clock.now() - REACH,
        TaxInclusion.INCLUDED.value,
        people_key(search.stay.rooms),
    )
    points = tuple(PricePoint(row["observed_at"], row["total"]) for row in rows)
    return PriceSeries(NO_TRACKABLE, search.currency, points)
