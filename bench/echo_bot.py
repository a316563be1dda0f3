"""The baseline: a bare aiogram bot that edits its message at every press. Run as a process."""

import asyncio
import os

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="press", callback_data="press")]]
)


async def greet(message: Message) -> None:
    """Offer the button."""
    await message.answer("0", reply_markup=KEYBOARD)


async def echo(press: CallbackQuery) -> None:
    """Answer the press and count up in the message."""
    await press.answer()
    if isinstance(press.message, Message):
        count = int(press.message.text or "0") + 1
        await press.message.edit_text(str(count), reply_markup=KEYBOARD)


async def main() -> None:
    """Poll until ended."""
    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    dispatcher = Dispatcher()
    dispatcher.message.register(greet)
    dispatcher.callback_query.register(echo)
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
