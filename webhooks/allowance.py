"""How many requests an account and an address may make in a minute, counted for all processes."""

import hashlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

WINDOW_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Standing:
    """How a caller stands within a limit: `left` is below zero when it is overdrawn."""

    name: str
    limit: int
    left: int
    seconds: int

    def headers(self) -> Mapping[str, str]:
        """Return it as the IETF's RateLimit fields, and as the older drafts had them."""
        left = str(max(self.left, 0))
        return {
            "RateLimit-Policy": f'"{self.name}";q={self.limit};w={WINDOW_SECONDS}',
            "RateLimit": f'"{self.name}";r={left};t={self.seconds}',
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": left,
            "RateLimit-Reset": str(self.seconds),
        }


class Allowance:
    """Counts requests by the minute in Redis, in one exchange; without it nobody is held back."""

    def __init__(self, redis: Redis, limit: int) -> None:
        self._redis, self._limit = redis, limit

    async def count(self, callers: Sequence[tuple[str, str]]) -> Standing | None:
        """Count a request of each caller (what it is, who) and return the tightest standing."""
        now = time.time()
        window, seconds = int(now // WINDOW_SECONDS), WINDOW_SECONDS - int(now % WINDOW_SECONDS)
        pipe = self._redis.pipeline(transaction=False)
        for name, who in callers:
            key = f"allowance:{name}:{_hash(who)}:{window}"
            pipe.incr(key)
            pipe.expire(key, 2 * WINDOW_SECONDS)
        try:
            counts = (await pipe.execute())[::2]
        except (RedisError, OSError) as error:
            log.warning("requests not counted", why=type(error).__name__)
            return None
        standings = (
            Standing(name, self._limit, self._limit - count, seconds)
            for (name, _who), count in zip(callers, counts, strict=True)
        )
        return min(standings, key=lambda one: one.left)


def _hash(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:32]
