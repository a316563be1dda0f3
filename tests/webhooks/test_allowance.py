"""Requests are counted exactly, though most of them ask no server."""

import asyncio

from redis.asyncio import Redis

from webhooks.allowance import Allowance

ASHA = [("account", "1")]


def then() -> float:
    """Return a moment in the middle of a minute, for as long as a test takes."""
    return 1_790_000_010.0


async def test_the_limit_is_met_to_the_request_and_few_ask_redis(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    allowance = Allowance(redis, 600, then)
    before = (await redis.info("stats"))["total_commands_processed"]
    standings = [await allowance.count(ASHA) for _ in range(100)]
    standings += await asyncio.gather(*(allowance.count(ASHA) for _ in range(600)))
    asked = (await redis.info("stats"))["total_commands_processed"] - before
    left = sorted((one.left for one in standings if one is not None), reverse=True)
    assert sum(number >= 0 for number in left) == 600
    assert left[:100] == list(range(599, 499, -1))
    assert asked < 2 * 700
    # Another caller is counted separately.
    other = await allowance.count([("account", "2")])
    assert other is not None
    assert other.left == 599
    await redis.aclose()


async def test_two_processes_together_keep_to_the_limit(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    both = [Allowance(redis, 200, then), Allowance(redis, 200, then)]
    standings = [await both[n % 2].count(ASHA) for n in range(500)]
    served = sum(one is not None and one.left >= 0 for one in standings)
    assert 180 <= served <= 200
    await redis.aclose()
