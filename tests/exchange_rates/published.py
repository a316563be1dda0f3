"""Rates as if a source had told them."""

from datetime import datetime
from decimal import Decimal

from domain.app import App
from domain.exchange_rates.contract import Published, RateSource
from domain.exchange_rates.queries import keep_published


async def publish(app: App, told_at: datetime | None = None, **per_euro: str) -> None:
    """Have one euro buy so much of each currency, as told now or at `told_at`."""
    now = app.clock.now()
    rates = {code: Decimal(rate) for code, rate in per_euro.items()}
    published = Published((told_at or now).date(), rates)
    async with app.pool.transaction() as connection:
        await keep_published(connection, RateSource.ECB, published, now, now)
