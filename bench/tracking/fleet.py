"""Worker processes side by side: how much faster two and four are than one."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bench.scale import scaled
from bench.tracking.ground import Ground, fill, make_due, open_ground
from bench.tracking.market import instant_suppliers

ROOT = Path(__file__).parents[2]
FLEETS = scaled((1, 2, 4), short=(2,))
TRACKABLES = scaled(20_000, short=100)
WATCHERS = 5


async def run_workers(ground: Ground, number: int) -> list[dict[str, Any]]:
    """Start workers, let them go at once, and return what each says when nothing is due."""
    settings = ground.settings
    workers = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.tracking.jobs", settings.database_url.get_secret_value(),
            settings.redis_url.get_secret_value(), cwd=ROOT, stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(number)
    ]  # fmt: skip
    for worker in workers:
        if worker.stdout is None or await worker.stdout.readline() != b"ready\n":
            raise RuntimeError("a worker did not start")
    answers = await asyncio.gather(*(worker.communicate(b"go\n") for worker in workers))
    return [json.loads(out.splitlines()[-1]) for out, _err in answers]


async def measure() -> dict[str, Any]:
    """Return checks a second by the number of workers, and the speed-up over one."""
    registry, _supplier = instant_suppliers()
    trackers = TRACKABLES * WATCHERS
    rates: dict[int, float] = {}
    async with open_ground() as ground, ground.app(registry) as app:
        await fill(app.pool, TRACKABLES, WATCHERS)
        for number in (1, *FLEETS):
            # The first of them only warms the server up.
            await make_due(app.pool)
            seconds = max(one["seconds"] for one in await run_workers(ground, number))
            rates[number] = trackers / seconds
    return {
        "tracker_checks_per_second": {str(n): round(rate) for n, rate in rates.items()},
        "speed_up": {str(n): round(rate / rates[1], 2) for n, rate in rates.items()},
    }
