"""The shared pace: over all processes, and open when Redis is away."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from domain.suppliers.contract import Supplier
from domain.suppliers.limiter import Pace, PaceExceeded
from tests.patience import patience


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """A connection to the real server."""
    client: Redis = Redis.from_url(redis_url)
    yield client
    await client.aclose()


async def take_turns(pace: Pace, turns: int) -> None:
    """Take turns one after the other, with little patience."""
    for _ in range(turns):
        await pace.wait_turn(0.1)


async def test_two_processes_keep_one_pace(redis: Redis) -> None:
    one, other = (Pace(redis, Supplier.SERPAPI, 5) for _ in range(2))
    began = time.monotonic()
    for _ in range(4):
        await asyncio.gather(one.wait_turn(5), other.wait_turn(5))
    assert time.monotonic() - began >= 0.9


async def test_who_would_wait_too_long_is_told_at_once(redis: Redis) -> None:
    pace = Pace(redis, Supplier.SERPAPI, 1)
    with pytest.raises(PaceExceeded):
        await take_turns(pace, 20)


async def test_suppliers_do_not_share_a_pace(redis: Redis) -> None:
    for supplier in Supplier:
        await Pace(redis, supplier, 1).wait_turn(0)


async def test_without_redis_everybody_may_ask() -> None:
    away: Redis = Redis(host="127.0.0.1", port=9)
    pace = Pace(away, Supplier.SERPAPI, 1)
    async with patience(30):
        for _ in range(20):
            await pace.wait_turn(0)
    await away.aclose()
