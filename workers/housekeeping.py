"""What keeps the house in order, once an hour."""

from typing import Any

from domain.accounts.updates import forget_old_updates
from domain.prices.partitions import ensure_partitions
from domain.trackers.service import end_trackers, purge_trackers
from workers.context import worker_of


async def keep_house(ctx: dict[str, Any]) -> None:
    """End trackers whose stay has begun, make partitions ahead, forget what is of no use."""
    app = worker_of(ctx).app
    now = app.clock.now()
    await end_trackers(app.pool, now)
    await ensure_partitions(app.pool, now)
    await forget_old_updates(app.pool, now)
    await purge_trackers(app.pool, now)
