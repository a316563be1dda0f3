"""A bot of python-telegram-bot: an echo, a form step by step, a choice of buttons, a photo back.

The address of the Bot API and the token are in TELEGRAM_API_URL and BOT_TOKEN.
"""

import os
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

NAME, AGE = range(2)
Context = ContextTypes.DEFAULT_TYPE


async def welcome(update: Update, _context: Context) -> None:
    assert update.message
    assert update.effective_user
    await update.message.reply_text(f"Hello, {update.effective_user.first_name}")


async def begin(update: Update, _context: Context) -> int:
    assert update.message
    await update.message.reply_text("What is your name?")
    return NAME


async def take_name(update: Update, context: Context) -> int:
    assert update.message
    assert context.user_data is not None
    context.user_data["name"] = update.message.text
    await update.message.reply_text("How old are you?")
    return AGE


async def take_age(update: Update, context: Context) -> int:
    assert update.message
    assert update.message.text
    assert context.user_data is not None
    if not update.message.text.isdecimal():
        await update.message.reply_text("A number, please.")
        return AGE
    words = f"<b>{context.user_data['name']}</b>, {update.message.text}"
    await update.message.reply_text(words, parse_mode=ParseMode.HTML)
    return ConversationHandler.END


async def offer(update: Update, _context: Context) -> None:
    assert update.message
    row = [InlineKeyboardButton(word, callback_data=word.lower()) for word in ("Yes", "No")]
    await update.message.reply_text("Shall we?", reply_markup=InlineKeyboardMarkup([row]))


async def chosen(update: Update, _context: Context) -> None:
    query = update.callback_query
    assert query
    await query.answer("Noted")
    await query.edit_message_text(f"You chose {query.data}")


async def send_back(update: Update, _context: Context) -> None:
    assert update.message
    file = await update.message.photo[-1].get_file()
    content = bytes(await file.download_as_bytearray())
    await update.message.reply_photo(content, caption=f"{len(content)} bytes")


async def greet(update: Update, context: Context) -> None:
    change = update.my_chat_member
    assert change
    if change.chat.type != "private" and change.new_chat_member.status == "member":
        await context.bot.send_message(change.chat.id, f"Hello, {change.chat.title}")


async def echo(update: Update, _context: Context) -> None:
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


def main() -> None:
    """Poll until told to stop."""
    api = os.environ["TELEGRAM_API_URL"]
    built = Application.builder().token(os.environ["BOT_TOKEN"])
    app: Any = built.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot").build()
    text = filters.TEXT & ~filters.COMMAND & filters.ChatType.PRIVATE
    app.add_handler(CommandHandler(["start", "help"], welcome))
    app.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("form", begin)],
            states={
                NAME: [MessageHandler(text, take_name)],
                AGE: [MessageHandler(text, take_age)],
            },
            fallbacks=[],
        )
    )
    app.add_handler(CommandHandler("choose", offer))
    app.add_handler(CallbackQueryHandler(chosen))
    app.add_handler(MessageHandler(filters.PHOTO, send_back))
    app.add_handler(ChatMemberHandler(greet, ChatMemberHandler.MY_CHAT_MEMBER))
    app.add_handler(MessageHandler(text, echo))
    app.run_polling(allowed_updates=Update.ALL_TYPES)


main()
