"""What ten million trackers take: room, planning, and what a check writes.

The figures that `docs/capacity.md` calculates with. Twenty trackers watch each stay and a hundred
stays are asked for in one question, as in `checks`. At each size as many stays are due: what a
claim and a check cost should not know how many others there are. What is written is counted in
bytes of the write-ahead log, which is what a replica is sent and an archive keeps, first when every
price moves and then when none does.
"""

from typing import Any

from bench.scale import scaled
from bench.tracking.checks import WATCHERS
from bench.tracking.ground import HOTELS_A_QUESTION, empty, fill, open_ground
from bench.tracking.jobs import run_jobs
from bench.tracking.market import InstantSupplier, instant_suppliers
from bench.tracking.planning import make_some_due, planning_costs
from domain.app import App
from domain.unit_of_work import Database
from workers.settings import open_queue

SIZES = scaled((1_000_000, 10_000_000), short=(200, 400))
# The tables whose rows come by tracker, and those whose rows come by stay.
A_TRACKER = ("trackers", "tracked_items", "price_rules", "rule_states")
A_STAY = ("trackables",)


async def measure() -> dict[str, Any]:
    """Return, by the number of trackers, bytes, microseconds and what a checked stay writes."""
    registry, supplier = instant_suppliers()
    found: dict[str, Any] = {}
    async with open_ground() as ground, ground.app(registry) as app:
        for trackers in SIZES:
            await empty(app.pool)
            stays = trackers // WATCHERS
            await fill(app.pool, stays, WATCHERS)
            async with open_queue(ground.settings) as queue:
                found[str(trackers)] = {
                    "bytes_a_tracker": await _room(app.pool, A_TRACKER, trackers),
                    "bytes_a_stay": await _room(app.pool, A_STAY, stays),
                    "planning_microseconds_a_due_stay": await planning_costs(
                        app.pool, stays, HOTELS_A_QUESTION
                    ),
                    "a_checked_stay": await _written(app, queue, supplier, stays),
                }
    small, large = (found[str(size)] for size in SIZES)
    planning = "planning_microseconds_a_due_stay"
    return found | {"planning_growth": round(large[planning] / small[planning], 2)}


async def _room(pool: Database, tables: tuple[str, ...], rows: int) -> dict[str, int]:
    """Return how many bytes the tables take for each of `rows`, and how many their indexes."""
    whole, indexes = await pool.fetchrow(
        "SELECT sum(pg_total_relation_size(t::regclass)), sum(pg_indexes_size(t::regclass)) "
        "FROM unnest($1::text[]) t",
        list(tables),
    )
    return {"whole": round(whole / rows), "of_which_indexes": round(indexes / rows)}


async def _written(app: App, queue: Any, supplier: InstantSupplier, stays: int) -> dict[str, Any]:
    """Return bytes of the log and of the history for a stay, when its price moves and when not."""
    found: dict[str, Any] = {}
    for name in ("warm", "price_moved", "price_stood"):
        await make_some_due(app.pool, stays, 0, HOTELS_A_QUESTION)
        supplier.moves += name != "price_stood"
        # Each page's first change after a checkpoint is logged whole: the most that a check writes.
        await app.pool.execute("CHECKPOINT")
        due = await app.pool.fetchval("SELECT count(*) FROM trackables WHERE due_at <= now()")
        before = await app.pool.fetchval("SELECT pg_current_wal_insert_lsn()::text")
        await run_jobs(app, queue)
        log = await app.pool.fetchval(
            "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1::text::pg_lsn)", before
        )
        found[name] = {"stays": due, "log_bytes": round(log / max(due, 1))}
    del found["warm"]
    return found
