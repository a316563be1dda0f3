"""Long polling: order, confirmation, lifetimes, and two pollers at once."""

import asyncio
from typing import Any

import pytest

from sandbox.telegram.updates import UpdateQueue
from tests.sandbox.telegram.serving import RawBot
from tests.sandbox_client import SandboxClient, Traveller

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_they_are_confirmed(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.say(asha, "one")
    await sandbox.say(asha, "two")
    updates = await bot.call("getUpdates", limit=2)
    assert texts(updates) == ["/start", "one"]
    assert texts(await bot.call("getUpdates")) == ["/start", "one", "two"]
    assert texts(await bot.call("getUpdates", offset=updates[1]["update_id"] + 1)) == ["two"]
    assert texts(await bot.call("getUpdates")) == ["two"]


async def test_a_negative_offset_keeps_the_last_ones(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.say(asha, "one")
    assert texts(await bot.call("getUpdates", offset=-1)) == ["one"]
    assert texts(await bot.call("getUpdates")) == ["one"]


async def test_a_long_poll_ends_with_the_first_update(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await bot.call("getUpdates", offset=-1)
    start = (await bot.call("getUpdates"))[0]["update_id"]
    polling = asyncio.create_task(bot.call("getUpdates", offset=start + 1, timeout=50))
    await asyncio.sleep(0.05)
    await sandbox.say(asha, "now")
    assert texts(await polling) == ["now"]


async def test_the_older_of_two_polls_ends_with_a_conflict(bot: RawBot) -> None:
    older = asyncio.create_task(bot.answer("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    newer = asyncio.create_task(bot.answer("getUpdates", timeout=1))
    assert await older == {"ok": False, "error_code": 409, "description": OTHER_POLLER}
    assert await newer == {"ok": True, "result": []}


async def test_a_webhook_ends_polling(bot: RawBot) -> None:
    polling = asyncio.create_task(bot.refusal("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    await bot.call("setWebhook", url="http://127.0.0.1:9/hook")
    assert await polling == "Conflict: terminated by setWebhook request"
    assert await bot.refusal("getUpdates") == WEBHOOK_ACTIVE
    await bot.call("deleteWebhook")
    assert await bot.call("getUpdates") == []


async def test_only_the_kinds_asked_for_come(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await bot.call("getUpdates", offset=-1, allowed_updates=["message"])
    await sandbox.block(asha)
    await sandbox.unblock(asha)
    await sandbox.say(asha, "back")
    assert texts(await bot.call("getUpdates")) == ["/start", "back"]


@pytest.mark.parametrize(
    ("kind", "lifetime"), [("message", 86_400), ("callback_query", 150), ("inline_query", 30)]
)
async def test_updates_do_not_live_for_ever(kind: str, lifetime: int) -> None:
    now = 1_000.0
    queue = UpdateQueue(lambda: now)
    queue.put(kind, {}, "chat:1")
    now += lifetime - 1
    assert len(await queue.poll(0, 100, 0)) == 1
    now += 1
    assert await queue.poll(0, 100, 0) == []


async def test_after_a_restart_no_id_comes_a_second_time() -> None:
    before, after = UpdateQueue(lambda: 1_000.0), UpdateQueue(lambda: 1_030.0)
    ids = set()
    for queue in (before, after):
        queue.put("message", {}, "chat:1")
        ids |= {update.id for update in await queue.poll(0, 100, 0)}
    assert len(ids) == 2


async def test_a_closing_server_ends_the_poll_with_nothing() -> None:
    queue = UpdateQueue(lambda: 0.0)
    polling = asyncio.create_task(queue.poll(0, 100, 50))
    await asyncio.sleep(0)
    await queue.close()
    assert await polling == []


async def test_an_impossible_number_is_refused(bot: RawBot) -> None:
    assert await bot.refusal("getUpdates", offset="soon") == "Bad Request: invalid offset specified"
