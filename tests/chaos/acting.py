"""`python -m tests.chaos.acting CLOCK STORY USER BOOKING OPERATION NTH before|after`: act, and die.

The process kills itself with SIGKILL right before or right after the N-th call of an operation at
the supplier that books: nothing is written down after it, no exception is seen.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path

from domain.accounts.travellers import traveller_of
from domain.app import open_app
from domain.settings import load_settings
from tests.chaos.bookings import STORIES, Call, When, surround
from tests.chaos.clock import JumpingClock


async def die() -> None:
    """End as the machine would: at once."""
    os.kill(os.getpid(), signal.SIGKILL)


async def act() -> None:
    """Do what the arguments say."""
    clock, story, user_id, booking_id, operation, nth, when = sys.argv[1:]
    settings = load_settings(os.environ, Path("/nonexistent/.env"))
    async with open_app(settings, clock=JumpingClock(Path(clock))) as app:
        surround(app, Call(operation, int(nth), ""), **{When(when).value: die})
        await STORIES[story].act(app, await traveller_of(int(user_id)), int(booking_id))


if __name__ == "__main__":
    asyncio.run(act())
