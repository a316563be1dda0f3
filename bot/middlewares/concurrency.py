"""Whose updates wait for each other: a person's in one chat, and presses on what many share."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import TelegramObject, Update

from bot.middlewares.isolation import RedisIsolation


def is_inline(event: TelegramObject) -> bool:
    """Return whether an update comes from inline mode, so from any chat and from anyone."""
    return isinstance(event, Update) and bool(event.inline_query or event.chosen_inline_result)


def shared_message(event: TelegramObject) -> str | None:
    """Return the name of the message that is pressed where others may press it as well."""
    press = event.callback_query if isinstance(event, Update) else None
    if press is None:
        return None
    if press.message is None:
        return f"pressed:{press.inline_message_id}"
    chat = press.message.chat
    is_private = chat.type == ChatType.PRIVATE
    return None if is_private else f"pressed:{chat.id}:{press.message.message_id}"


class SideBySide(BaseMiddleware):
    """Leads inline updates past `ordering`, which holds the lock of the private chat.

    Each keystroke may bring a query, and the newest is of use: it waits neither for those before
    it nor for what goes on in the private chat. They have no state in a conversation, nor has a
    press on a card that was sent by inline mode.

    What several people press in one message is shown there in turn: the last edit knows all of it.
    """

    def __init__(self, ordering: BaseMiddleware, isolation: RedisIsolation) -> None:
        self._ordering, self._isolation = ordering, isolation

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand on right away, or in turn."""
        if is_inline(event):
            return await handler(event, data)
        shared = shared_message(event)
        if shared is None:
            return await self._ordering(handler, event, data)
        async with self._isolation.hold(shared):
            if isinstance(event, Update) and is_on_card(event):
                return await handler(event, data)
            return await self._ordering(handler, event, data)


def is_on_card(event: Update) -> bool:
    """Return whether a message is pressed that somebody sent by inline mode."""
    return event.callback_query is not None and event.callback_query.message is None
