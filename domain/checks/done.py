"""How many things were checked in each minute, by all processes together: for health alone."""

from contextlib import suppress
from datetime import UTC, datetime

from redis.asyncio import Redis
from redis.exceptions import RedisError

KEPT_SECONDS = 3_600


async def note_done(redis: Redis, count: int, now: datetime) -> None:
    """Count checks; without Redis they are not."""
    if count:
        with suppress(RedisError, OSError):
            await redis.incrby(_key(now), count)
            await redis.expire(_key(now), KEPT_SECONDS)


async def checks_done(redis: Redis, minute: datetime) -> int:
    """Return how many were done in a minute, 0 while Redis is away."""
    try:
        return int(await redis.get(_key(minute)) or 0)
    except (RedisError, OSError):
        return 0


def _key(at: datetime) -> str:
    return f"checks:done:{at.astimezone(UTC):%Y%m%d%H%M}"
