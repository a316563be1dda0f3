"""Requests that wait for a database that hangs are told that it is away, as if it were down.

A server that is stopped or cut off answers neither a question nor the wish to give it up, and no
client's time limit may end an honest long search. So whoever has waited for a moment is let go
only after the simplest question of all went unanswered as well.
"""

import asyncio
from dataclasses import dataclass

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.app import App
from domain.health.service import read_database_health
from webhooks.middlewares.answers import Outgoing, outgoing

log = structlog.get_logger(__name__)

# Hardly any request takes so long while all is well.
LATE_SECONDS = 1.0
LOOK_SECONDS = 0.5
# A cancelled statement waits for the server that hangs to agree: to be told once more ends that.
AGAIN_SECONDS = 0.05
MOST_TIMES = 20


@dataclass(slots=True)
class _Request:
    """Since when one waits, what has begun to be answered, and whether it was given up."""

    since: float
    going: Outgoing
    is_given_up: bool = False


class Waiting:
    """The requests under way."""

    def __init__(self, product: App) -> None:
        self._product = product
        self._requests: dict[asyncio.Task[object], _Request] = {}

    def enter(self, task: "asyncio.Task[object]", going: Outgoing) -> None:
        """Note that a request has begun."""
        self._requests[task] = _Request(asyncio.get_running_loop().time(), going)

    def leave(self, task: "asyncio.Task[object]") -> bool:
        """Note that it is over; return whether it was given up."""
        return self._requests.pop(task).is_given_up

    def _late(self) -> list["asyncio.Task[object]"]:
        """Return those that have waited for a while, and have not been answered in part."""
        before = asyncio.get_running_loop().time() - LATE_SECONDS
        return [task for task, one in self._requests.items()
                if one.since <= before and not one.going.status]  # fmt: skip

    async def watch(self) -> None:
        """Give up, until cancelled, who waits for a database that hangs."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._late() and not (await read_database_health(self._product)).ok:
                await self._give_up(self._late())

    async def _give_up(self, tasks: list["asyncio.Task[object]"]) -> None:
        log.warning("requests given up: the database does not answer", requests=len(tasks))
        for _ in range(MOST_TIMES):
            tasks = [task for task in tasks if task in self._requests]
            if not tasks:
                return
            for task in tasks:
                self._requests[task].is_given_up = True
                task.cancel()
            await asyncio.sleep(AGAIN_SECONDS)


class Patience:
    """Lets a request go that was given up. Raises TimeoutError then."""

    def __init__(self, app: ASGIApp, waiting: Waiting) -> None:
        self._app, self._waiting = app, waiting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None:
            await self._app(scope, receive, send)
            return
        self._waiting.enter(task, outgoing(scope))
        is_cancelled = False
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            is_cancelled = True
            raise
        finally:
            if self._waiting.leave(task) and is_cancelled:
                while task.uncancel():
                    pass
                raise TimeoutError("the database does not answer")
