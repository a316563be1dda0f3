"""Checks from end to end, suppliers answering at once: 100,000 trackers on 5,000 trackables.

Next to it the straightforward way, on a sample: its cost per tracker does not depend on how many
there are. Both run through the queue, in one worker process.
"""

import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

from bench.scale import scaled
from bench.tracking import baseline
from bench.tracking.ground import HOTELS_A_QUESTION, count_alerts, fill, make_due, open_ground
from bench.tracking.jobs import run_jobs
from bench.tracking.market import instant_suppliers
from workers.settings import open_queue

TRACKABLES = scaled(5_000, short=200)
WATCHERS = 20
ROUNDS = scaled(5, short=2)
SAMPLE = scaled(400, short=20)


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Return how many seconds `work` takes."""
    began = time.perf_counter()
    await work()
    return time.perf_counter() - began


async def measure() -> dict[str, Any]:
    """Return checks a second, the straightforward way's, and questions next to distinct ones."""
    registry, supplier = instant_suppliers()
    trackers = TRACKABLES * WATCHERS
    async with (
        open_ground() as ground,
        ground.app(registry) as app,
        open_queue(ground.settings) as queue,
    ):
        await fill(app.pool, TRACKABLES, WATCHERS)
        seconds, questions = [], []
        for _ in range(ROUNDS):
            await make_due(app.pool)
            supplier.moves, supplier.questions = supplier.moves + 1, 0
            seconds.append(await timed(lambda: run_jobs(app, queue)))
            questions.append(supplier.questions)
        alerts = await count_alerts(app.pool)
        slow = await timed(lambda: baseline.run_jobs(app, queue, SAMPLE))
    # The first round also warms connections and statements up.
    rate = trackers / statistics.median(seconds[1:])
    slow_rate = SAMPLE / slow
    distinct = TRACKABLES // HOTELS_A_QUESTION
    return {
        "trackers": trackers,
        "trackables": TRACKABLES,
        "tracker_checks_per_second": round(rate),
        "trackables_per_second": round(rate / WATCHERS),
        "straightforward_tracker_checks_per_second": round(slow_rate, 1),
        "times_faster": round(rate / slow_rate),
        "alerts_made": alerts,
        "distinct_questions": distinct,
        "supplier_questions": statistics.median(questions),
        "questions_to_distinct": round(max(questions) / distinct, 3),
        "questions_per_1000_due_trackers": round(1000 * max(questions) / trackers, 2),
        "trackables_a_question": round(TRACKABLES / max(questions), 1),
    }
