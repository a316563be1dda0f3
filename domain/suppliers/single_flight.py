"""Identical questions asked at the same time share one answer.

In-house because it is twenty lines and no maintained asyncio library does this.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from domain.background import Background

T = TypeVar("T")


class SingleFlight(Generic[T]):
    """Calls in progress, by key; `background` ends them when it closes."""

    def __init__(self, background: Background | None = None) -> None:
        self._flights: dict[Hashable, asyncio.Task[T]] = {}
        self._background = background or Background()

    async def run(self, key: Hashable, call: Callable[[], Awaitable[T]]) -> T:
        """Return the result of `call`, or of the call with the same key in progress.

        A cancelled waiter leaves the call to the others. Even without waiters it runs to its end,
        so that a hanging supplier is noticed however impatient the callers are; `call` must
        therefore limit its own time. An error reaches every waiter.
        """
        flight = self._flights.get(key)
        if flight is None:
            flight = self._background.start(_awaited(call))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(flight)

    def _landed(self, key: Hashable, flight: "asyncio.Task[T]") -> None:
        self._flights.pop(key, None)
        if not flight.cancelled():
            flight.exception()  # retrieved here, in case every waiter is gone

    async def aclose(self) -> None:
        """Cancel what is still in progress."""
        await self._background.aclose()


async def _awaited(call: Callable[[], Awaitable[T]]) -> T:
    return await call()
