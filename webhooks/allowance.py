"""How many requests an account and an address may make in a minute, counted for all processes."""

import asyncio
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

WINDOW_SECONDS = 60
# This fraction of what is left is counted ahead.
PARTS = 20
# For this long nobody asks a Redis that did not answer.
AWAY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a caller stands within a limit: `left` is below zero when it is overdrawn."""

    name: str
    limit: int
    left: int
    seconds: int

    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return it as the IETF's RateLimit fields, and as the older drafts had them."""
        left, seconds = str(max(self.left, 0)).encode(), str(self.seconds).encode()
        return [
            *_of_limit(self.name, self.limit),
            (b"ratelimit", b'"%b";r=%b;t=%b' % (self.name.encode(), left, seconds)),
            (b"ratelimit-remaining", left),
            (b"ratelimit-reset", seconds),
        ]


@cache
def _of_limit(name: str, limit: int) -> tuple[tuple[bytes, bytes], ...]:
    policy = f'"{name}";q={limit};w={WINDOW_SECONDS}'
    return (b"ratelimit-policy", policy.encode()), (b"ratelimit-limit", str(limit).encode())


@dataclass(slots=True)
class _Lease:
    """What this process knows of a caller: `own` requests are counted and not made yet, and
    `others` are left to be counted by anybody.
    """

    own: int = 0
    others: int = 0
    is_over: bool = False
    counting: asyncio.Lock = field(default_factory=asyncio.Lock)

    def take(self) -> int | None:
        """Return how many are left after one more; None if Redis has to be asked."""
        if self.is_over:
            return -1
        if self.own <= 0:
            return None
        self.own -= 1
        return self.own + self.others


class Allowance:
    """Counts requests per minute in Redis; without Redis nobody is limited.

    A process reserves a small part of a caller's allowance in advance and serves most requests from
    it, without asking Redis. Near the limit each request is counted individually, so the limit is
    exact; with several processes, what one has reserved may remain unused.
    """

    def __init__(self, redis: Redis, limit: int, seconds: Callable[[], float] = time.time) -> None:
        self._redis, self._limit, self._seconds = redis, limit, seconds
        self._window, self._away_until = 0, 0.0
        self._leases: dict[tuple[str, str], _Lease] = {}

    async def count(self, callers: Sequence[tuple[str, str]]) -> Standing | None:
        """Count a request of each caller (what it is, who) and return the tightest standing."""
        now = self._seconds()
        window, seconds = int(now // WINDOW_SECONDS), WINDOW_SECONDS - int(now % WINDOW_SECONDS)
        if window != self._window:
            self._window, self._leases = window, {}
        standings = []
        for name, who in callers:
            left = await self._left(name, who, window)
            if left is None:
                return None
            standings.append(Standing(name, self._limit, left, seconds))
        return min(standings, key=lambda one: one.left)

    async def _left(self, name: str, who: str, window: int) -> int | None:
        """Count one request and return how many are left after it, below zero for one too many."""
        lease = self._leases.get((name, who))
        if lease is None:
            lease = self._leases[name, who] = _Lease()
        known = lease.take()
        if known is not None:
            return known
        # One asks, and those who come meanwhile live on what it gets.
        async with lease.counting:
            known = lease.take()
            if known is not None:
                return known
            return await self._count_ahead(f"allowance:{name}:{_hash(who)}:{window}", lease)

    async def _count_ahead(self, key: str, lease: _Lease) -> int | None:
        if time.monotonic() < self._away_until:
            return None
        wanted = max(1, lease.others // PARTS)
        pipe = self._redis.pipeline(transaction=False)
        pipe.incrby(key, wanted)
        pipe.expire(key, 2 * WINDOW_SECONDS)
        try:
            counted = int((await pipe.execute())[0])
        except (RedisError, OSError) as error:
            log.warning("requests not counted", why=type(error).__name__)
            self._away_until = time.monotonic() + AWAY_SECONDS
            return None
        before = self._limit - (counted - wanted)
        lease.others = max(self._limit - counted, 0)
        lease.is_over = before <= 0
        if lease.is_over:
            return -1
        lease.own = min(wanted, before) - 1
        return lease.own + lease.others


def _hash(who: str) -> str:
    return hashlib.sha256(who.encode()).hexdigest()[:32]
