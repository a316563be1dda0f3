"""The order of updates: those of one line one after another, different lines side by side."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from domain.background import cancel_and_wait

log = structlog.get_logger(__name__)

Handling = Coroutine[Any, Any, None]


class Order:
    """What is being handled, and behind what in its line."""

    def __init__(self) -> None:
        self._lines: dict[int, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    def run(self, handling: Handling) -> asyncio.Task[None]:
        """Run in the background."""
        task = asyncio.create_task(handling)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    def follow(self, sequel: Handling) -> None:
        """Run something that outlives its handler: it blocks nobody, and is awaited at the end."""
        self.run(_logged(sequel))

    def run_in_line(
        self,
        line: int,
        begin: Callable[[set[asyncio.Task[None]]], Handling],
        after: asyncio.Task[None] | None = None,
    ) -> asyncio.Task[None]:
        """Run what `begin` makes of the tasks to wait for: the line's last one, and `after`."""
        before = {task for task in (self._lines.get(line), after) if task is not None}
        task = self.run(begin(before))
        self._lines[line] = task
        task.add_done_callback(lambda done: self._leave(line, done))
        return task

    def _leave(self, line: int, task: asyncio.Task[None]) -> None:
        if self._lines.get(line) is task:
            del self._lines[line]

    async def drained(self) -> None:
        """Wait until nothing is being handled."""
        while self._running:
            await asyncio.wait(set(self._running))

    async def end(self, seconds: float) -> None:
        """Wait so long for what is being handled, and for what it leaves behind; then cancel it."""
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while self._running and (left := until - loop.time()) > 0:
            await asyncio.wait(set(self._running), timeout=left)
        await cancel_and_wait(*self._running)


async def _logged(sequel: Handling) -> None:
    """Run to the end; a failure is logged, since what was shown before still serves."""
    try:
        await sequel
    except Exception:
        log.exception("sequel failed")
