"""Leases on outgoing messages, by the database's clock alone.

Claimers hold a lease and renew it while they live; a dead one's is claimed again after it expires.
Hosts whose clocks differ, or jump, agree on the database's `now()`.
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
# How long a fact that must be recorded waits for an unavailable database.
NOTING_SECONDS = 45.0
_PROCESS_BITS = 32


def new_lease() -> UUID:
    """Return a new lease; its last 32 bits are this process's id, for whoever reads the table."""
    chance = secrets.randbits(128 - _PROCESS_BITS)
    return UUID(int=chance << _PROCESS_BITS | os.getpid())


@asynccontextmanager
async def kept_alive(renew: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Renew leases repeatedly while something takes long: a price, a turn, an answer."""

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
    """Record something irreversible, waiting for an unavailable database for a while.

    `note` may run again after it has succeeded, because its answer may have been lost.
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
