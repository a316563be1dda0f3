"""Work that outlives its initiator, and ends at the latest when the product closes."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Background:
    """The tasks in progress."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Start a piece of work; its initiator handles the result."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def within(self, seconds: float, work: Coroutine[Any, Any, T]) -> T:
        """Return what a piece of work yields. Raises TimeoutError after so long at the latest.

        A query to a server that hangs is cancelled, and its end not waited for: asyncpg would ask
        that very server to end it, without any time limit.
        """
        task = self.start(work)
        done, _late = await asyncio.wait({task}, timeout=seconds)
        if not done:
            task.cancel()
            raise TimeoutError
        return task.result()

    async def aclose(self) -> None:
        """End what is still running: what it works with is about to be closed."""
        await cancel_and_wait(*self._tasks)


async def cancel_and_wait(*tasks: "asyncio.Future[Any]") -> None:
    """Cancel tasks and wait until they have ended, whatever their outcome."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
