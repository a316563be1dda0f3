"""Claiming what is due, by how many trackers there are, and a worker's memory with the most.

Planning reads trackables alone, so here each has one tracker: the hardest case. As many are due at
every size.
"""

import statistics
from datetime import UTC, datetime
from typing import Any

import asyncpg

from bench.tracking.checks import timed
from bench.tracking.fleet import run_workers
from bench.tracking.ground import empty, fill, open_ground
from bench.tracking.market import instant_suppliers
from domain.trackers.planning import claim_due

SIZES = (1_000, 10_000, 100_000, 1_000_000)
DUE = 1_000
ROUNDS = 9


async def measure() -> dict[str, Any]:
    """Return microseconds a due trackable at each size, the growth, and a worker's megabytes."""
    registry, _supplier = instant_suppliers()
    costs: dict[int, float] = {}
    async with open_ground() as ground, ground.app(registry) as app:
        for size in SIZES:
            await empty(app.pool)
            await fill(app.pool, size, 1, has_rules=False)
            times = []
            for number in range(ROUNDS):
                await _make_some_due(app.pool, size, number)
                times.append(await timed(lambda: claim_due(app.pool, datetime.now(UTC))))
            costs[size] = statistics.median(times) / DUE
        await _make_some_due(app.pool, SIZES[-1], 0)
        (worker,) = await run_workers(ground, 1)
    return {
        "microseconds_a_due_trackable": {
            str(n): round(seconds * 1e6, 1) for n, seconds in costs.items()
        },
        "growth_from_10k_to_1m": round(costs[1_000_000] / costs[10_000], 2),
        "worker_resident_megabytes_at_1m": worker["resident_megabytes"],
    }


async def _make_some_due(pool: asyncpg.Pool, size: int, number: int) -> None:
    """Make `DUE` trackables due that were not, spread over all questions; the rest are not."""
    await pool.execute(
        """
        UPDATE trackables SET lease = NULL, leased_until = NULL,
            due_at = CASE WHEN id % $1 = $2 THEN now() ELSE now() + interval '1 day' END
        WHERE due_at <= now() OR lease IS NOT NULL OR id % $1 = $2
        """,
        size // DUE,
        number % (size // DUE),
    )
    await pool.execute("VACUUM trackables")
