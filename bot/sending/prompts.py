"""Questions answered in writing lose their buttons: the answer is below them."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.types import MaybeInaccessibleMessageUnion, Update

PROMPT = "prompt"


async def open_question(state: FSMContext, event: Update) -> int | None:
    """Return the message whose question the traveller answers by writing, None without one."""
    if event.message is None or await state.get_state() is None:
        return None
    number: int | None = (await state.get_data()).get(PROMPT)
    return number


async def note_question(state: FSMContext, message: MaybeInaccessibleMessageUnion | None) -> None:
    """Note which message asks what is to be typed next."""
    if message is not None and await state.get_state() is not None:
        await state.update_data({PROMPT: message.message_id})


async def take_buttons(bot: Bot, event: Update, message_id: int) -> None:
    """Remove the buttons of an answered question; one that is gone has none."""
    if event.message is not None:
        with suppress(TelegramAPIError):
            await bot.edit_message_reply_markup(
                chat_id=event.message.chat.id, message_id=message_id
            )
