"""A rate limit for a supplier over all processes, counted in Redis.

Without Redis questions go out all the same: a supplier's own 429 is handled, while a traveller
without an answer because of a missing counter is not acceptable.
"""

import asyncio
import random
import time

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.suppliers.contract import Supplier

log = structlog.get_logger(__name__)

# A slow counter must not delay questions, and an unavailable one is not asked each time.
REDIS_SECONDS = 0.25
REDIS_REST_SECONDS = 5.0
SHORTEST_WAIT = 0.01


class PaceExceeded(Exception):
    """No turn came in time; reported as `RateLimited`."""


class Pace:
    """At most `per_second` questions to `supplier` in any second, over all processes."""

    def __init__(self, redis: Redis, supplier: Supplier, per_second: int) -> None:
        storage = RedisStorage(
            "async+redis://",
            implementation="redispy",
            connection_pool=redis.connection_pool,  # type: ignore[arg-type] # documented, not typed
        )
        self._window = MovingWindowRateLimiter(storage)
        self._limit = RateLimitItemPerSecond(per_second)
        self._key = supplier.value
        self._without_until = 0.0

    async def wait_turn(self, patience: float) -> None:
        """Return once a question may go out. Raises `PaceExceeded` after `patience` seconds."""
        deadline = time.monotonic() + patience
        while (wait := await self._wait()) > 0:
            if time.monotonic() + wait > deadline:
                raise PaceExceeded
            await asyncio.sleep(wait)

    async def _wait(self) -> float:
        """Take a turn and return 0, or return the seconds after which to try again."""
        if time.monotonic() < self._without_until:
            return 0.0
        try:
            async with asyncio.timeout(REDIS_SECONDS):
                if await self._window.hit(self._limit, "supplier", self._key):
                    return 0.0
                stats = await self._window.get_window_stats(self._limit, "supplier", self._key)
        except (RedisError, OSError, TimeoutError) as error:
            self._without_until = time.monotonic() + REDIS_REST_SECONDS
            log.warning("no shared pace", supplier=self._key, why=type(error).__name__)
            return 0.0
        # Spread out those waiting for the same moment, or all but one would wait again.
        until = stats.reset_time - time.time()
        return max(until, SHORTEST_WAIT) + random.uniform(0, SHORTEST_WAIT)  # noqa: S311 - jitter
