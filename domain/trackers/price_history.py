"""The recorded past of a tracked thing, and backtests on it."""

from domain.alerts.backtest import Backtest, backtest
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.prices.models import TrackableKind
from domain.prices.synthetic_past import with_synthetic_past
from domain.prices.values import PriceSeries
from domain.trackers.values import TrackerView


async def past_of(app: App, view: TrackerView) -> PriceSeries:
    """Return a tracked thing's prices, oldest first.

    If a made-up past was loaded, it precedes a hotel stay's own.
    """
    is_stay = view.kind is TrackableKind.HOTEL_STAY and view.rate.is_any
    if not is_stay or view.hotel_id is None:
        return view.series
    return await with_synthetic_past(app.pool, view.series, view.hotel_id, view.stay)


async def tested_on_past(app: App, view: TrackerView, terms: RuleTerms) -> Backtest | None:
    """Return what a rule would have alerted in the last 30 days; None without enough history."""
    return backtest(terms, await past_of(app, view), app.clock.now())
