"""Pressed buttons: the answer, the window in which it must come, and what needs no answer."""

import asyncio
from typing import Any

import pytest

from sandbox.telegram.world import TelegramState
from tests.sandbox.telegram.serving import RawBot, running_sandbox
from tests.sandbox_client import SandboxClient, SandboxError, Traveller

BUTTONS = {
    "inline_keyboard": [
        [{"text": "Track", "callback_data": "t:1"}, {"text": "Stop", "callback_data": "s:1"}],
        [{"text": "Map", "url": "https://example.com/map"}, {"text": "Soon", "disabled": {}}],
    ]
}
UNANSWERED = {"answered": False, "text": None, "show_alert": False, "url": None}


async def next_press(bot: RawBot) -> dict[str, Any]:
    """Return the next pressed button, leaving out what came before it."""
    offset = 0
    while True:
        for update in await bot.call("getUpdates", offset=offset, timeout=5):
            offset = update["update_id"] + 1
            if "callback_query" in update:
                query: dict[str, Any] = update["callback_query"]
                return query


@pytest.fixture
async def screen(bot: RawBot, asha: Traveller) -> dict[str, Any]:
    sent: dict[str, Any] = await bot.call(
        "sendMessage", chat_id=asha.id, text="Goa", reply_markup=BUTTONS
    )
    return sent


async def test_a_press_waits_for_the_bots_answer(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, screen: dict[str, Any]
) -> None:
    pressing = asyncio.create_task(sandbox.press(asha, "Track"))
    query = await next_press(bot)
    assert (query["data"], query["from"]["id"]) == ("t:1", asha.id)
    assert query["message"] == screen
    await bot.call(
        "answerCallbackQuery", callback_query_id=query["id"], text="Yes", show_alert=True
    )
    assert await pressing == {"answered": True, "text": "Yes", "show_alert": True, "url": None}
    assert await bot.refusal("answerCallbackQuery", callback_query_id=query["id"]) == (
        "Bad Request: query is too old and response timeout expired or query ID is invalid"
    )


@pytest.mark.usefixtures("screen")
async def test_a_press_by_data(bot: RawBot, sandbox: SandboxClient, asha: Traveller) -> None:
    pressing = asyncio.create_task(sandbox.press(asha, data="s:1"))
    query = await next_press(bot)
    refused = await bot.refusal(
        "answerCallbackQuery", callback_query_id=query["id"], text="x" * 201
    )
    assert refused == "Bad Request: MESSAGE_TOO_LONG"
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    assert (await pressing)["answered"]


@pytest.mark.usefixtures("screen")
async def test_links_and_disabled_buttons_do_not_reach_the_bot(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    opened = await sandbox.press(asha, "Map")
    assert opened == {**UNANSWERED, "answered": True, "url": "https://example.com/map"}
    assert await sandbox.press(asha, "Soon") == UNANSWERED
    assert [list(update)[1] for update in await bot.call("getUpdates")] == ["message"]


async def test_a_reply_keyboards_button_says_its_text(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await bot.call("sendMessage", chat_id=asha.id, text="?", reply_markup={"keyboard": [["Goa"]]})
    assert (await sandbox.press(asha, "Goa"))["answered"]
    assert (await sandbox.last_message(asha))["text"] == "Goa"


async def test_a_missing_button_names_those_that_are_there(
    sandbox: SandboxClient, asha: Traveller, screen: dict[str, Any]
) -> None:
    with pytest.raises(SandboxError, match="No button 'Book'; the message has: 'Track', 'Stop'"):
        await sandbox.press(asha, "Book", message_id=screen["message_id"])


async def test_an_answer_after_the_window_is_too_late() -> None:
    async with (
        running_sandbox(TelegramState(answer_seconds=0.1)) as url,
        SandboxClient(url) as sandbox,
    ):
        bot = RawBot(url)
        asha = await sandbox.add_user()
        await sandbox.say(asha, "/start")
        await bot.call("sendMessage", chat_id=asha.id, text="Goa", reply_markup=BUTTONS)
        assert await sandbox.press(asha, "Track") == UNANSWERED
        query = await next_press(bot)
        assert await bot.refusal("answerCallbackQuery", callback_query_id=query["id"]) == (
            "Bad Request: query is too old and response timeout expired or query ID is invalid"
        )
        await bot.close()


@pytest.mark.usefixtures("screen")
async def test_the_same_press_can_come_twice(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    pressing = asyncio.create_task(sandbox.press(asha, "Track"))
    query = await next_press(bot)
    await sandbox.call("POST", "updates/callback_query/repeat")
    again = await bot.call("getUpdates", offset=-1)
    assert again[0]["callback_query"] == query
    await bot.call("answerCallbackQuery", callback_query_id=query["id"])
    await pressing
