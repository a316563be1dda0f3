"""The number of checks per minute, over all processes: for health only."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

from redis.asyncio import Redis
from redis.exceptions import RedisError

KEPT_SECONDS = 3_600
# Whoever asks how things fare is not kept waiting by a Redis that hangs.
PATIENCE_SECONDS = 3.0


async def note_done(redis: Redis, count: int, now: datetime) -> None:
    """Count checks; skipped while Redis is away."""
    if count:
        with suppress(RedisError, OSError):
            await redis.incrby(_key(now), count)
            await redis.expire(_key(now), KEPT_SECONDS)


async def checks_done(redis: Redis, minute: datetime) -> int:
    """Return how many were done in a minute, 0 while Redis is away."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return int(await redis.get(_key(minute)) or 0)
    except (RedisError, OSError):
        return 0


def _key(at: datetime) -> str:
    return f"checks:done:{at.astimezone(UTC):%Y%m%d%H%M}"
