"""How often the event loop came round: what is worked out on it leaves it no turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from domain.background import cancel_and_wait


@dataclass
class Ticks:
    """The turns that others had."""

    count: int = 0

    async def keep(self) -> None:
        """Count until cancelled."""
        while True:
            await asyncio.sleep(0)
            self.count += 1


@asynccontextmanager
async def ticking() -> AsyncIterator[Ticks]:
    """Count the turns that others have while the block runs."""
    ticks = Ticks()
    counting = asyncio.create_task(ticks.keep())
    try:
        yield ticks
    finally:
        await cancel_and_wait(counting)
