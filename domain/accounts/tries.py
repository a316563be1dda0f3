"""Rate limits for attempts, per account and per address, counted across processes."""

import hashlib
import time
from dataclasses import dataclass

import structlog
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.accounts.errors import TooManyTries

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Bound:
    """At most `most` tries in `minutes`."""

    most: int
    minutes: int

    @property
    def item(self) -> RateLimitItemPerMinute:
        """Return it in the library's form."""
        return RateLimitItemPerMinute(self.most, self.minutes)


LOG_IN = {"account": Bound(10, 15), "address": Bound(50, 15)}
MAIL = {"account": Bound(3, 15), "address": Bound(20, 60)}
CODE = {"address": Bound(30, 15)}
LINK = {"address": Bound(30, 15)}


class Tries:
    """Counts tries in Redis, or in this process while Redis is away: guessing stays slow."""

    def __init__(self, redis: Redis) -> None:
        shared = RedisStorage(
            "async+redis://",
            implementation="redispy",
            connection_pool=redis.connection_pool,  # type: ignore[arg-type] # documented, not typed
        )
        self._shared = MovingWindowRateLimiter(shared)
        self._own = MovingWindowRateLimiter(MemoryStorage())

    async def count(self, what: str, bounds: dict[str, Bound], **who: str) -> None:
        """Count a try of `what` by each of `who` (account=…, address=…). Raises TooManyTries."""
        for name, bound in bounds.items():
            await self._count(f"{what} {name}", bound, who[name])

    async def _count(self, what: str, bound: Bound, who: str) -> None:
        # What is counted may be an e-mail address, which Redis need not know.
        key = hashlib.sha256(who.encode()).hexdigest()
        try:
            wait = await _hit(self._shared, bound, what, key)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("tries counted here alone", why=type(error).__name__)
            wait = await _hit(self._own, bound, what, key)
        if wait:
            raise TooManyTries(wait)


async def _hit(window: MovingWindowRateLimiter, bound: Bound, what: str, key: str) -> int:
    """Count a try, and return 0 or the seconds to wait."""
    if await window.hit(bound.item, what, key):
        return 0
    stats = await window.get_window_stats(bound.item, what, key)
    return max(int(stats.reset_time - time.time()) + 1, 1)
