"""What one observation costs, by how many watch the same stay and nobody's rule fires.

The stays are checked in turns, so that whatever else the machine does concerns all alike.
"""

import statistics
import time
from typing import Any

from bench.scale import scaled
from bench.tracking.ground import fill, open_ground
from bench.tracking.market import instant_suppliers
from domain.checks.batch import check_now
from domain.unit_of_work import Database

WATCHERS = scaled((1, 100, 10_000, 100_000), short=(1, 20, 100))
ROUNDS = scaled(300, short=3)


async def measure() -> dict[str, Any]:
    """Return milliseconds a check, and how each compares with that of one watcher."""
    registry, supplier = instant_suppliers()
    supplier.is_calm = True
    times: dict[int, list[float]] = {watchers: [] for watchers in WATCHERS}
    async with open_ground() as ground, ground.app(registry) as app:
        await fill(app.pool, len(WATCHERS), -(-sum(WATCHERS) // len(WATCHERS)))
        await _share_out(app.pool)
        for _ in range(ROUNDS):
            supplier.moves += 1
            for trackable_id, watchers in enumerate(WATCHERS, 1):
                began = time.perf_counter()
                made = await check_now(app, [trackable_id])
                times[watchers].append(time.perf_counter() - began)
                if made:
                    raise AssertionError("a rule fired")
    medians = {watchers: statistics.median(seen) for watchers, seen in times.items()}
    one = medians[WATCHERS[0]]
    return {
        "milliseconds_a_check": {str(n): round(s * 1000, 2) for n, s in medians.items()},
        "to_one_watcher": {str(n): round(s / one, 2) for n, s in medians.items()},
    }


async def _share_out(pool: Database) -> None:
    """Give each stay its number of watchers."""
    first = 1
    for trackable_id, watchers in enumerate(WATCHERS, 1):
        last = first + watchers - 1
        for table, tracker in (("tracked_items", "tracker_id"), ("rule_states", "rule_id")):
            await pool.execute(
                f"UPDATE {table} SET trackable_id = $1 WHERE {tracker} BETWEEN $2 AND $3",
                trackable_id,
                first,
                last,
            )
        await pool.execute(
            "UPDATE trackables SET watchers = $2 WHERE id = $1", trackable_id, watchers
        )
        first = last + 1
    await pool.execute("VACUUM (ANALYZE) tracked_items, rule_states, trackables")
