"""`python -m tests.chaos.worker FILE`: the product's worker, on the clock of that file."""

import logging
import sys
from pathlib import Path

from domain.app import open_app
from domain.entry import mark_ready, run
from domain.settings import Settings
from tests.chaos.clock import JumpingClock
from workers.settings import create_worker, open_queue


async def work(settings: Settings) -> None:
    """Work until killed."""
    logging.getLogger("arq").setLevel(logging.WARNING)
    clock = JumpingClock(Path(sys.argv[1]))
    async with open_app(settings, clock=clock) as app, open_queue(settings) as queue:
        worker = create_worker(app, queue)
        mark_ready(settings)
        await worker.async_run()


if __name__ == "__main__":
    raise SystemExit(run("worker", "tests.chaos.worker:work"))
