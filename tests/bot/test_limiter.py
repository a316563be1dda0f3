"""One limit for all senders, with answers to people first."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendChatAction, SendMessage
from redis.asyncio import Redis

from bot.sending.bots import create_bot
from bot.sending.limiter import (
    ALL,
    ALL_A_SECOND,
    BROADCAST_EVERY_SECONDS,
    BROADCAST_SLACK_SECONDS,
    CHAT_BURST,
    GROUP_A_MINUTE,
    SPARE_A_SECOND,
    Errand,
    Priority,
    SendLimiter,
    Turn,
)
from bot.sending.pacing import (
    Pacing,
    TurnFarOff,
    errand_of,
    sent_only_where_there_is_room,
)
from domain.settings import Settings
from tests.sandbox_client import SandboxClient, Traveller

INTERACTIVE, BACKGROUND = Priority.INTERACTIVE, Priority.BACKGROUND


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client: Redis = Redis.from_url(redis_url)
    yield client
    await client.aclose()


@pytest.fixture
def limiter(redis: Redis) -> SendLimiter:
    return SendLimiter(redis)


async def fill(limiter: SendLimiter) -> list[Turn]:
    """Take every place of this second."""
    turns = [await limiter.ask(Errand(chat), BACKGROUND) for chat in range(ALL_A_SECOND)]
    assert all(turn.given for turn in turns)
    return turns


async def test_the_thirty_first_waits_until_a_second_after_an_answer(
    limiter: SendLimiter, redis: Redis
) -> None:
    first, *_others = await fill(limiter)
    assert not (await SendLimiter(redis).ask(Errand(99), BACKGROUND)).given
    await limiter.give_back(first)
    refused = await limiter.ask(Errand(99), BACKGROUND)
    assert not refused.given
    assert 0.9 < refused.wait <= 1
    await asyncio.sleep(refused.wait + 0.01)
    assert (await limiter.ask(Errand(99), BACKGROUND)).given
    assert not (await limiter.ask(Errand(98), BACKGROUND)).given


async def test_an_answer_to_somebody_takes_the_next_place_before_all_who_wait(
    limiter: SendLimiter,
) -> None:
    first, *_unanswered = await fill(limiter)
    await limiter.give_back(first)
    waiting = [
        asyncio.create_task(limiter.take_turn(Errand(100 + n), BACKGROUND, 10)) for n in range(5)
    ]
    await asyncio.sleep(0.1)
    turn = await limiter.take_turn(Errand(7_000), INTERACTIVE, 3)
    assert turn.given
    assert turn.wait < 1
    assert not any(task.done() for task in waiting)
    assert all([(await task).given for task in waiting])


async def test_answers_give_their_places_back_where_many_are_taken(
    limiter: SendLimiter, redis: Redis
) -> None:
    turns = [await limiter.ask(Errand(chat), INTERACTIVE) for chat in range(ALL_A_SECOND)]
    early, late = turns[0], turns[-1]
    assert not early.ticket
    before = await redis.zscore(ALL, late.ticket)
    await limiter.give_back(late)
    after = await redis.zscore(ALL, late.ticket)
    assert before is not None
    assert after is not None
    assert after < before, "the place is free a second after the answer, not half a second later"
    assert await redis.zcard(ALL) == ALL_A_SECOND


async def test_what_is_spare_is_sent_while_few_places_are_taken_and_never_waits(
    limiter: SendLimiter, redis: Redis
) -> None:
    for chat in range(SPARE_A_SECOND):
        assert (await limiter.ask(Errand(chat), BACKGROUND)).given
    with sent_only_where_there_is_room(), pytest.raises(TurnFarOff):
        await take(limiter, 99)
    assert await redis.zcard("send:all") == SPARE_A_SECOND
    assert await take(limiter, 99) == "sent"
    await redis.flushdb()
    with sent_only_where_there_is_room():
        assert await take(limiter, 99) == "sent"


async def test_broadcasts_take_places_evenly_and_leave_some_to_an_alert(
    limiter: SendLimiter,
) -> None:
    began, given = time.monotonic(), 0
    for chat in range(ALL_A_SECOND):
        turn = await limiter.ask(Errand(chat), Priority.BROADCAST)
        if not turn.given:
            break
        given += 1
    # On a slow machine time has passed, and with it more of them may go.
    passed = time.monotonic() - began
    assert given <= 1 + (BROADCAST_SLACK_SECONDS + passed) / BROADCAST_EVERY_SECONDS
    assert 0 < turn.wait <= BROADCAST_EVERY_SECONDS or given == ALL_A_SECOND
    assert (await limiter.ask(Errand(99), BACKGROUND)).given or given == ALL_A_SECOND
    assert (await limiter.ask(Errand(100, is_paid=True), Priority.BROADCAST)).given


async def take(limiter: SendLimiter, chat_id: int) -> object:
    """Send a message to nobody through an interactive sender's pacing."""

    async def make(_bot: object, _method: object) -> object:
        return "sent"

    pacing = Pacing(limiter, INTERACTIVE)
    return await pacing(make, None, SendMessage(chat_id=chat_id, text="x"))  # type: ignore[arg-type]


