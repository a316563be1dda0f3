"""Whose updates wait for each other: a person's in one chat, but not what is typed inline."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update


def is_inline(event: TelegramObject) -> bool:
    """Say whether an update comes from inline mode, so from any chat and from anyone."""
    return isinstance(event, Update) and bool(event.inline_query or event.chosen_inline_result)


class SideBySide(BaseMiddleware):
    """Leads inline updates past `ordering`, which holds the lock of the private chat.

    Each keystroke may bring a query, and the newest is of use: it waits neither for those before
    it nor for what goes on in the private chat. They have no state in a conversation.
    """

    def __init__(self, ordering: BaseMiddleware) -> None:
        self._ordering = ordering

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand on at once, or in its turn."""
        if is_inline(event):
            return await handler(event, data)
        return await self._ordering(handler, event, data)
