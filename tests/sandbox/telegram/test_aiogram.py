"""aiogram as a client: a dispatcher that polls, and each call decoded with no field unknown.

aiogram keeps unknown fields silently, as extras of its models: there may be none.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    CallbackQuery,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MenuButtonCommands,
    Message,
    ReactionTypeEmoji,
)
from pydantic import BaseModel

from tests.sandbox.telegram.serving import TOKEN
from tests.sandbox_client import SandboxClient, Traveller

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Track", callback_data="t:1", style="success")],
        [InlineKeyboardButton(text="Soon", disabled=DisabledButton())],
    ]
)


def extras(value: Any, path: str = "") -> list[str]:
    """Return the fields that aiogram's models do not know, by their path."""
    if isinstance(value, list):
        return [left for i, item in enumerate(value) for left in extras(item, f"{path}[{i}]")]
    if not isinstance(value, BaseModel):
        return []
    left = [f"{path}.{name}" for name in value.model_extra or {}]
    for name in type(value).model_fields:
        left += extras(getattr(value, name), f"{path}.{name}")
    return left


@pytest.fixture
async def aiobot(sandbox_url: str) -> AsyncIterator[Bot]:
    """A bot that speaks HTML."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox_url))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    yield bot
    await session.close()


async def greet(message: Message, command: CommandObject) -> None:
    await message.answer(f"Hello <b>{command.args}</b>", reply_markup=KEYBOARD)


async def track(query: CallbackQuery) -> None:
    await query.answer("Watching")
    assert isinstance(query.message, Message)
    await query.message.edit_text("Tracked")


async def test_a_dispatcher_plays_a_conversation(aiobot: Bot, sandbox: SandboxClient) -> None:
    router = Router()
    router.message.register(greet, CommandStart(deep_link=True))
    router.callback_query.register(track)
    dispatcher = Dispatcher()
    dispatcher.include_router(router)
    polling = asyncio.create_task(
        dispatcher.start_polling(
            aiobot, polling_timeout=5, handle_signals=False, close_bot_session=False
        )
    )
    asha = await sandbox.add_user("Asha")
    await sandbox.say(asha, "/start shared-42")
    greeting = await sandbox.wait_for(asha, "Hello shared-42")
    assert (await sandbox.press(asha, "Track"))["text"] == "Watching"
    screen = await sandbox.wait_for(asha, "Tracked")
    assert (screen["message_id"], screen["version"]) == (greeting["message_id"], 1)
    with suppress(RuntimeError):
        await dispatcher.stop_polling()
    await polling


async def test_every_answer_is_understood_whole(
    aiobot: Bot, asha: Traveller, picture: bytes
) -> None:
    room = BufferedInputFile(picture, "room.png")
    sent = await aiobot.send_message(
        asha.id,
        'Price at <tg-time unix="1800000000" format="r">then</tg-time>',
        reply_markup=KEYBOARD,
    )
    photo = await aiobot.send_photo(asha.id, room, caption="A room")
    assert photo.photo is not None
    answers = [
        await aiobot.get_me(),
        sent,
        await sent.edit_text("<pre>done</pre>"),
        await sent.edit_reply_markup(reply_markup=KEYBOARD),
        photo,
        await photo.edit_caption(caption="Another"),
        await photo.edit_media(InputMediaPhoto(media=room, caption="A third")),
        await aiobot.send_media_group(
            asha.id,
            [InputMediaPhoto(media=room), InputMediaPhoto(media=photo.photo[0].file_id)],
        ),
        await aiobot.send_document(asha.id, BufferedInputFile(b"x", "x.pdf")),
        await aiobot.send_location(asha.id, 15.5, 73.7),
        await aiobot.send_venue(asha.id, 15.5, 73.7, "Sea View", "Calangute"),
        await aiobot.copy_message(asha.id, asha.id, sent.message_id),
        await aiobot.get_chat(asha.id),
        await aiobot.get_chat_member(asha.id, asha.id),
        await aiobot.get_file(photo.photo[0].file_id),
        await aiobot.get_webhook_info(),
        await aiobot.get_my_name(),
        await aiobot.get_my_description(),
        await aiobot.get_my_short_description(),
        await aiobot.get_updates(),
    ]
    assert extras(answers) == []
    assert sent.entities is not None
    assert (sent.entities[0].type, sent.entities[0].date_time_format) == ("date_time", "r")
    downloaded = await aiobot.download(photo.photo[-1].file_id)
    assert downloaded is not None
    assert downloaded.read() == picture


async def test_every_deed_is_done(aiobot: Bot, asha: Traveller) -> None:
    sent = await aiobot.send_message(asha.id, "x")
    scope = BotCommandScopeAllPrivateChats()
    assert await aiobot.set_my_commands([BotCommand(command="start", description="Begin")], scope)
    assert [c.command for c in await aiobot.get_my_commands(scope)] == ["start"]
    deeds = [
        await aiobot.delete_my_commands(scope),
        await aiobot.set_my_name("Often"),
        await aiobot.set_my_description("Watches prices."),
        await aiobot.set_my_short_description("Prices."),
        await aiobot.set_chat_menu_button(asha.id, MenuButtonCommands()),
        await aiobot.send_chat_action(asha.id, "typing"),
        await aiobot.set_message_reaction(asha.id, 1, [ReactionTypeEmoji(emoji="👍")]),
        await aiobot.pin_chat_message(asha.id, sent.message_id),
        await aiobot.set_webhook("http://127.0.0.1:9/hook", secret_token="secret"),
        await aiobot.delete_webhook(drop_pending_updates=True),
        await aiobot.delete_messages(asha.id, [sent.message_id]),
        await aiobot.delete_message(asha.id, 1),
    ]
    assert deeds == [True] * 12


async def test_errors_are_understood(aiobot: Bot, sandbox: SandboxClient, asha: Traveller) -> None:
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await aiobot.send_message(asha.id, "3 < 4")
    await sandbox.set_fault("telegram", "status", status=429, retry_after=3, times=1)
    with pytest.raises(TelegramRetryAfter) as limited:
        await aiobot.send_message(asha.id, "x")
    assert limited.value.retry_after == 3
    await sandbox.set_fault("telegram", "status", status=502, times=1)
    with pytest.raises(TelegramServerError):
        await aiobot.send_message(asha.id, "x")
    await sandbox.set_fault("telegram", "drop_after_processing", times=1)
    with pytest.raises(TelegramNetworkError):
        await aiobot.send_message(asha.id, "x")
    group = await sandbox.add_group("Goa trip", asha)
    new = (await sandbox.call("POST", f"chats/{group}/migrate"))["id"]
    with pytest.raises(TelegramMigrateToChat) as migrated:
        await aiobot.send_message(group, "x")
    assert migrated.value.migrate_to_chat_id == new
    await sandbox.block(asha)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiobot.send_message(asha.id, "x")
