"""One update of a person at a time, however many processes take updates."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import structlog
from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

from bot.middlewares.conversations import ConversationLock, Conversations, NotKept
from domain.background import cancel_and_wait

log = structlog.get_logger(__name__)

# How soon a lock that a crash left behind is free; a live holder renews it well before.
LOCK_SECONDS = 5.0
RENEW_SECONDS = 1.5
# How often a waiting update looks again.
LOOK_SECONDS = 0.02


class RedisIsolation(BaseEventIsolation):
    """A lock in Redis per person and chat, held for as long as the handler takes.

    While it is held the person's conversation is in hand, see `Conversations`. Leaving raises
    NotKept where what was changed meanwhile could not be written.
    """

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        """Hold the lock of `key`."""
        lock = ConversationLock(self._conversations, key, timeout=LOCK_SECONDS, sleep=LOOK_SECONDS)
        async with _holding(lock):
            yield

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncGenerator[None, None]:
        """Hold the lock of that name."""
        redis = self._conversations.redis
        async with _holding(Lock(redis, name, timeout=LOCK_SECONDS, sleep=LOOK_SECONDS)):
            yield

    async def close(self) -> None:
        """Leave the connection to its owner."""


@asynccontextmanager
async def _holding(lock: Lock) -> AsyncGenerator[None, None]:
    await lock.acquire()
    renewal = asyncio.create_task(_renew(lock))
    try:
        yield
    except BaseException:
        # Whoever is told of that asks again anyway.
        await cancel_and_wait(renewal)
        with suppress(NotKept):
            await _release(lock)
        raise
    await cancel_and_wait(renewal)
    await _release(lock)


async def _renew(lock: Lock) -> None:
    """Renew the lock until cancelled or lost: the handler's work goes on anyway."""
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        await lock.reacquire()


async def _release(lock: Lock) -> None:
    """Release the lock. Raises NotKept: the next step does not know what was typed last."""
    try:
        await lock.release()
    except NotKept as error:
        log.warning("conversation not written", reason=str(error))
        raise
    except RedisError as error:
        # Redis was emptied or restarted meanwhile; the work itself is done.
        log.warning("lock was gone before it was released", reason=type(error).__name__)
