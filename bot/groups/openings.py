"""Groups that let the bot write again, which Telegram does not report."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import (
    CallbackQuery,
    ChatMemberAdministrator,
    ChatMemberMember,
    ChatMemberRestricted,
    Message,
    TelegramObject,
)

from bot.updates.visit import Visit
from domain.accounts.queries.chats import is_closed
from domain.trackers.chats import return_to_chat


class Openings(BaseMiddleware):
    """Resumes a group's trackers once the bot, which could not write there, is used there again.

    Telegram does not tell bots when members' rights change, so each use is an occasion to check.
    """

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Look whether the group is open where it was not, then hand on."""
        visit, chat_id = data.get("visit"), _chat_of(event)
        if isinstance(visit, Visit) and chat_id:
            is_open_again = await is_closed(visit.app.pool, chat_id) and await may_write(
                data["bot"], chat_id
            )
            if is_open_again:
                await return_to_chat(visit.app.pool, chat_id, visit.now)
        return await handler(event, data)


def _chat_of(event: TelegramObject) -> int:
    message = event.message if isinstance(event, CallbackQuery) else event
    return message.chat.id if isinstance(message, Message) else 0


async def may_write(bot: Bot, chat_id: int) -> bool:
    """Return whether the bot may write texts in a group, as Telegram has it now."""
    try:
        member = await bot.get_chat_member(chat_id, bot.id)
        match member:
            case ChatMemberAdministrator():
                return True
            case ChatMemberRestricted() if not member.can_send_messages:
                return False
            case ChatMemberMember() | ChatMemberRestricted():
                allowed = (await bot.get_chat(chat_id)).permissions
                return allowed is None or allowed.can_send_messages is not False
            case _:
                return False
    except TelegramAPIError:
        return False
