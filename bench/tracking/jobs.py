"""The product's own jobs, run through the queue by one worker process as in production."""

import asyncio
import json
import logging
import sys
import time
from typing import Any

import psutil
from arq import ArqRedis
from arq.typing import WorkerCoroutine
from arq.worker import Worker

from bench.tracking.ground import settings_for
from bench.tracking.market import instant_suppliers
from bot.sending.bots import create_bot
from domain.app import App, open_app
from workers import context
from workers.alert_delivery import Courier
from workers.price_checks import check_prices, plan_checks
from workers.settings import open_queue, to_bytes

MEGABYTE = 1_000_000


async def burst(queue: ArqRedis, function: WorkerCoroutine, ctx: dict[str, Any]) -> None:
    """Run the jobs that wait for `function`, twenty at once, until none is left."""
    worker = Worker(
        functions=(function,), redis_pool=queue, ctx=ctx, burst=True, poll_delay=0.01,
        max_jobs=20, keep_result=0, log_results=False, handle_signals=False,
        job_serializer=to_bytes, job_deserializer=json.loads,
    )  # fmt: skip
    await worker.async_run()


async def run_jobs(app: App, queue: ArqRedis) -> int:
    """Plan and check until nothing is due, and return how many chunks there were.

    Alerts stay in the outbox: carrying them out is measured by itself.
    """
    bot = create_bot(app.settings)
    ctx = {context.KEY: context.Worker(app, queue, Courier(app, bot))}
    chunks = 0
    while handed := await plan_checks(ctx):
        chunks += handed
        await burst(queue, check_prices, ctx)
    await bot.session.close()
    return chunks


async def work(database_url: str, redis_url: str) -> dict[str, Any]:
    """Say that all is ready, wait for a line, and run the jobs that are due."""
    registry, _supplier = instant_suppliers()
    settings = settings_for(database_url, redis_url)
    async with open_app(settings, suppliers=registry) as app, open_queue(settings) as queue:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.readline)
        began = time.perf_counter()
        chunks = await run_jobs(app, queue)
        seconds = time.perf_counter() - began
    resident = psutil.Process().memory_info().rss / MEGABYTE
    return {"seconds": seconds, "chunks": chunks, "resident_megabytes": round(resident, 1)}


if __name__ == "__main__":
    logging.getLogger("arq").setLevel(logging.WARNING)
    sys.stdout.write(json.dumps(asyncio.run(work(sys.argv[1], sys.argv[2]))) + "\n")
