"""Two updates of one person wait for each other, and nothing trips over a lock that is gone."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from aiogram.fsm.storage.base import DefaultKeyBuilder, StorageKey

from bot.middlewares import isolation
from bot.middlewares.conversations import Conversations, NotKept
from bot.middlewares.isolation import RedisIsolation
from domain.app import App
from tests.patience import patience

KEY = StorageKey(bot_id=1, chat_id=7, user_id=7)
OTHER = StorageKey(bot_id=1, chat_id=8, user_id=8)
LOCK = DefaultKeyBuilder(with_bot_id=True).build(KEY, "lock")


async def test_one_waits_for_the_other(app: App) -> None:
    entered: list[str] = []

    async def enter(name: str, stay: float) -> None:
        async with RedisIsolation(Conversations(app.redis)).lock(KEY):
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
    monkeypatch.setattr(isolation, "LOCK_SECONDS", 60.0)
    monkeypatch.setattr(isolation, "RENEW_SECONDS", 0.05)
    async with RedisIsolation(Conversations(app.redis)).lock(KEY):
        assert await app.redis.expire(LOCK, 30)
        async with patience(30):
            while await app.redis.pttl(LOCK) <= 30_000:
                await asyncio.sleep(0.02)
    assert not await app.redis.exists(LOCK)


async def test_a_handler_that_ends_while_its_lock_is_renewed_lets_go_of_it(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "RENEW_SECONDS", 0.0)
    isolated = RedisIsolation(Conversations(app.redis))
    async with patience(60):
        for turns in range(60):
            async with isolated.lock(KEY):
                for _ in range(turns):
                    await asyncio.sleep(0)
    assert not await app.redis.exists(LOCK)


async def test_a_redis_that_was_emptied_costs_nothing(app: App) -> None:
    async with RedisIsolation(Conversations(app.redis)).lock(KEY):
        await app.redis.flushdb()
    async with RedisIsolation(Conversations(app.redis)).lock(KEY):
        assert await app.redis.keys("fsm:*lock")


async def test_what_a_crash_left_held_is_free_again_soon(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "LOCK_SECONDS", 0.2)
    held = RedisIsolation(Conversations(app.redis))
    await app.redis.set(LOCK, "somebody who died", px=200)
    async with patience(30), held.lock(KEY):
        assert await app.redis.get(LOCK) != b"somebody who died"


async def test_what_is_kept_comes_with_the_lock_and_goes_back_with_its_release(app: App) -> None:
    mine, theirs = Conversations(app.redis), Conversations(app.redis)
    await theirs.set_state(KEY, "Step:one")
    await theirs.set_data(KEY, {"typed": "Goa"})
    async with RedisIsolation(mine).lock(KEY):
        assert await mine.get_state(KEY) == "Step:one"
        await mine.update_data(KEY, {"nights": 3})
        await mine.set_state(KEY, "Step:two")
        assert await mine.get_data(KEY) == {"typed": "Goa", "nights": 3}
        # Nobody else meets it half changed.
        assert await theirs.get_state(KEY) == "Step:one"
        await mine.set_state(OTHER, "Step:other")
        assert await theirs.get_state(OTHER) == "Step:other"
    assert await theirs.get_state(KEY) == "Step:two"
    assert await theirs.get_data(KEY) == {"typed": "Goa", "nights": 3}
    async with RedisIsolation(mine).lock(KEY):
        await mine.set_state(KEY, None)
        await mine.set_data(KEY, {})
    assert await theirs.get_state(KEY) is None
    assert await theirs.get_data(KEY) == {}
    assert not await app.redis.keys("fsm:*:7:7:*")


async def test_what_is_read_is_the_readers_own_and_what_fails_keeps_what_was_written(
    app: App,
) -> None:
    kept = Conversations(app.redis)

    async def fail() -> None:
        async with RedisIsolation(kept).lock(KEY):
            await kept.set_data(KEY, {"rooms": [2]})
            (await kept.get_data(KEY))["rooms"].append(3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await kept.get_data(KEY) == {"rooms": [2]}


async def test_a_lock_that_was_lost_loses_nothing_that_was_typed(app: App) -> None:
    kept = Conversations(app.redis)
    async with RedisIsolation(kept).lock(KEY):
        await kept.set_data(KEY, {"typed": "Goa"})
        await app.redis.flushdb()
    assert await kept.get_data(KEY) == {"typed": "Goa"}


async def test_what_could_not_be_written_is_said_and_what_failed_before_is_said_first(
    app: App,
) -> None:
    kept = Conversations(app.redis)

    async def fill_up_meanwhile(*, fails: bool = False, changes: bool = True) -> None:
        async with RedisIsolation(kept).lock(KEY):
            if changes:
                await kept.set_state(KEY, "Step:two")
            await app.redis.config_set("maxmemory", "1")
            if fails:
                raise ZeroDivisionError

    try:
        with pytest.raises(NotKept):
            await fill_up_meanwhile()
        await app.redis.config_set("maxmemory", "0")
        await app.redis.flushdb()
        with pytest.raises(ZeroDivisionError):
            await fill_up_meanwhile(fails=True)
        await app.redis.config_set("maxmemory", "0")
        await app.redis.flushdb()
        await fill_up_meanwhile(changes=False)
    finally:
        await app.redis.config_set("maxmemory", "0")
    assert await kept.get_state(KEY) is None


async def test_who_lost_the_lock_leaves_what_the_next_one_has_in_hand(app: App) -> None:
    kept = Conversations(app.redis)
    late = RedisIsolation(kept).lock(KEY)

    async def lose_the_lock() -> None:
        async with RedisIsolation(kept).lock(KEY):
            await kept.set_state(KEY, "Step:one")
            await app.redis.flushdb()
            await late.__aenter__()
            await kept.set_state(KEY, "Step:two")

    async with RedisIsolation(kept).lock(OTHER):
        with pytest.raises(NotKept):
            await lose_the_lock()
        # The first one is done; what the second writes from here on still is in its hand.
        await kept.set_state(KEY, "Step:three")
        await late.__aexit__(None, None, None)
    assert await kept.get_state(KEY) == "Step:three"


async def test_what_another_process_went_on_with_is_not_overwritten(app: App) -> None:
    mine, theirs = Conversations(app.redis), Conversations(app.redis)
    await mine.set_state(KEY, "Step:one")

    async def stall(going_on: AsyncExitStack, *, ends: bool) -> None:
        async with RedisIsolation(mine).lock(KEY):
            await mine.set_state(KEY, "Step:old")
            await app.redis.delete(LOCK)
            await going_on.enter_async_context(RedisIsolation(theirs).lock(KEY))
            await theirs.set_state(KEY, "Step:new")
            if ends:
                await going_on.aclose()

    for ends in (True, False):
        async with AsyncExitStack() as going_on:
            with pytest.raises(NotKept):
                await stall(going_on, ends=ends)
        assert await theirs.get_state(KEY) == "Step:new"
        assert not await app.redis.exists(LOCK)
