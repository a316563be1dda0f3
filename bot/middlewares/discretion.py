"""Secrets that somebody wrote into a chat are deleted once they have been read."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message, TelegramObject, Update

from domain.privacy.confidential_data import confidential_in

# Steps that ask for a secret, whatever form it has.
ASKED_FOR = frozenset({"pan", "passport", "document"})


class Discretion(BaseMiddleware):
    """Deletes messages with keys, passwords, documents' or cards' numbers, where the bot may."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand on, then delete."""
        message = (event.message or event.edited_message) if isinstance(event, Update) else None
        # Taken before the handler, which may go on to the next step. An edit answers no question.
        is_answer = isinstance(event, Update) and event.message is not None
        step = (data.get("raw_state") or "").rpartition(":")[2] if is_answer else ""
        try:
            return await handler(event, data)
        finally:
            if message is not None and _is_to_go(message, step) and _is_to_bot(message):
                with suppress(TelegramAPIError):
                    await message.delete()


def _is_to_go(message: Message, step: str) -> bool:
    text = message.text or message.caption or ""
    is_answer = step in ASKED_FOR and bool(text) and not text.startswith("/")
    return is_answer or confidential_in(text) is not None


def _is_to_bot(message: Message) -> bool:
    """Return whether it was meant for the bot: what a group's members tell each other is
    theirs.
    """
    if message.chat.type == ChatType.PRIVATE:
        return True
    answered = message.reply_to_message
    is_answer = answered is not None and answered.from_user is not None
    text = message.text or message.caption or ""
    return text.startswith("/") or bool(
        is_answer and answered and answered.from_user and answered.from_user.is_bot
    )
