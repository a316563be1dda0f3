"""The nightly forecasts: made from the day's closes, and judged when their window is over."""

from typing import Any

from domain.prices.forecasts import fit_when_due, forecast_night
from workers.context import worker_of

# With a million tracked things, a night takes under two minutes.
PATIENCE_SECONDS = 600


async def forecast_prices(ctx: dict[str, Any]) -> None:
    """Do the night's work, once a day; at other times there is nothing to do."""
    app = worker_of(ctx).app
    now = app.clock.now()
    await fit_when_due(app.pool, now)
    await forecast_night(app.pool, now)
