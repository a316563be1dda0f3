"""A hotel stay's price history, from tracker checks and searches."""

from datetime import timedelta

from domain.app import App
from domain.prices.queries.history import load_many_series
from domain.prices.queries.stay_history import any_rate_of, seen_by_searches
from domain.prices.synthetic_past import with_synthetic_past
from domain.prices.values import PriceSeries
from domain.search.values import SearchView

REACH = timedelta(days=365)
# The series belongs to no trackable.
NO_TRACKABLE = 0


async def stay_history(app: App, search: SearchView, hotel_id: int) -> PriceSeries:
    """Return the whole stay's cheapest all-in prices, oldest first; possibly none.

    Checks for any nationality count, because prices hardly depend on it. From searches, each day's
    cheapest price counts.
    """
    now = app.clock.now()
    since = now - REACH
    ids = await any_rate_of(app.pool, hotel_id, search.stay, search.currency)
    checked = await load_many_series(app.pool, ids, since, now)
    points = [point for series in checked.values() for point in series.points]
    points += await seen_by_searches(app.pool, hotel_id, search.stay, search.currency, since)
    points.sort(key=lambda point: point.observed_at)
    series = PriceSeries(NO_TRACKABLE, search.currency, tuple(points))
    return await with_synthetic_past(app.pool, series, hotel_id, search.stay)
