"""Maintenance pauses: nobody is served, nothing is sent, prices are still checked.

A pause is stored in Redis with its end, so it ends even if forgotten. Every process looks for one
about once a second; while Redis is away there is no pause.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.app import App
from domain.background import Background
from domain.errors import UnderMaintenance

log = structlog.get_logger(__name__)

KEY = "maintenance"
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=12)
LOOK_SECONDS = 1.0
# Nobody waits longer for a Redis that hangs; and for some time it is then not asked.
PATIENCE_SECONDS, AWAY_SECONDS = 1.0, 10.0


async def begin_maintenance(redis: Redis, now: datetime, length: timedelta) -> datetime:
    """Begin a pause, or move the end of the current one; return when it ends.

    Raises ValueError for a length out of bounds.
    """
    if not SHORTEST <= length <= LONGEST:
        raise ValueError(length)
    until = now + length
    await redis.set(KEY, int(until.timestamp()), ex=int(length.total_seconds()))
    return until


async def end_maintenance(redis: Redis) -> bool:
    """End the pause; False if there is none."""
    return bool(await redis.delete(KEY))


async def read_maintenance(redis: Redis) -> datetime | None:
    """Return when the pause ends, or None."""
    stored = await redis.get(KEY)
    return None if stored is None else datetime.fromtimestamp(int(stored), UTC)


@dataclass
class _Watch:
    """What this process saw last, and when."""

    until: datetime | None = None
    looked_at: float = -LOOK_SECONDS

    @classmethod
    def opened(cls, _background: Background) -> "_Watch":
        return cls()


async def refuse_in_maintenance(app: App) -> None:
    """Raise `UnderMaintenance` during a pause."""
    until = await maintenance_until(app)
    if until is not None:
        raise UnderMaintenance(max(until - app.clock.now(), timedelta(0)))


async def maintenance_until(app: App) -> datetime | None:
    """Return when the pause ends, as seen within the last second, or None."""
    watch = app.one(_Watch.opened)
    now = time.monotonic()
    if now - watch.looked_at >= LOOK_SECONDS:
        watch.looked_at = now
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                watch.until = await read_maintenance(app.redis)
        except (RedisError, OSError) as error:
            log.warning("maintenance not looked up", why=type(error).__name__)
            watch.until = None
            watch.looked_at = time.monotonic() + AWAY_SECONDS - LOOK_SECONDS
    return watch.until
