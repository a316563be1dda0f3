"""Updates come in here, by polling and by webhook alike: kept first, handled after.

An update is stored before its sender is told that it arrived, so a crash loses none; its id is
remembered, so the same one twice is handled once. Updates of one chat are handled in order, those
of different chats side by side, and no more at a time than `MOST_AT_ONCE`.
"""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update

from domain.accounts.updates import accept_update, finish_update, unfinished_updates
from domain.app import App
from domain.background import cancel_and_wait

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 64
# Longer than suppliers and a busy Telegram are waited for together.
HANDLER_SECONDS = 60
DRAIN_SECONDS = 25


class UpdateIntake:
    """Takes updates and runs them through a dispatcher. Enter it before use; leaving drains it."""

    def __init__(self, app: App, bot: Bot, dispatcher: Dispatcher) -> None:
        self._app, self._bot, self._dispatcher = app, bot, dispatcher
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._lines: dict[int, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Handle what an earlier process left unfinished."""
        for payload in await unfinished_updates(self._app.pool, self._app.clock.now()):
            await self._start(payload)
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Let running handlers finish; what takes too long is left to the next start.

        A handler may leave a sequel behind as it finishes: that is waited for as well.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + DRAIN_SECONDS
        while self._running and (left := until - loop.time()) > 0:
            await asyncio.wait(set(self._running), timeout=left)
        await cancel_and_wait(*self._running)

    async def receive(self, update: dict[str, Any]) -> None:
        """Keep an update and begin to handle it; return once it is safe.

        Waits while too many are being handled, which holds back whoever brings them.
        """
        update_id = int(update["update_id"])
        if await accept_update(self._app.pool, update_id, update, self._app.clock.now()):
            await self._start(update)

    async def drained(self) -> None:
        """Wait until nothing is being handled."""
        while self._running:
            await asyncio.wait(set(self._running))

    def _follow(self, sequel: Coroutine[Any, Any, None]) -> None:
        """Run what outlasts its handler: it holds nobody's line, and is waited for at the end."""
        task = asyncio.create_task(_logged(sequel))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _start(self, payload: dict[str, Any]) -> None:
        await self._places.acquire()
        line = _line_of(payload)
        task = asyncio.create_task(self._handle(payload, self._lines.get(line)))
        self._running.add(task)
        self._lines[line] = task
        task.add_done_callback(lambda done: self._leave(line, done))

    def _leave(self, line: int, task: asyncio.Task[None]) -> None:
        self._places.release()
        self._running.discard(task)
        if self._lines.get(line) is task:
            del self._lines[line]

    async def _handle(self, payload: dict[str, Any], before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        update_id = int(payload["update_id"])
        try:
            update = Update.model_validate(payload, context={"bot": self._bot})
            async with asyncio.timeout(HANDLER_SECONDS):
                await self._dispatcher.feed_update(self._bot, update, follow=self._follow)
        except Exception:
            # One update's failure is no other's.
            log.exception("update failed", update_id=update_id)
        await finish_update(self._app.pool, update_id, self._app.clock.now())


async def _logged(sequel: Coroutine[Any, Any, None]) -> None:
    """Run to the end; a failure is logged, since what was shown before still serves."""
    try:
        await sequel
    except Exception:
        log.exception("sequel failed")


def _line_of(payload: dict[str, Any]) -> int:
    """Return the id of whoever's updates must stay in order: the sender, else the chat.

    Inline queries stand alone: the newest is of use, so it does not wait for those before it.
    """
    for kind, event in payload.items():
        if isinstance(event, dict) and kind != "inline_query":
            who = event.get("from") or event.get("chat") or {}
            if isinstance(who.get("id"), int):
                return int(who["id"])
    return int(payload["update_id"])
