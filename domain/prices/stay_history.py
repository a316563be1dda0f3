"""What one hotel's stay has cost, from all that has seen it: trackers' checks and searches."""

from datetime import datetime, timedelta

from domain.app import App
from domain.prices.history import load_many_series
from domain.prices.made_up import with_made_up_past
from domain.prices.values import PricePoint, PriceSeries
from domain.search.newest import people_key
from domain.search.queries import rooms_to_json
from domain.search.values import SearchView

REACH = timedelta(days=365)
# A series that belongs to no trackable.
NO_TRACKABLE = 0


async def stay_history(app: App, search: SearchView, hotel_id: int) -> PriceSeries:
    """Return the whole stay's cheapest all-in prices, oldest first; perhaps none.

    Checks count as their series tell them, those of whatever nationality: prices hardly depend on
    it. Of what searches saw, each day's cheapest counts.
    """
    now = app.clock.now()
    since = now - REACH
    ids = await app.pool.fetch(
        """
        SELECT id FROM trackables
        WHERE hotel_id = $1 AND check_in = $2 AND check_out = $3 AND rooms = $4 AND currency = $5
          AND terms = $6
        """,
        hotel_id,
        search.stay.check_in,
        search.stay.check_out,
        rooms_to_json(search.stay.rooms),
        search.currency,
        {},
    )
    checked = await load_many_series(app.pool, [row["id"] for row in ids], since, now)
    points = [point for series in checked.values() for point in series.points]
    points += await _seen_by_searches(app, search, hotel_id, since)
    points.sort(key=lambda point: point.observed_at)
    series = PriceSeries(NO_TRACKABLE, search.currency, tuple(points))
    return await with_made_up_past(app.pool, series, hotel_id, search.stay)


async def _seen_by_searches(
    app: App, search: SearchView, hotel_id: int, since: datetime
) -> list[PricePoint]:
    rows = await app.pool.fetch(
        """
        SELECT max(observed_at) AS seen_at, min(total) AS total FROM seen_prices
        WHERE hotel_id = $1 AND check_in = $2 AND nights = $3 AND people = $4 AND currency = $5
          AND observed_at > $6
        GROUP BY seen_on
        """,
        hotel_id,
        search.stay.check_in,
        search.stay.nights,
        people_key(search.stay.rooms),
        search.currency,
        since,
    )
    return [PricePoint(row["seen_at"], row["total"]) for row in rows]
