"""Tells people about maintenance; administrators are served as usual."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import TelegramObject, Update
from markupsafe import escape

from bot.errors import words_for
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen, send_message
from domain.accounts.models import Role
from domain.app import App
from domain.errors import UnderMaintenance
from domain.maintenance import refuse_in_maintenance


class Maintenance(BaseMiddleware):
    """Answers what people write and press during a pause; everything else is served.

    What Telegram reports on its own (members, payments made) must not be lost.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand on, or say when service resumes."""
        if not isinstance(event, Update) or not _is_asked(event) or _is_admin(data):
            return await handler(event, data)
        try:
            await refuse_in_maintenance(self._app)
        except UnderMaintenance as error:
            return await _tell(event, data, words_for(error, data["t"]))
        return await handler(event, data)


def _is_asked(update: Update) -> bool:
    """Return whether somebody wrote or pressed something, and waits for an answer."""
    message = update.message
    is_written = (message is not None and message.text is not None) or update.edited_message
    return bool(is_written) or update.callback_query is not None or update.inline_query is not None


def _is_admin(data: dict[str, Any]) -> bool:
    traveller = data.get("traveller")
    return traveller is not None and traveller.role is Role.ADMIN


async def _tell(update: Update, data: dict[str, Any], words: str) -> None:
    press: PressAnswer | None = data.get("press")
    if press is not None:
        await press.insist(words)
    elif update.message is not None and update.message.chat.type == ChatType.PRIVATE:
        await send_message(data["bot"], update.message.chat.id, Screen(escape(words)))
