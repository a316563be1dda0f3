"""The one place where the product is assembled."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisError

from domain.background import Background
from domain.clock import Clock, SystemClock
from domain.db import open_database
from domain.errors import QueueUnavailable, SettingsError
from domain.redis_answers import AnswerParser
from domain.redis_connections import make_cancellable
from domain.settings import Settings
from domain.suppliers.assembly import build_registry
from domain.suppliers.follower import Follower, following
from domain.suppliers.registry import SupplierRegistry
from domain.suppliers.reports import reporting
from domain.unit_of_work import Database

T = TypeVar("T")

# Several processes together still get their turn within the patience of a supplier's rate limit.
CHECKS_AT_ONCE = 100
# A hanging Redis is treated like one that is down: whoever is waiting gets an error.
REDIS_SECONDS = 2.0
REDIS_TRIES = 5


@dataclass(frozen=True, slots=True)
class App:
    """What every service needs, opened once per process.

    `checking` limits the planned checks' concurrent questions, `background` holds work that
    outlives its initiator.
    """

    settings: Settings
    clock: Clock
    pool: Database
    redis: Redis
    suppliers: SupplierRegistry
    checking: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(CHECKS_AT_ONCE), compare=False, repr=False
    )
    background: Background = field(default_factory=Background, compare=False, repr=False)
    _kept: dict[Callable[[Background], Any], Any] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def one(self, kind: Callable[[Background], T]) -> T:
        """Return this process's single `kind`, opened over `background` on first use.

        So a package above can keep objects for the process's lifetime (questions in progress, say)
        without this module knowing them.
        """
        if kind not in self._kept:
            self._kept[kind] = kind(self.background)
        found: T = self._kept[kind]
        return found


def require_redis_url(redis_url: str) -> None:
    """Raise `SettingsError` for anything but an address of a Redis."""
    try:
        # The client is created, not connected: it accepts anything after the question mark.
        Redis.from_url(redis_url).connection_pool.make_connection()
    except (ValueError, TypeError):
        raise SettingsError(
            ("REDIS_URL cannot be used: write redis://host:port/0, or rediss:// with TLS.",)
        ) from None


async def _open_redis(redis_url: str) -> Redis:
    require_redis_url(redis_url)
    # No health checks: with a hanging server, the client's own check reconnects and checks that
    # connection as well, without end. Commands time out and are retried anyway.
    redis: Redis = Redis.from_url(
        redis_url,
        retry=Retry(ExponentialBackoff(cap=1, base=0.05), REDIS_TRIES),
        socket_timeout=REDIS_SECONDS,
        socket_connect_timeout=REDIS_SECONDS,
        parser_class=AnswerParser,
    )
    make_cancellable(redis.connection_pool)
    try:
        await redis.ping()
    except (RedisError, OSError) as error:
        await redis.aclose()
        raise QueueUnavailable(type(error).__name__) from error
    return redis


@asynccontextmanager
async def open_app(
    settings: Settings, *, clock: Clock | None = None, suppliers: SupplierRegistry | None = None
) -> AsyncIterator[App]:
    """Connect to everything that `settings` names and yield the assembled app.

    `clock` and `suppliers` replace the real ones in tests. Raises `DatabaseUnavailable` or
    `QueueUnavailable` if a server does not answer.
    """
    the_clock = clock or SystemClock()
    async with open_database(settings.database_url.get_secret_value()) as pool:
        redis = await _open_redis(settings.redis_url.get_secret_value())
        registry = suppliers or build_registry(settings, the_clock, redis)
        follower = Follower(settings, the_clock, pool, redis, registry, suppliers is None)
        try:
            async with (
                following(follower),
                reporting(redis, registry.monitor, the_clock),
                aclosing(Background()) as background,
            ):
                yield App(settings, the_clock, pool, redis, registry, background=background)
        finally:
            if suppliers is None:
                await registry.aclose()
            await redis.aclose()
