"""Who is writing, and in which language to answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_FROM_USER_KEY
from aiogram.enums import ChatType
from aiogram.types import TelegramObject, Update

from bot.locales import translator
from bot.middlewares.side_by_side import is_inline
from bot.sending.screen import send_message
from bot.settings.countries import render_home_guess
from domain.accounts.models import Role
from domain.accounts.travellers import (
    GUEST,
    Traveller,
    guess_language,
    make_admin,
    meet_traveller,
    note_home_told,
    recognise,
)
from domain.app import App
from domain.clock import today_in
from domain.exchange_rates.queries import exchange_rates
from domain.languages import DEFAULT_LANGUAGE
from domain.trackers.chats import return_to_chat

# Telegram's own limit is 64; what comes from elsewhere must still fit the table.
LONGEST_NAME = 255


class Acquaintance(BaseMiddleware):
    """Puts `traveller` and `t`, the translator, among a handler's values.

    A person's private chat has the person's id, so whoever presses a button in a group is looked
    up as the person, never as the group.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Look the person up and hand on; what nobody sent is passed over, but for a move
        and a channel's post.
        """
        user = data.get(EVENT_FROM_USER_KEY)
        if user is None:
            data["t"] = translator(DEFAULT_LANGUAGE)
            return await handler(event, data) if _needs_nobody(event) else None
        data["t"] = translator(guess_language(user.language_code))
        # Whoever only looks from another chat has not written to the bot and gets no account.
        meet = recognise if is_inline(event) else meet_traveller
        name = user.first_name[:LONGEST_NAME]
        traveller = await meet(user.id, name, user.language_code, self._app.clock.now())
        if not traveller.is_reachable and _writes_in_private(event):
            # Telegram did not say that the chat is open again, but it is.
            await return_to_chat(self._app.pool, user.id, self._app.clock.now())
        is_named = user.id in self._app.settings.admin_ids and traveller.user_id != GUEST
        if is_named and traveller.role is not Role.ADMIN:
            traveller = await make_admin(traveller)
        data["traveller"] = traveller
        rates = await exchange_rates(self._app.pool, self._app.clock.now())
        words = translator(traveller.language, traveller.region)
        today = today_in(traveller.time_zone, self._app.clock.now())
        data["t"] = words.counting_in(traveller.currency, rates).on(today)
        outcome = await handler(event, data)
        if not traveller.home_told and _writes_in_private(event):
            await self._tell_home(traveller, data)
        return outcome

    async def _tell_home(self, traveller: Traveller, data: dict[str, Any]) -> None:
        """Tell once what was taken to hold, unless the greeting has told it."""
        if await note_home_told(traveller):
            screen = render_home_guess(traveller, data["t"])
            await send_message(data["bot"], traveller.chat_id, screen)


def _needs_nobody(event: TelegramObject) -> bool:
    """Say whether a group tells that it has become another, or a channel posts."""
    if not isinstance(event, Update):
        return False
    message = event.message
    is_move = message is not None and (message.migrate_to_chat_id or message.migrate_from_chat_id)
    return bool(is_move) or event.channel_post is not None


def _writes_in_private(event: TelegramObject) -> bool:
    message = event.message if isinstance(event, Update) else None
    return message is not None and message.chat.type == ChatType.PRIVATE
