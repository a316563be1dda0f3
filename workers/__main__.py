"""`python -m workers`: check prices and deliver alerts until told to stop."""

import asyncio

from domain.app import open_app
from domain.entry import mark_ready, run
from domain.settings import Settings
from workers.settings import create_worker, open_queue


async def work(settings: Settings) -> None:
    """Work; on SIGTERM finish what is under way first."""
    async with open_app(settings) as app, open_queue(settings) as queue:
        worker = create_worker(app, queue)
        mark_ready(settings)
        try:
            await worker.async_run()
        except asyncio.CancelledError:
            # arq ends its own main task this way when it has been told to stop.
            pass
        finally:
            await worker.close()


if __name__ == "__main__":
    raise SystemExit(run("worker", work))
