"""Check prices and deliver alerts until told to stop."""

import asyncio
import logging
from contextlib import suppress

import structlog
from redis.exceptions import RedisError

from bot.health_watch import lookout
from bot.probes import open_probes
from domain.app import open_app
from domain.entry import mark_ready
from domain.settings import Settings
from workers.settings import create_worker, open_queue

log = structlog.get_logger(__name__)

CLOSING_SECONDS = 30


async def work(settings: Settings) -> None:
    """Work; on SIGTERM finish what is in progress first."""
    # At INFO arq logs every tick of the schedule.
    logging.getLogger("arq").setLevel(logging.WARNING)
    async with (
        open_app(settings) as app,
        open_probes(app),
        lookout(app),
        open_queue(settings) as queue,
    ):
        worker = create_worker(app, queue)
        mark_ready(settings)
        log.info("worker ready")
        try:
            await worker.async_run()
        except asyncio.CancelledError:
            # This is how arq ends its own main task when it is stopped.
            pass
        finally:
            # An unavailable Redis must not keep the process from ending.
            with suppress(RedisError, OSError, TimeoutError):
                async with asyncio.timeout(CLOSING_SECONDS):
                    await worker.close()
            log.info("worker stopped")
