"""More than one bot: each has its own token, updates, webhook and view of the chats."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.sandbox.telegram.serving import RawBot
from tests.sandbox.telegram.test_chats import heard
from tests.sandbox.telegram.test_webhook import Hook, hook, until
from tests.sandbox_client import SandboxClient, SandboxError, Traveller

__all__ = ["hook"]
BUTTONS = {"inline_keyboard": [[{"text": "Track", "callback_data": "t:1"}]]}


@pytest.fixture
async def other(sandbox: SandboxClient) -> dict[str, Any]:
    """A second bot."""
    made: dict[str, Any] = await sandbox.call("POST", "bots", {"username": "weather_bot"})
    return made


@pytest.fixture
async def weather(sandbox_url: str, other: dict[str, Any]) -> AsyncIterator[RawBot]:
    """The second bot's side."""
    raw = RawBot(sandbox_url, other["token"])
    yield raw
    await raw.close()


@pytest.fixture
async def with_other(sandbox_url: str, other: dict[str, Any]) -> AsyncIterator[SandboxClient]:
    """The people's side of the second bot."""
    async with SandboxClient(sandbox_url + other["side"]) as client:
        yield client


async def test_each_has_its_own_private_chat(
    bot: RawBot,
    sandbox: SandboxClient,
    asha: Traveller,
    weather: RawBot,
    with_other: SandboxClient,
) -> None:
    assert (await weather.call("getMe"))["username"] == "weather_bot"
    refused = await weather.refusal("sendMessage", chat_id=asha.id, text="x")
    assert refused == "Forbidden: bot can't initiate conversation with a user"
    await with_other.say(asha, "/weather")
    assert [one["message"]["text"] for one in await heard(weather)] == ["/weather"]
    assert [one["message"]["text"] for one in await heard(bot)] == ["/start"]
    await weather.call("sendMessage", chat_id=asha.id, text="Sunny")
    assert [one.get("text") for one in await sandbox.messages(asha)] == ["/start"]
    await with_other.block(asha)
    assert "blocked" in await weather.refusal("sendMessage", chat_id=asha.id, text="x")
    await bot.call("sendMessage", chat_id=asha.id, text="x")


async def test_a_group_with_both(
    bot: RawBot,
    sandbox: SandboxClient,
    asha: Traveller,
    weather: RawBot,
    with_other: SandboxClient,
) -> None:
    group = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    here = asha.in_chat(group)
    assert await weather.refusal("getChat", chat_id=group) == "Bad Request: chat not found"
    await with_other.call("POST", f"chats/{group}/add_bot", {"from_user": asha.id})
    assert await bot.call("getChatMemberCount", chat_id=group) == 3
    for one in (bot, weather):
        await heard(one)
    for text in ("/help", "/help@weather_bot", "/help@often_hotels_bot", "just us"):
        await sandbox.say(here, text)
    ours = await bot.call("sendMessage", chat_id=group, text="Hotels", reply_markup=BUTTONS)
    answer = {"text": "to the hotels", "reply_to": ours["message_id"]}
    await sandbox.say(here, **answer)
    assert [one["message"]["text"] for one in await heard(weather)] == [
        "/help", "/help@weather_bot"
    ]  # fmt: skip
    assert [one["message"]["text"] for one in await heard(bot)] == [
        "/help", "/help@often_hotels_bot", "to the hotels"
    ]  # fmt: skip
    place = {"chat_id": group, "message_id": ours["message_id"]}
    refused = await weather.refusal("editMessageText", text="Mine now", **place)
    assert refused == "Bad Request: message can't be edited"
    assert "can't be deleted" in await weather.refusal("deleteMessage", **place)
    await bot.call("setWebhook", url="http://127.0.0.1:9/x")
    await with_other.call("POST", f"chats/{group}/promote_bot", {"from_user": asha.id})
    await sandbox.say(here, "all is heard now")
    told = [one.get("message", {}).get("text") for one in await heard(weather)]
    assert told == [None, "all is heard now"]
    await with_other.call("POST", f"chats/{group}/remove_bot", {"from_user": asha.id})
    refused = await weather.refusal("sendMessage", chat_id=group, text="x")
    assert refused == "Forbidden: bot was kicked from the supergroup chat"
    await bot.call("sendMessage", chat_id=group, text="x")


async def test_a_press_goes_to_the_bot_whose_button_it_is(
    bot: RawBot,
    sandbox: SandboxClient,
    asha: Traveller,
    weather: RawBot,
    with_other: SandboxClient,
    hook: Hook,
) -> None:
    group = asha.in_chat(await sandbox.add_group("Goa trip", asha))
    await with_other.call("POST", f"chats/{group.chat_id}/add_bot", {"from_user": asha.id})
    await weather.call("sendMessage", chat_id=group.chat_id, text="Rain?", reply_markup=BUTTONS)
    await weather.call("setWebhook", url=hook.url, drop_pending_updates=True, secret_token="own")
    await heard(bot)
    hook.reply = {"method": "sendMessage", "chat_id": group.chat_id, "text": "No rain"}
    with pytest.raises(SandboxError, match="404"):
        await sandbox.press(group, "Other", message_id=1)
    pressing = asyncio.create_task(sandbox.press(group, "Track"))
    await until(lambda: any("callback_query" in one for one in hook.arrived))
    query = hook.arrived[-1]["callback_query"]
    await weather.call("answerCallbackQuery", callback_query_id=query["id"], text="Noted")
    assert (await pressing)["text"] == "Noted"
    await sandbox.wait_for(group, "No rain")
    assert (await bot.call("getUpdates"), hook.secrets[-1]) == ([], "own")


async def test_privacy_mode_can_be_switched_off(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    group = asha.in_chat(await sandbox.add_group("Goa trip", asha))
    me = await bot.call("getMe")
    await heard(bot)
    await sandbox.call("POST", f"bots/{me['id']}/privacy", {"enabled": False})
    await sandbox.say(group, "just us")
    assert [one["message"]["text"] for one in await heard(bot)] == ["just us"]
    assert (await bot.call("getMe"))["can_read_all_group_messages"]


async def test_botfather_gives_names_once_and_takes_tokens_back(
    sandbox: SandboxClient, sandbox_url: str, other: dict[str, Any], weather: RawBot
) -> None:
    for name, words in (("weather_bot", "409"), ("hotels", "422"), ("x" * 40 + "bot", "422")):
        with pytest.raises(SandboxError, match=words):
            await sandbox.call("POST", "bots", {"username": name})
    await sandbox.call("POST", f"bots/{other['id']}/token")
    answer = await weather.raw("GET", f"/bot{other['token']}/getMe")
    assert answer.status_code == 401
    assert len(await sandbox.call("GET", "bots")) == 2
    await sandbox.reset()
    assert len(await sandbox.call("GET", "bots")) == 1
    async with SandboxClient(sandbox_url + other["side"]) as gone:
        with pytest.raises(SandboxError, match="No bot has the id"):
            await gone.add_user("Asha")
