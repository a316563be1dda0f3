"""Takes a health sample every minute, and raises alarms."""

from typing import Any

from domain.administration.health.alarms import raise_alarms
from domain.administration.health.samples import take_sample
from workers.context import worker_of


async def sample_health(ctx: dict[str, Any]) -> None:
    """Take a sample, and tell what it has broken or fixed."""
    app = worker_of(ctx).app
    sample = await take_sample(app)
    await raise_alarms(app.pool, sample, app.clock.now())
