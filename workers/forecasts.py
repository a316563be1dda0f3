"""The forecasts' nights: closes are forecast from, and what is over is judged."""

from typing import Any

from domain.prices.forecasts import fit_when_due, forecast_night
from workers.context import worker_of

# With a million things that are watched, a night takes under two minutes.
PATIENCE_SECONDS = 600


async def forecast_prices(ctx: dict[str, Any]) -> None:
    """Do a night's work, once a day; the rest of the day it finds nothing to do."""
    app = worker_of(ctx).app
    now = app.clock.now()
    await fit_when_due(app.pool, now)
    await forecast_night(app.pool, now)
