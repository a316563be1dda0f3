"""What one hotel's stay has cost, from all that has seen it: trackers' checks and searches."""

from datetime import timedelta

from domain.app import App
from domain.prices.made_up import with_made_up_past
from domain.prices.queries.history import load_many_series
from domain.prices.queries.stay_history import any_rate_of, seen_by_searches
from domain.prices.values import PriceSeries
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
    ids = await any_rate_of(app.pool, hotel_id, search.stay, search.currency)
    checked = await load_many_series(app.pool, ids, since, now)
    points = [point for series in checked.values() for point in series.points]
    points += await seen_by_searches(app.pool, hotel_id, search.stay, search.currency, since)
    points.sort(key=lambda point: point.observed_at)
    series = PriceSeries(NO_TRACKABLE, search.currency, tuple(points))
    return await with_made_up_past(app.pool, series, hotel_id, search.stay)
