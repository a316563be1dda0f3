"""Two updates of one person wait for each other, and nothing trips over a lock that is gone."""

import asyncio

import pytest
from aiogram.fsm.storage.base import StorageKey

from bot.middlewares import isolation
from bot.middlewares.isolation import RedisIsolation
from domain.app import App

KEY = StorageKey(bot_id=1, chat_id=7, user_id=7)


async def test_one_waits_for_the_other(app: App) -> None:
    entered: list[str] = []

    async def enter(name: str, stay: float) -> None:
        async with RedisIsolation(app.redis).lock(KEY):
            entered.append(f"{name} in")
            await asyncio.sleep(stay)
            entered.append(f"{name} out")

    first = asyncio.create_task(enter("first", 0.1))
    while not entered:
        await asyncio.sleep(0.005)
    await asyncio.gather(first, enter("second", 0))
    assert entered == ["first in", "first out", "second in", "second out"]


async def test_a_lock_lasts_as_long_as_its_handler(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "LOCK_SECONDS", 0.3)
    monkeypatch.setattr(isolation, "RENEW_SECONDS", 0.05)
    async with RedisIsolation(app.redis).lock(KEY):
        await asyncio.sleep(0.6)
        assert await app.redis.keys("fsm:*lock")
    assert not await app.redis.keys("fsm:*lock")


async def test_a_redis_that_was_emptied_costs_nothing(app: App) -> None:
    async with RedisIsolation(app.redis).lock(KEY):
        await app.redis.flushdb()
    async with RedisIsolation(app.redis).lock(KEY):
        assert await app.redis.keys("fsm:*lock")


async def test_what_a_crash_left_held_is_free_again_soon(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "LOCK_SECONDS", 0.2)
    held = RedisIsolation(app.redis)
    name = held._keys.build(KEY, "lock")
    await app.redis.set(name, "somebody who died", px=200)
    async with asyncio.timeout(2), held.lock(KEY):
        assert await app.redis.get(name) != b"somebody who died"
