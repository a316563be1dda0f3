"""Pauses that Telegram asks for: kept by the database, and never called into."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from aiogram.exceptions import TelegramRetryAfter
from redis.asyncio import Redis

from bot.sending.bots import create_bot, interactive
from bot.sending.limiter import Priority, SendLimiter
from bot.sending.pacing import Pacing
from bot.sending.pauses import Pauses
from domain.outbox.queries.pauses import EVERYWHERE, forget_pauses, load_pauses
from domain.outbox.settlement import LIFETIME, MOST_REFUSALS
from tests.workers.conftest import PostOffice, let_pass, pacing
from tests.workers.telegram import REFUSED, too_many
from tests.workers.test_digests import at, at_night

SECONDS = 6775
PAUSE = timedelta(seconds=SECONDS)
SHORTLY_BEFORE = PAUSE - timedelta(seconds=5)
# A call that is made into the pause takes this away.
TRAP = REFUSED


@asynccontextmanager
async def after_a_restart(post: PostOffice) -> AsyncIterator[PostOffice]:
    """Wipe Redis, and go on with a process that knows nothing."""
    await post.scene.app.redis.flushdb()
    bot = create_bot(post.scene.app.settings, pacing(post.scene.app))
    async with bot:
        yield replace(post, courier=replace(post.courier, bot=bot))


async def test_a_pause_of_hours_survives_a_restart_and_a_wiped_redis(dropped: PostOffice) -> None:
    dropped.telegram.refusals = [too_many(SECONDS), TRAP]
    await dropped.deliver()
    async with after_a_restart(dropped) as restarted:
        await restarted.deliver(SHORTLY_BEFORE)
        assert restarted.telegram.refusals == [TRAP]
        restarted.telegram.refusals.clear()
        await restarted.deliver(timedelta(seconds=10))
    assert len(dropped.texts) == 1
    row = await dropped.alert()
    assert (row["state"], row["maybe_sent"]) == ("sent", False)


async def test_pauses_use_up_no_tries(dropped: PostOffice) -> None:
    for _ in range(2 * MOST_REFUSALS):
        dropped.telegram.refusals = [too_many(SECONDS)]
        await dropped.deliver(LIFETIME)
        assert dropped.telegram.refusals == []
    row = await dropped.alert()
    assert (row["state"], row["tries"]) == ("pending", 0)
    await dropped.deliver(LIFETIME)
    assert len(dropped.texts) == 1


async def test_a_pause_for_everything_holds_back_every_chat(post: PostOffice) -> None:
    await post.scene.track()
    await post.scene.track(chat_id=2)
    post.scene.price(9_000)
    await post.scene.check()
    post.telegram.refusals = [too_many(SECONDS)] * 2
    await post.deliver()
    post.telegram.refusals = [TRAP]
    await post.scene.track("Palms Retreat", chat_id=3)
    post.scene.travclan.hotels["t2"].total = Decimal(2_500)
    await post.scene.check(timedelta(minutes=30))
    assert await post.deliver() == 0
    assert post.telegram.refusals == [TRAP]
    assert set(await load_pauses(post.scene.app.pool)) >= {EVERYWHERE}


async def test_a_groups_pause_holds_back_the_group_alone(post: PostOffice) -> None:
    await post.scene.track(chat_id=1)
    await post.scene.app.pool.execute(
        "INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)"
        " SELECT -5, user_id, 'group', 'Trip', true, created_at FROM chats WHERE id = 1"
    )
    await post.scene.app.pool.execute("UPDATE trackers SET chat_id = -5")
    await post.scene.track(chat_id=2)
    await post.scene.app.pool.execute(
        "INSERT INTO flood_pauses (chat_id, until) VALUES (-5, now() + interval '1 hour')"
    )
    post.scene.price(9_000)
    await post.scene.check()
    await post.deliver()
    assert [chat for chat, _text in post.telegram.messages] == [2]
    await let_pass(post.scene, timedelta(hours=2))
    await post.deliver()
    assert [chat for chat, _text in post.telegram.messages] == [2, -5]


async def test_digests_and_edits_are_not_sent_into_a_pause(dropped: PostOffice) -> None:
    scene = dropped.scene
    await dropped.deliver()
    scene.price(9_400)
    await scene.check()
    dropped.telegram.refusals = [too_many(SECONDS), TRAP]
    assert await dropped.courier.edit() == 1
    async with after_a_restart(dropped) as restarted:
        await let_pass(scene, SHORTLY_BEFORE)
        assert await restarted.courier.edit() == 0
        assert restarted.telegram.refusals == [TRAP]
        restarted.telegram.refusals.clear()
        await let_pass(scene, timedelta(seconds=10))
        assert await restarted.courier.edit() == 1
    assert "9,400" in dropped.texts[-1]


async def test_a_digest_waits_a_pause_out_however_long(post: PostOffice) -> None:
    await at_night(post)
    at(post, "25T07:00")
    for _ in range(3):
        post.telegram.refusals = [too_many(SECONDS), TRAP]
        assert await post.courier.deliver_digests() == 1
        async with after_a_restart(post) as restarted:
            await let_pass(post.scene, SHORTLY_BEFORE)
            assert await restarted.courier.deliver_digests() == 0
        assert post.telegram.refusals == [TRAP]
        await let_pass(post.scene, LIFETIME)
    post.telegram.refusals.clear()
    await post.courier.deliver_digests()
    assert len(post.texts) == 1


async def test_nor_are_answers_to_people(dropped: PostOffice) -> None:
    dropped.telegram.refusals = [too_many(SECONDS), TRAP]
    await dropped.deliver()
    await dropped.scene.app.redis.flushdb()
    async with create_bot(dropped.scene.app.settings, interactive(dropped.scene.app)) as bot:
        with pytest.raises(TelegramRetryAfter) as told:
            await bot.send_message(1, "Hello")
    assert told.value.retry_after > SECONDS - 60
    assert dropped.telegram.refusals == [TRAP]


async def test_without_redis_the_pause_holds_all_the_same(dropped: PostOffice) -> None:
    app = dropped.scene.app
    nowhere: Redis = Redis.from_url("redis://127.0.0.1:1")
    pace = Pacing(SendLimiter(nowhere), Priority.BACKGROUND, Pauses(app.pool))
    dropped.telegram.refusals = [too_many(SECONDS), TRAP]
    async with create_bot(app.settings, pace) as bot:
        alone = replace(dropped.courier, bot=bot)
        await alone.deliver()
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(1, "Hello")
    assert dropped.telegram.refusals == [TRAP]
    await nowhere.aclose()


async def test_a_pause_is_never_cut_short_and_forgotten_when_it_is_over(post: PostOffice) -> None:
    pool = post.scene.app.pool
    pauses = Pauses(pool)
    await pauses.note(7, 100)
    await pauses.note(7, 5)
    assert await pauses.left(7) > 90
    assert await pauses.left(8) == 0
    assert await Pauses(pool).left(7) > 90
    await forget_pauses(pool)
    assert set(await load_pauses(pool)) == {7}
    await pool.execute("UPDATE flood_pauses SET until = now() - interval '1 second'")
    await forget_pauses(pool)
    assert await post.scene.rows("SELECT chat_id FROM flood_pauses") == []
