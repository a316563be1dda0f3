"""Rounds of work, one after the other, until the process stops."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import asyncpg
import structlog

from domain.app import App
from domain.db import AWAY
from domain.maintenance import maintenance_until

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Whether to go on, and whether there is something new to do."""

    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Start the next round now."""
        self._news.set()

    def stop(self) -> None:
        """Finish the rounds in progress, and begin none after them."""
        self._stopped.set()
        self._news.set()

    async def keep_on(self, app: App, work: Callable[[], Awaitable[int]], pause: float) -> None:
        """Do rounds until stopped; after one that found nothing, wait for news or `pause` seconds.

        None begins during maintenance: messages wait. An unavailable database is waited out, and so
        is any unexpected error: whatever a round had claimed is claimed again when its lease
        expires.
        """
        while not self._stopped.is_set():
            found = 0
            try:
                if await maintenance_until(app) is None:
                    found = await work()
            except (asyncpg.PostgresError, *AWAY) as error:
                log.warning("outbox not reached", why=type(error).__name__)
            except Exception:
                log.exception("delivery broke off")
            if not found and not self._stopped.is_set():
                with suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._news.wait()
                if not self._stopped.is_set():
                    self._news.clear()
