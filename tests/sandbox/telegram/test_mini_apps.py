"""Buttons that open pages and buttons that send what they ask for, as Telegram's app does them."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    KeyboardButton,
    ReplyKeyboardMarkup,
    WebAppInfo,
)
from aiogram.utils.web_app import check_webapp_signature
from aiogram.utils.web_app_signature import check_webapp_signature as check_telegrams_signature

from bot.sending.bots import create_bot
from domain.settings import Settings
from sandbox.telegram.mini_app import PUBLIC_KEY
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller

PAGE = WebAppInfo(url="https://hotels.example/app")


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    """The people's side."""
    async with running_sandbox() as url, SandboxClient(url) as client:
        yield client


@pytest.fixture
async def bot(sandbox: SandboxClient, settings: Settings) -> AsyncIterator[Bot]:
    """The bot's side."""
    there = settings.model_copy(update={"telegram_api_url": sandbox.base_url})
    async with create_bot(there) as opened:
        yield opened


@pytest.fixture
async def asha(sandbox: SandboxClient) -> Traveller:
    """Somebody who has written to the bot."""
    traveller = await sandbox.add_user("Asha", username="asha")
    await sandbox.say(traveller, "/start")
    return traveller


def proof_of(address: str) -> dict[str, Any]:
    data = parse_qs(urlsplit(address).fragment)["tgWebAppData"][0]
    return {"raw": data, **{name: one[0] for name, one in parse_qs(data).items()}}


async def test_a_page_is_opened_with_both_proofs(
    sandbox: SandboxClient, bot: Bot, asha: Traveller
) -> None:
    button = InlineKeyboardButton(text="Open", web_app=PAGE)
    await bot.send_message(
        asha.id, "x", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    proof = proof_of((await sandbox.press(asha, "Open"))["url"])
    assert check_webapp_signature(bot.token, proof["raw"])
    assert check_telegrams_signature(bot.id, proof["raw"], bytes.fromhex(PUBLIC_KEY))
    content = InputTextMessageContent(message_text="Chosen in the app")
    result = InlineQueryResultArticle(id="1", title="x", input_message_content=content)
    await bot.answer_web_app_query(proof["query_id"], result)
    said = await sandbox.wait_for(asha, "Chosen in the app")
    assert said["from"]["id"] == asha.id
    assert said["via_bot"]["id"] == (await bot.me()).id
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_web_app_query(proof["query_id"], result)


async def test_keys_send_what_they_ask_for(
    sandbox: SandboxClient, bot: Bot, asha: Traveller
) -> None:
    keys = [
        KeyboardButton(text="App", web_app=PAGE),
        KeyboardButton(text="Phone", request_contact=True),
        KeyboardButton(text="Place", request_location=True),
    ]
    await bot.send_message(asha.id, "x", reply_markup=ReplyKeyboardMarkup(keyboard=[keys]))
    proof = proof_of((await sandbox.press(asha, "App"))["url"])
    assert "query_id" not in proof
    body = {"from_user": asha.id, "button_text": "App", "data": "42"}
    await sandbox.call("POST", f"chats/{asha.chat_id}/web_app_data", body)
    await sandbox.press(asha, "Phone")
    await sandbox.press(asha, "Place")
    told = [one.message for one in await bot.get_updates(timeout=0) if one.message]
    app, contact, location = told[-3:]
    assert app.web_app_data is not None
    assert (app.web_app_data.data, app.web_app_data.button_text) == ("42", "App")
    assert contact.contact is not None
    assert contact.contact.user_id == asha.id
    assert location.location is not None
