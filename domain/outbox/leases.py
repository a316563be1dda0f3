"""Who holds what is on its way out, and for how long: by the database's clock alone.

Whoever claims holds a lease, lives and renews it; what a dead one held is claimed again when its
lease has run out. Hosts whose clocks differ, or leap, agree on `now()` of the database.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import structlog

from domain.background import cancel_and_wait
from domain.db import AWAY

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
# For how long what has happened already, and must be noted, is kept for a database that is away.
NOTING_SECONDS = 45.0
_PROCESS_BITS = 32


def new_lease() -> UUID:
    """Return a lease that nobody holds, and from which `holder_of` tells this process."""
    chance = secrets.randbits(128 - _PROCESS_BITS)
    return UUID(int=chance << _PROCESS_BITS | os.getpid())


def holder_of(lease: UUID) -> int:
    """Return the id of the process that made a lease, on its machine."""
    return lease.int & ((1 << _PROCESS_BITS) - 1)


@asynccontextmanager
async def kept_alive(renew: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Renew leases again and again while something takes long: a price, a turn, an answer."""

    async def keep() -> None:
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                await renew()
            except AWAY as error:
                log.warning("lease not renewed", why=type(error).__name__)

    task = asyncio.create_task(keep())
    try:
        yield
    finally:
        await cancel_and_wait(task)


async def surely(note: Callable[[], Awaitable[object]]) -> None:
    """Note what cannot be undone, waiting out a database that is away for a while.

    `note` may be run again after it has succeeded: its answer may have been lost.
    """
    until = asyncio.get_running_loop().time() + NOTING_SECONDS
    while True:
        try:
            await note()
        except AWAY:
            if asyncio.get_running_loop().time() > until:
                raise
            await asyncio.sleep(0.2)
        else:
            return