async def test_one_chat_has_its_pace_and_answers_may_burst(limiter: SendLimiter) -> None:
    assert (await limiter.ask(Errand(1), BACKGROUND)).given
    refused = await limiter.ask(Errand(1), BACKGROUND)
    assert (refused.given, refused.is_chat) == (False, True)
    assert (await limiter.ask(Errand(1, is_new=False), BACKGROUND)).given
    turns = [await limiter.ask(Errand(1), INTERACTIVE) for _ in range(CHAT_BURST + 1)]
    assert [turn.wait for turn in turns[:CHAT_BURST]] == [0] * CHAT_BURST
    assert turns[CHAT_BURST].wait > 0.5


async def test_a_group_takes_twenty_a_minute(limiter: SendLimiter, redis: Redis) -> None:
    for _ in range(GROUP_A_MINUTE):
        assert (await limiter.ask(Errand(-5), BACKGROUND)).given
        await redis.delete("send:chat:-5")
    refused = await limiter.ask(Errand(-5), BACKGROUND)
    assert not refused.given
    assert 50 < refused.wait <= 60


async def test_telegrams_wish_to_wait_holds_for_all_processes(
    limiter: SendLimiter, redis: Redis
) -> None:
    other = SendLimiter(redis)
    await limiter.pause(Errand(-5), 30)
    assert not (await other.ask(Errand(-5), INTERACTIVE)).given
    assert (await other.ask(Errand(1), BACKGROUND)).given
    await limiter.pause(Errand(2), 40)
    refused = await other.ask(Errand(3), BACKGROUND)
    assert not refused.given
    assert 39 < refused.wait <= 40
    await limiter.pause(Errand(2), 1)
    assert (await other.ask(Errand(3), BACKGROUND)).wait > 30


async def test_a_chat_that_was_hurried_is_held_back_alone(limiter: SendLimiter) -> None:
    for _ in range(3):
        await limiter.ask(Errand(1), INTERACTIVE)
    await limiter.pause(Errand(1), 30)
    assert not (await limiter.ask(Errand(1), INTERACTIVE)).given
    assert (await limiter.ask(Errand(2), INTERACTIVE)).given


async def test_without_redis_each_process_keeps_to_a_third(redis_url: str) -> None:
    assert redis_url
    nowhere: Redis = Redis.from_url("redis://127.0.0.1:1")
    limiter = SendLimiter(nowhere)
    turns = [await limiter.ask(Errand(chat), BACKGROUND) for chat in range(11)]
    assert (await limiter.ask(Errand(99), INTERACTIVE)).wait == 0
    await nowhere.aclose()
    assert all(turn.given for turn in turns)
    assert 0.5 < turns[-1].wait <= 1


def test_what_telegram_counts() -> None:
    assert errand_of(SendMessage(chat_id=1, text="x")) == Errand(1)
    assert errand_of(EditMessageText(chat_id=-1, message_id=1, text="x")) == Errand(-1, False)
    assert errand_of(SendChatAction(chat_id=1, action="typing")) is None
    assert errand_of(AnswerCallbackQuery(callback_query_id="1")) is None


async def paced(settings: Settings, limiter: SendLimiter, priority: Priority) -> Bot:
    return create_bot(settings, Pacing(limiter, priority))


async def test_what_one_process_is_told_another_keeps_to(
    bot_settings: Settings, sandbox: SandboxClient, redis: Redis
) -> None:
    asha, ravi = await sandbox.add_user("Asha"), await sandbox.add_user("Ravi")
    for one in (asha, ravi):
        await sandbox.say(one, "/start")
    await sandbox.set_fault("telegram", "status", status=429, retry_after=20, times=1)
    limiter = SendLimiter(redis)
    async with (
        await paced(bot_settings, limiter, BACKGROUND) as first,
        await paced(bot_settings, SendLimiter(redis), INTERACTIVE) as second,
    ):
        with pytest.raises(TelegramRetryAfter):
            await first.send_message(asha.id, "one")
        with pytest.raises(TelegramRetryAfter) as refused:
            await second.send_message(ravi.id, "two")
        assert refused.value.retry_after > 15
        with pytest.raises(TurnFarOff):
            await first.send_message(ravi.id, "three")
    sent = [r for r in await sandbox.requests("telegram") if r["method"] == "sendMessage"]
    assert len(sent) == 1


async def test_the_limits_let_no_flood_through(
    bot_settings: Settings, sandbox: SandboxClient, redis: Redis
) -> None:
    people: list[Traveller] = [await sandbox.add_user(f"P{number}") for number in range(45)]
    for one in people:
        await sandbox.say(one, "/start")
    await sandbox.call("POST", "flood", {"enabled": True})
    async with (
        await paced(bot_settings, SendLimiter(redis), BACKGROUND) as first,
        await paced(bot_settings, SendLimiter(redis), INTERACTIVE) as second,
    ):
        await asyncio.gather(
            *(
                (second if n % 9 == 0 else first).send_message(p.id, "x")
                for n, p in enumerate(people)
            )
        )
    statuses = [
        r["status"] for r in await sandbox.requests("telegram") if r["method"] == "sendMessage"
    ]
    assert statuses == [200] * 45
