"""The apology to the sender when handling failed.

It needs nothing but the connection to Telegram.
"""

from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import CallbackQuery, MaybeInaccessibleMessageUnion, Message, Update, User

from bot.locales import translator
from domain.accounts.travellers import guess_language

log = structlog.get_logger(__name__)


def is_of_the_moment(update: Update) -> bool:
    """Return whether an update is of no use later, and its sender sees that no answer came."""
    return update.inline_query is not None or update.chosen_inline_result is not None


async def apologise(
    bot: Bot, update: Update, *, is_answered: bool = False, pause: timedelta | None = None
) -> bool:
    """Ask the sender to try again; False if there is nobody to answer.

    A press that `is_answered` already gets a message instead. In a `pause` that Telegram demands
    it is said how long that is.
    """
    press, message = update.callback_query, update.message
    try:
        if press is not None:
            if not is_answered and await _answered(bot, press, pause):
                return True
            return await _write_below(bot, press.message, press.from_user)
        if message is not None and message.from_user is not None and _expects_answer(message):
            return await _write_below(bot, message, message.from_user)
    except AiogramError as error:
        log.warning("apology not sent", why=type(error).__name__)
    return False


async def _answered(bot: Bot, press: CallbackQuery, pause: timedelta | None) -> bool:
    words = _words(press.from_user.language_code, pause)
    try:
        await bot.answer_callback_query(press.id, words, show_alert=True)
    except TelegramBadRequest:
        # It has its answer already, or has waited too long for one.
        return False
    return True


async def _write_below(
    bot: Bot, message: MaybeInaccessibleMessageUnion | None, person: User
) -> bool:
    if message is None:
        return False
    thread = message.message_thread_id if isinstance(message, Message) else None
    in_topic = isinstance(message, Message) and message.is_topic_message
    await bot.send_message(
        message.chat.id,
        _words(person.language_code),
        message_thread_id=thread if in_topic else None,
    )
    return True


def _expects_answer(message: Message) -> bool:
    """Return whether a message is to the bot: in a group only commands are."""
    is_private = message.chat.type == ChatType.PRIVATE
    return is_private or (message.text or "").startswith("/")


def _words(language_code: str | None, pause: timedelta | None = None) -> str:
    t = translator(guess_language(language_code))
    if pause is not None:
        return t.gettext(
            "Telegram lets me write again {when}. Nothing is lost: your trackers and bookings go "
            "on.",
            when=t.ahead(pause),
        )
    return t.gettext("I’m overloaded right now. Please try again in a minute.")
