"""Planning and checking."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from arq.constants import default_queue_name
from redis.exceptions import RedisError

from domain.checks.batch import check_chunk
from domain.checks.planning import MOST_CLAIMED, Chunk, claim_due, release_claims
from workers.context import Worker, worker_of

# How many chunks are queued ahead; more would only wait until their claims expired.
MOST_WAITING = 100


async def plan_checks(ctx: dict[str, Any]) -> int:
    """Claim everything that is due and queue it in chunks; return how many."""
    worker = worker_of(ctx)
    handed = 0
    while await worker.queue.zcard(default_queue_name) < MOST_WAITING:
        chunks = await claim_due(worker.app.pool, worker.app.clock.now())
        await _hand_out(worker, chunks)
        handed += len(chunks)
        if sum(len(chunk.trackable_ids) for chunk in chunks) < MOST_CLAIMED:
            break
    return handed


async def _hand_out(worker: Worker, chunks: Sequence[Chunk]) -> None:
    """Queue claimed chunks; any that cannot be queued are released for the next try."""
    try:
        for chunk in chunks:
            await worker.queue.enqueue_job(
                "check_prices",
                str(chunk.lease),
                list(chunk.trackable_ids),
                _job_id=chunk.job_id,
            )
    except (RedisError, OSError):
        await release_claims(worker.app.pool, chunks)
        raise


async def check_prices(ctx: dict[str, Any], lease: str, trackable_ids: list[int]) -> int:
    """Check one chunk; any resulting alerts are sent immediately."""
    worker = worker_of(ctx)
    made = await check_chunk(worker.app, UUID(lease), trackable_ids)
    if made:
        worker.courier.wake()
    return made
