"""Looking up orders and cancellations whose outcome is open."""

from typing import Any

from domain.bookings.reconciling import look_up_due
from workers.context import worker_of


async def look_up_bookings(ctx: dict[str, Any]) -> int:
    """Ask suppliers about what is due; if there is news, have it delivered at once."""
    worker = worker_of(ctx)
    looked = await look_up_due(worker.app)
    if looked:
        worker.courier.wake()
    return looked
