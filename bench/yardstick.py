"""A fixed piece of work, timed beside every measure: how fast the machine was just then.

The same search costs two or three times as much on another machine, or beside other work. Where a
measure has no baseline of its own, its times are compared by their ratio to this one's.
"""

import json
import statistics
import time
from decimal import Decimal

ROUNDS = 15
_HOTELS = [
    {"id": n, "name": f"Hotel {n} & Spa", "total": f"{9_000 + n}.50", "photos": ["https://x/p"] * 9}
    for n in range(400)
]


def _work() -> Decimal:
    """Do what most of the product's time goes into: texts, dictionaries, decimals."""
    hotels = json.loads(json.dumps(_HOTELS))
    by_name = {hotel["name"].casefold(): Decimal(hotel["total"]) for hotel in hotels}
    return sum((by_name[name] for name in sorted(by_name)), Decimal(0))


def yardstick() -> dict[str, float]:
    """Return the medians of its milliseconds: on the processor, and on the clock.

    The more the second exceeds the first, the more others took of the processors.
    """
    busy, passed = [], []
    for _ in range(ROUNDS):
        began, began_busy = time.perf_counter(), time.process_time()
        _work()
        passed.append(time.perf_counter() - began)
        busy.append(time.process_time() - began_busy)
    return {
        "processor_ms": round(statistics.median(busy) * 1000, 2),
        "clock_ms": round(statistics.median(passed) * 1000, 2),
    }
