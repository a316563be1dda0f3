"""Faults of each kind, the log of requests, events, and reset."""

import asyncio

import httpx
import pytest

from tests.sandbox.telegram.serving import TOKEN, RawBot
from tests.sandbox_client import SandboxClient, SandboxError, Traveller


async def test_a_planted_status_is_telegrams_own_error_and_ends(
    bot: RawBot, sandbox: SandboxClient
) -> None:
    await sandbox.set_fault("telegram", "status", match="getMe", status=429, retry_after=3, times=1)
    answer = await bot.raw("GET", f"/bot{TOKEN}/getMe")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    assert (await bot.call("getMe"))["is_bot"]


async def test_a_fault_meets_its_method_until_it_is_cleared(
    bot: RawBot, sandbox: SandboxClient
) -> None:
    await sandbox.set_fault("telegram", "status", match="getMyName", status=502)
    assert await bot.refusal("getMyName") == "Bad Gateway"
    assert await bot.refusal("getMyName") == "Bad Gateway"
    assert (await bot.call("getMe"))["is_bot"]
    await sandbox.clear_faults()
    assert await bot.call("getMyName") == {"name": "Often Hotels"}


async def test_an_answer_can_get_lost_after_the_deed(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.set_fault("telegram", "drop_after_processing", match="sendMessage", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await bot.call("sendMessage", chat_id=asha.id, text="sent?")
    assert (await sandbox.last_message(asha))["text"] == "sent?"
    assert (await sandbox.requests("telegram"))[-1]["status"] == 0


async def test_a_silence_ends_without_an_answer_or_a_deed(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.set_fault("telegram", "timeout", seconds=0.05, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await bot.call("sendMessage", chat_id=asha.id, text="never")
    assert (await sandbox.last_message(asha))["text"] == "/start"


async def test_garbage_is_no_json(bot: RawBot, sandbox: SandboxClient) -> None:
    await sandbox.set_fault("telegram", "garbage", times=1)
    answer = await bot.raw("GET", f"/bot{TOKEN}/getMe")
    assert answer.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()


async def test_a_slow_answer_comes_all_the_same(bot: RawBot, sandbox: SandboxClient) -> None:
    await sandbox.set_fault("telegram", "slow", seconds=0.2, times=1)
    slow = asyncio.create_task(bot.call("getMe"))
    fast = asyncio.create_task(bot.call("getMe"))
    first, _ = await asyncio.wait({slow, fast}, return_when=asyncio.FIRST_COMPLETED)
    assert first == {fast}
    assert (await slow)["is_bot"]


async def test_unknown_faults_are_refused(sandbox: SandboxClient) -> None:
    with pytest.raises(SandboxError) as refused:
        await sandbox.set_fault("telegram", "earthquake")
    assert refused.value.status == 422


async def test_every_request_is_logged_in_order(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await bot.call("getUpdates", timeout=0)
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    await bot.call("sendMessage", chat_id=asha.id, text="hi", reply_markup=markup)
    await bot.refusal("sendMessage", chat_id=5, text="hi")
    await bot.answer("sendTelepathy")
    requests = await sandbox.requests("telegram")
    assert [(r["method"], r["status"]) for r in requests] == [
        ("getUpdates", 200),
        ("sendMessage", 200),
        ("sendMessage", 400),
        ("sendTelepathy", 404),
    ]
    assert requests[1]["params"] == {"chat_id": asha.id, "text": "hi", "reply_markup": markup}
    assert await sandbox.requests("telegram", after=requests[2]["id"]) == requests[3:]
    assert await sandbox.requests("serpapi") == []


async def test_events_tell_what_happens_in_a_chat(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    async with sandbox.events(asha) as events:
        await bot.call("sendChatAction", chat_id=asha.id, action="typing")
        sent = await bot.call("sendMessage", chat_id=asha.id, text="one")
        place = {"chat_id": asha.id, "message_id": sent["message_id"]}
        await bot.call("editMessageText", **place, text="two")
        await bot.call("deleteMessage", **place)
        seen = [await anext(events) for _ in range(4)]
    assert [name for name, _ in seen] == ["chat_action", "new", "edited", "deleted"]
    assert seen[0][1] == {"chat_id": asha.id, "action": "typing"}
    assert (seen[2][1]["text"], seen[2][1]["version"]) == ("two", 1)
    assert seen[3][1] == place


async def test_events_tell_of_answered_presses(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    sent = await bot.call("sendMessage", chat_id=asha.id, text="one", reply_markup=markup)
    start = (await bot.call("getUpdates"))[0]["update_id"]
    async with sandbox.events(asha) as events:
        pressing = asyncio.create_task(sandbox.press(asha, "x"))
        update = (await bot.call("getUpdates", offset=start + 1, timeout=10))[0]
        query = update["callback_query"]["id"]
        await bot.call("answerCallbackQuery", callback_query_id=query, text="Yes")
        name, data = await anext(events)
    answer = await pressing
    assert name == "callback_answered"
    assert data == {"chat_id": asha.id, "message_id": sent["message_id"], **answer}


async def test_reset_empties_the_chats_and_keeps_the_bot(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await bot.call("setMyName", name="Test Hotels")
    await sandbox.set_fault("telegram", "status", match="getChat", status=500)
    await sandbox.reset()
    assert await sandbox.call("GET", "users") == []
    assert await bot.call("getUpdates") == []
    assert await bot.refusal("getChat", chat_id=asha.id) == "Bad Request: chat not found"
    assert (await bot.call("getMe"))["first_name"] == "Test Hotels"


async def test_the_mailbox_is_empty_before_any_mail(sandbox: SandboxClient) -> None:
    assert await sandbox.call("GET", "mail") == []
    assert await sandbox.call("GET", "health") == {"status": "ok"}
