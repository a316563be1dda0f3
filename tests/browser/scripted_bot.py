"""A small bot that shows each thing the chat page must draw, one thing a command or button."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputMediaPhoto,
    InputTextMessageContent,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
)
from PIL import Image

TOKEN = "1000000001:SANDBOX-often-hotels-bot-token-00000"
DESCRIPTION = "I show every kind of message."
COMMANDS = {"start": "Begin", "photo": "One photo", "album": "Two photos", "ask": "Answers to tap"}


def _button(text: str, **kinds: object) -> InlineKeyboardButton:
    return InlineKeyboardButton.model_validate({"text": text, **kinds})


MENU = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            _button("Toast", callback_data="toast", style="primary"),
            _button("Alert", callback_data="alert", style="danger"),
        ],
        [_button("Edit", callback_data="edit"), _button("Slow", callback_data="slow")],
        [_button("Deep", url="https://t.me/often_hotels_bot?start=shared-42")],
        [
            _button("Outside", url="https://example.com/hotel"),
            _button("Later", disabled={}),
        ],
    ]
)


def _picture(colour: str) -> BufferedInputFile:
    canvas = io.BytesIO()
    Image.new("RGB", (640, 400), colour).save(canvas, "PNG")
    return BufferedInputFile(canvas.getvalue(), f"{colour}.png")


async def greet(message: Message, command: CommandObject) -> None:
    who = message.from_user.first_name if message.from_user else "you"
    payload = f" with <code>{command.args}</code>" if command.args else ""
    await message.answer(f"Hello <b>{who}</b>{payload}", reply_markup=MENU)


async def send_photo(message: Message) -> None:
    await message.answer_photo(_picture("teal"), caption="A <i>teal</i> room")


async def send_album(message: Message) -> None:
    pictures = [InputMediaPhoto(media=_picture(colour)) for colour in ("navy", "orange")]
    await message.answer_media_group([*pictures])


async def ask(message: Message) -> None:
    row = [KeyboardButton(text="Goa"), KeyboardButton(text="Jaipur")]
    await message.answer(
        "Where to?",
        reply_markup=ReplyKeyboardMarkup(
            keyboard=[row], resize_keyboard=True, one_time_keyboard=True
        ),
    )


async def think(message: Message, bot: Bot) -> None:
    await bot.send_chat_action(message.chat.id, "typing")
    await asyncio.sleep(1)
    await message.answer("Thought.")


async def see_place(message: Message) -> None:
    await message.answer("I see where you are.")


async def echo(message: Message) -> None:
    await message.answer(f"You said: {message.text}", parse_mode=None)


CARDS_A_PAGE = 6


async def offer_cards(query: InlineQuery) -> None:
    first = int(query.offset or 0)
    deep = _button("Deep", url="https://t.me/often_hotels_bot?start=shared-42")
    cards = [
        InlineQueryResultArticle(
            id=str(number),
            title=f"Hotel {number} in {query.query}",
            description=f"₹{number},000 for 3 nights\nPrice seen just now",
            input_message_content=InputTextMessageContent(message_text=f"<b>Hotel {number}</b>"),
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[deep]]),
        )
        for number in range(first + 1, first + CARDS_A_PAGE + 1)
    ]
    await query.answer(
        [*cards],
        cache_time=0,
        next_offset="" if first else str(CARDS_A_PAGE),
        button=InlineQueryResultsButton(text="Open the search", start_parameter="search-7"),
    )


async def show_toast(query: CallbackQuery) -> None:
    await query.answer("Watching this price.")


async def show_alert(query: CallbackQuery) -> None:
    await query.answer("Booking comes soon.", show_alert=True)


async def edit(query: CallbackQuery) -> None:
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text("A <u>new</u> screen", reply_markup=MENU)


async def answer_slowly(query: CallbackQuery) -> None:
    await asyncio.sleep(1)
    await query.answer("Done at last.")


def routes() -> Router:
    """Put the handlers on their own router, since one router serves one dispatcher."""
    router = Router()
    router.message.register(greet, CommandStart())
    router.message.register(send_photo, Command("photo"))
    router.message.register(send_album, Command("album"))
    router.message.register(ask, Command("ask"))
    router.message.register(think, Command("think"))
    router.message.register(see_place, F.location)
    router.message.register(echo, F.text, ~F.via_bot)
    router.inline_query.register(offer_cards)
    router.callback_query.register(show_toast, F.data == "toast")
    router.callback_query.register(show_alert, F.data == "alert")
    router.callback_query.register(edit, F.data == "edit")
    router.callback_query.register(answer_slowly, F.data == "slow")
    return router


@asynccontextmanager
async def running_bot(sandbox_url: str) -> AsyncIterator[Bot]:
    """Let the scripted bot poll the sandbox until the block ends."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox_url))
    bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
    dispatcher = Dispatcher()
    dispatcher.include_router(routes())
    await bot.set_my_description(DESCRIPTION)
    await bot.set_my_commands(
        [BotCommand(command=name, description=words) for name, words in COMMANDS.items()]
    )
    polling = asyncio.create_task(
        dispatcher.start_polling(
            bot, polling_timeout=1, handle_signals=False, close_bot_session=False
        )
    )
    try:
        yield bot
    finally:
        await dispatcher.stop_polling()
        await polling
        await session.close()
