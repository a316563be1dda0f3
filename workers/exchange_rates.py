"""The day's exchange rates."""

from datetime import timedelta
from typing import Any

from domain.exchange_rates.publishers import publishers
from domain.exchange_rates.refresh import refresh_rates
from workers.context import worker_of


async def fetch_exchange_rates(ctx: dict[str, Any]) -> None:
    """Ask the exchange rate sources that are due; most ticks find none."""
    app = worker_of(ctx).app
    every = timedelta(seconds=app.settings.exchange_rates_interval)
    await refresh_rates(app.pool, publishers(app.settings), app.clock.now(), every)
