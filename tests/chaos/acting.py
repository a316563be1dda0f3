"""`python -m tests.chaos.acting CLOCK STORY USER BOOKING OPERATION NTH before|after`: act, and die.

The process kills itself with SIGKILL right before or right after the N-th call of an operation at
the supplier that books: nothing is written down after it, no exception is seen.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.accounts.travellers import traveller_of
from domain.app import open_app
from domain.settings import load_settings
from tests.chaos.bookings import STORIES, When
from tests.chaos.clock import JumpingClock


@dataclass
class Deadly:
    """A gateway whose N-th call of one operation is the last thing that this process does."""

    gateway: Any
    operation: str
    nth: int
    when: When
    calls: int = field(default=0)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self.gateway, name)
        return self._around(method) if name == self.operation else method

    def _around(self, method: Callable[..., Any]) -> Callable[..., Any]:
        async def call(*values: Any) -> Any:
            is_last, self.calls = self.calls == self.nth, self.calls + 1
            if is_last and self.when is When.BEFORE:
                os.kill(os.getpid(), signal.SIGKILL)
            answer = await method(*values)
            if is_last:
                os.kill(os.getpid(), signal.SIGKILL)
            return answer

        return call


async def act() -> None:
    """Do what the arguments say."""
    clock, story, user_id, booking_id, operation, nth, when = sys.argv[1:]
    settings = load_settings(os.environ, Path("/nonexistent/.env"))
    async with open_app(settings, clock=JumpingClock(Path(clock))) as app:
        for supplier, gateway in list(app.suppliers.booking.items()):
            deadly: Any = Deadly(gateway, operation, int(nth), When(when))
            app.suppliers.booking[supplier] = deadly
        await STORIES[story].act(app, await traveller_of(int(user_id)), int(booking_id))


if __name__ == "__main__":
    asyncio.run(act())
