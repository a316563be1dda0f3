"""Planning and checking."""

from typing import Any
from uuid import UUID

from domain.trackers.checking import check_chunk
from domain.trackers.planning import claim_due
from workers.context import worker_of


async def plan_checks(ctx: dict[str, Any]) -> int:
    """Claim what is due and hand it out in chunks; return how many."""
    worker = worker_of(ctx)
    chunks = await claim_due(worker.app.pool, worker.app.clock.now())
    for chunk in chunks:
        await worker.queue.enqueue_job(
            "check_prices", str(chunk.lease), list(chunk.trackable_ids), _job_id=chunk.job_id
        )
    return len(chunks)


async def check_prices(ctx: dict[str, Any], lease: str, trackable_ids: list[int]) -> int:
    """Check one chunk; if there is news, have it delivered at once."""
    worker = worker_of(ctx)
    made = await check_chunk(worker.app, UUID(lease), trackable_ids)
    if made:
        await worker.queue.enqueue_job("deliver_alerts")
    return made
