"""The updates that this process is handling, so that no other takes them up meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from bot.updates.setbacks import DATABASE_AWAY
from domain.accounts.queries.updates import HOLD, hold_updates, is_line_held
from domain.app import App

log = structlog.get_logger(__name__)

SAY_AGAIN_SECONDS = HOLD.total_seconds() / 4
# How often one looks whether another process is done, and how long at most.
LOOK_SECONDS, LONGEST_LOOK_SECONDS = 0.05, 120.0


class Holds:
    """The updates in progress. `keep` runs in the background and renews them repeatedly."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._held: set[int] = set()

    def __contains__(self, update_id: int) -> bool:
        return update_id in self._held

    def add(self, update_id: int) -> None:
        """Hold an update."""
        self._held.add(update_id)

    def drop(self, update_id: int) -> None:
        """Let go of it."""
        self._held.discard(update_id)

    async def keep(self, take_up: Callable[[], Awaitable[None]]) -> None:
        """Renew the holds, and take up what a process that died has left."""
        while True:
            await asyncio.sleep(SAY_AGAIN_SECONDS)
            try:
                if self._held:
                    await hold_updates(self._app.pool, tuple(self._held))
                await take_up()
            except DATABASE_AWAY:
                log.info("updates in hand cannot be held: the database is away")
            except Exception:
                log.exception("updates in hand are not held")

    async def await_turn(self, update_id: int, line: int) -> None:
        """Wait until no other process holds an earlier update of the line."""
        until = asyncio.get_running_loop().time() + LONGEST_LOOK_SECONDS
        with suppress(*DATABASE_AWAY):
            while await is_line_held(self._app.pool, update_id, line):
                if asyncio.get_running_loop().time() > until:
                    return
                await asyncio.sleep(LOOK_SECONDS)
