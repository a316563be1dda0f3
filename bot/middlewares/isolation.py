"""One update of a person at a time, however many processes take updates."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import structlog
from aiogram.fsm.storage.base import BaseEventIsolation, DefaultKeyBuilder, StorageKey
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockNotOwnedError

log = structlog.get_logger(__name__)

# Longer than any handler may run (`bot.intake.HANDLER_SECONDS`): it frees what a crash left held.
LOCK_SECONDS = 90
# How often one that waits looks again.
LOOK_SECONDS = 0.02


class RedisIsolation(BaseEventIsolation):
    """A lock in Redis per person and chat, which a finished handler never trips over."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._keys = DefaultKeyBuilder(with_bot_id=True)

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """Hold the lock of `key`."""
        lock = Lock(
            self._redis, self._keys.build(key, "lock"), timeout=LOCK_SECONDS, sleep=LOOK_SECONDS
        )
        await lock.acquire()
        try:
            yield
        finally:
            try:
                await lock.release()
            except LockNotOwnedError:
                # Redis was emptied or restarted meanwhile; the work itself is done.
                log.warning("lock was gone before it was released")

    async def close(self) -> None:
        """Leave the connection to whoever opened it."""
