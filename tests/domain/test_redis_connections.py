"""A command to Redis that is cancelled is cancelled, at whatever point of it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis

from domain.app import App

MOST_STEPS = 20


async def _cancelled_after(steps: int, call: Callable[[], Awaitable[object]]) -> bool | None:
    """Cancel a command after so many turns of the loop; None: it had its answer by then."""
    command = asyncio.ensure_future(call())
    for _ in range(steps):
        await asyncio.sleep(0)
    if not command.cancel():
        return None
    await asyncio.wait({command})
    return command.cancelled()


@pytest.mark.parametrize("is_fresh", [False, True], ids=["open", "to be opened"])
async def test_no_cancellation_is_forgotten(app: App, *, is_fresh: bool) -> None:
    redis: Redis = app.redis
    script = redis.register_script("return 1")
    for call in (lambda: redis.set("x", 1), script):
        outcomes = []
        for steps in range(1, MOST_STEPS):
            await redis.ping()
            if is_fresh:
                await redis.connection_pool.disconnect()
            outcomes.append(await _cancelled_after(steps, call))
        assert True in outcomes
        assert False not in outcomes
    assert await redis.ping()
