"""A bot of pyTelegramBotAPI: an echo, a form step by step, a choice of buttons, a photo sent back.

The address of the Bot API and the token are in TELEGRAM_API_URL and BOT_TOKEN.
"""

import os

from telebot import TeleBot, apihelper
from telebot.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

apihelper.API_URL = os.environ["TELEGRAM_API_URL"] + "/bot{0}/{1}"
apihelper.FILE_URL = os.environ["TELEGRAM_API_URL"] + "/file/bot{0}/{1}"
bot = TeleBot(os.environ["BOT_TOKEN"], parse_mode="Markdown", threaded=False)


@bot.message_handler(commands=["start", "help"])
def welcome(message: Message) -> None:
    bot.reply_to(message, f"Hello, {message.from_user.first_name}")


@bot.message_handler(commands=["form"])
def begin(message: Message) -> None:
    asked = bot.send_message(message.chat.id, "What is your name?")
    bot.register_next_step_handler(asked, take_name)


def take_name(message: Message) -> None:
    asked = bot.send_message(message.chat.id, "How old are you?")
    bot.register_next_step_handler(asked, take_age, message.text)


def take_age(message: Message, name: str) -> None:
    if not message.text.isdecimal():
        asked = bot.send_message(message.chat.id, "A number, please.")
        bot.register_next_step_handler(asked, take_age, name)
        return
    bot.send_message(message.chat.id, f"*{name}*, {message.text}")


@bot.message_handler(commands=["choose"])
def offer(message: Message) -> None:
    row = [InlineKeyboardButton(word, callback_data=word.lower()) for word in ("Yes", "No")]
    bot.send_message(message.chat.id, "Shall we?", reply_markup=InlineKeyboardMarkup([row]))


@bot.callback_query_handler(func=lambda query: query.data in {"yes", "no"})
def chosen(query: CallbackQuery) -> None:
    bot.answer_callback_query(query.id, "Noted")
    place = query.message.chat.id, query.message.message_id
    bot.edit_message_text(f"You chose {query.data}", *place)


@bot.message_handler(content_types=["photo"])
def send_back(message: Message) -> None:
    file = bot.get_file(message.photo[-1].file_id)
    content = bot.download_file(file.file_path)
    bot.send_photo(message.chat.id, content, caption=f"{len(content)} bytes")


@bot.my_chat_member_handler()
def greet(change: ChatMemberUpdated) -> None:
    if change.chat.type != "private" and change.new_chat_member.status == "member":
        bot.send_message(change.chat.id, f"Hello, {change.chat.title}")


@bot.message_handler(func=lambda message: message.chat.type == "private")
def echo(message: Message) -> None:
    bot.send_message(message.chat.id, message.text, parse_mode="")


bot.polling(non_stop=True, interval=0, timeout=20, allowed_updates=[])
