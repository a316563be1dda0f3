"""A seeded catalogue for measures that look places up, and the figures of many timings."""

import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.scale import lent_servers
from devstack.postgres import EmbeddedPostgres
from domain.db import open_database
from domain.migrate import bring_up_to_date
from domain.unit_of_work import Database

Figures = dict[str, float]


@asynccontextmanager
async def seeded_catalogue() -> AsyncIterator[Database]:
    """Yield a pool on a fresh PostgreSQL with every place in it, or on the one that was lent."""
    lent = lent_servers()
    if lent is not None:
        async with open_database(lent[0]) as pool:
            yield pool
        return
    with tempfile.TemporaryDirectory(prefix="often-bench-") as name:
        folder = Path(name)
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        postgres = EmbeddedPostgres(folder, durable=False)
        postgres.start()
        try:
            await bring_up_to_date(postgres.dsn(), datetime.now(UTC))
            async with open_database(postgres.dsn()) as pool:
                yield pool
        finally:
            postgres.stop()


async def timed(work: Callable[[str], Awaitable[object]], things: list[str]) -> Figures:
    """Return the median and the 99th percentile in milliseconds of doing each thing once."""
    milliseconds = []
    for thing in things:
        started = time.perf_counter()
        await work(thing)
        milliseconds.append((time.perf_counter() - started) * 1000)
    milliseconds.sort()
    return {
        "p50_ms": round(milliseconds[len(milliseconds) // 2], 2),
        "p99_ms": round(milliseconds[int(len(milliseconds) * 0.99)], 2),
    }
