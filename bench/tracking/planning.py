"""Claiming what is due, by how many trackers there are, and a worker's memory with the most.

Stays are shared by twenty trackers each, as in `checks`, and due by whole questions: what was asked
together is due together again. Next to it the hardest case: nobody shares, a million trackables do
not fit into the server's memory, and each that is due is on its own page. As many are due at every
size.
"""

import statistics
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bench.scale import scaled
from bench.tracking.checks import WATCHERS, timed
from bench.tracking.fleet import run_workers
from bench.tracking.ground import HOTELS_A_QUESTION, empty, fill, open_ground
from bench.tracking.market import instant_suppliers
from domain.checks.planning import claim_due
from domain.unit_of_work import Database

SIZES = scaled((1_000, 10_000, 100_000, 1_000_000), short=(100, 200, 400))
DUE = 500
ROUNDS = scaled(15, short=2)


async def measure() -> dict[str, Any]:
    """Return microseconds a due trackable at each size, the growth, and a worker's megabytes."""
    registry, _supplier = instant_suppliers()
    async with open_ground() as ground, ground.app(registry) as app:
        alone = await _costs(app.pool, SIZES[1:], 1, together=1)
        shared = await _costs(app.pool, SIZES, WATCHERS, together=HOTELS_A_QUESTION)
        await make_some_due(app.pool, SIZES[-1] // WATCHERS, 0, HOTELS_A_QUESTION)
        (worker,) = await run_workers(ground, 1)
    return {
        "microseconds_a_due_trackable": shared,
        "growth_from_10k_to_1m": _growth(shared),
        "unshared_microseconds_a_due_trackable": alone,
        "unshared_growth_from_10k_to_1m": _growth(alone),
        "worker_resident_megabytes_at_1m": worker["resident_megabytes"],
    }


def _growth(costs: Mapping[str, float]) -> float:
    """Return how much dearer a trackable is at the largest size than at the second."""
    return round(costs[str(SIZES[-1])] / costs[str(SIZES[1])], 2)


async def _costs(
    pool: Database, sizes: Sequence[int], watchers: int, *, together: int
) -> dict[str, float]:
    """Return microseconds for each claimed trackable, by the number of trackers."""
    costs = {}
    for trackers in sizes:
        await empty(pool)
        trackables = trackers // watchers
        await fill(pool, trackables, watchers, has_rules=False)
        costs[str(trackers)] = await planning_costs(pool, trackables, together)
    return costs


async def planning_costs(pool: Database, trackables: int, together: int) -> float:
    """Return the microseconds that a claim takes for each due trackable."""
    times = []
    for number in range(ROUNDS):
        await make_some_due(pool, trackables, number, together)
        times.append(await timed(lambda: claim_due(pool, datetime.now(UTC))))
    return round(statistics.median(times) * 1e6 / min(DUE, trackables), 1)


async def make_some_due(pool: Database, trackables: int, number: int, together: int) -> None:
    """Make up to `DUE` trackables due, `together` neighbours at a time; the rest are not."""
    every = max(trackables // DUE, 1)
    await pool.execute(
        """
        UPDATE trackables SET lease = NULL, leased_until = NULL,
            due_at = CASE WHEN (id - 1) / $3 % $1 = $2 THEN now()
                          ELSE now() + interval '1 day' END
        WHERE due_at <= now() OR lease IS NOT NULL OR (id - 1) / $3 % $1 = $2
        """,
        every,
        number % every,
        together,
    )
    await pool.execute("VACUUM trackables")
