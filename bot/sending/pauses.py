"""What a process knows of the pauses that Telegram asked for, from the database.

Redis tells all processes at once, but forgets; the database tells a new process, and everybody
after Redis was wiped.
"""

import asyncio
import time
from datetime import timedelta

import structlog

from domain.db import AWAY
from domain.outbox.queries.pauses import EVERYWHERE, load_pauses, note_pause
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

# The database is asked this often at most, and only while something is sent.
LOOK_EVERY_SECONDS = 2.0
DATABASE_SECONDS = 1.0


class Pauses:
    """The pauses that hold, by chat."""

    def __init__(self, pool: Database, look_every: float = LOOK_EVERY_SECONDS) -> None:
        self._pool, self._look_every = pool, look_every
        self._ends: dict[int, float] = {}
        # What could not be written to the database yet.
        self._unsaved: dict[int, float] = {}
        self._looked_at = -look_every
        self._looking = asyncio.Lock()

    async def left(self, chat_id: int) -> float:
        """Return for how many seconds nothing may be sent to a chat."""
        async with self._looking:
            if time.monotonic() - self._looked_at >= self._look_every:
                self._looked_at = time.monotonic()
                await self._look()
        ends = max(self._ends.get(EVERYWHERE, 0.0), self._ends.get(chat_id, 0.0))
        return max(ends - time.monotonic(), 0.0)

    async def note(self, chat_id: int, seconds: float) -> None:
        """Hold back everything to a chat (or `EVERYWHERE`) for this long, in every process."""
        ends = time.monotonic() + seconds
        self._ends[chat_id] = max(ends, self._ends.get(chat_id, 0.0))
        self._unsaved[chat_id] = self._ends[chat_id]
        await self._save()

    async def _look(self) -> None:
        await self._save()
        try:
            async with asyncio.timeout(DATABASE_SECONDS):
                found = await load_pauses(self._pool)
        except AWAY as error:
            log.warning("pauses not read", why=type(error).__name__)
            return
        now = time.monotonic()
        known = {chat_id: now + wait.total_seconds() for chat_id, wait in found.items()}
        self._ends = known | self._unsaved

    async def _save(self) -> None:
        for chat_id, ends in list(self._unsaved.items()):
            wait = timedelta(seconds=max(ends - time.monotonic(), 0.0))
            try:
                async with asyncio.timeout(DATABASE_SECONDS):
                    await note_pause(self._pool, chat_id, wait)
            except AWAY as error:
                log.warning("pause not kept", why=type(error).__name__)
                return
            self._unsaved.pop(chat_id, None)
