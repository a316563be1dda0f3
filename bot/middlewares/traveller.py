"""Who is writing, and in which language to answer."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_FROM_USER_KEY
from aiogram.enums import ChatType
from aiogram.types import Chat, TelegramObject, Update, User

from bot.locales import translator
from bot.middlewares.concurrency import is_inline
from bot.sending.screen import Screen, send_message
from bot.settings.countries import render_home_guess
from bot.updates.visit import Visit
from domain.accounts.groups import meet_group_account
from domain.accounts.models import Role
from domain.accounts.queries.roles import note_ban_told
from domain.accounts.travellers import (
    Traveller,
    guess_language,
    meet_traveller,
    note_home_told,
    recall,
    recognise,
)
from domain.administration.roles import become_first_admin
from domain.app import App
from domain.clock import today_in
from domain.exchange_rates.queries import exchange_rates
from domain.languages import DEFAULT_LANGUAGE
from domain.trackers.chats import return_to_chat

# Telegram's own limit is 64; names from elsewhere must still fit the table.
LONGEST_NAME = 255


class Acquaintance(BaseMiddleware):
    """Adds the `visit` to a handler's values, and its `traveller` and `t`, the translator, for
    handlers that need no more.

    A private chat has its person's id, so whoever presses a button in a group is looked up as a
    person, never as the group.
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
        traveller = await self._meet(user, event)
        if not traveller.is_active:
            return await self._shut_out(traveller, event, data)
        if not traveller.is_reachable and _writes_in_private(event):
            # Telegram did not say that the chat is open again, but it is.
            await return_to_chat(self._app.pool, user.id, self._app.clock.now())
        data["traveller"] = traveller
        rates = await exchange_rates(self._app.pool, self._app.clock.now())
        words = translator(traveller.language, traveller.region)
        today = today_in(traveller.time_zone, self._app.clock.now())
        data["t"] = words.counting_in(traveller.currency, rates).on(today)
        data["visit"] = Visit(self._app, traveller, data["t"], data.get("is_again", False))
        outcome = await handler(event, data)
        if not traveller.home_told and _writes_in_private(event):
            await self._tell_home(traveller, data)
        return outcome

    async def _meet(self, user: User, event: TelegramObject) -> Traveller:
        """Return who it is; the first whom the settings name becomes an admin."""
        now, name = self._app.clock.now(), user.first_name[:LONGEST_NAME]
        as_chat = _writes_as(event)
        if as_chat is not None:
            # Telegram's shared account for all anonymous administrators, or for channels, is not a
            # person.
            return await meet_group_account(
                as_chat.id, as_chat.title or name, user.language_code, now
            )
        if is_inline(event):
            # Whoever only searches from another chat has not written to the bot: no new account.
            return await recognise(user.id, name, user.language_code, now)
        told = (user.id, name, user.language_code, now, user.username)
        traveller = await recall(self._app.pool, *told) or await meet_traveller(*told)
        is_named = user.id in self._app.settings.admin_ids and traveller.role is not Role.ADMIN
        if is_named and await become_first_admin(self._app.pool, traveller.user_id, name, now):
            return replace(traveller, role=Role.ADMIN)
        return traveller

    async def _shut_out(
        self, traveller: Traveller, event: TelegramObject, data: dict[str, Any]
    ) -> None:
        """Tell a banned person once, in private; nothing else is said or done."""
        if not _is_private(event):
            return
        if await note_ban_told(self._app.pool, traveller.user_id, self._app.clock.now()):
            t = translator(traveller.language, traveller.region)
            words = t.markup("🚫 Your account has been suspended. I won’t reply from now on.")
            await send_message(data["bot"], traveller.chat_id, Screen(words))

    async def _tell_home(self, traveller: Traveller, data: dict[str, Any]) -> None:
        """Say once what was assumed about them, unless the greeting did."""
        if await note_home_told(traveller):
            screen = render_home_guess(traveller, data["t"])
            await send_message(data["bot"], traveller.chat_id, screen)


def _needs_nobody(event: TelegramObject) -> bool:
    """Return whether a group has moved to another id, or a channel posts."""
    if not isinstance(event, Update):
        return False
    message = event.message
    is_move = message is not None and (message.migrate_to_chat_id or message.migrate_from_chat_id)
    return bool(is_move) or event.channel_post is not None


def _writes_as(event: TelegramObject) -> Chat | None:
    """Return the group or channel in whose name a message is written, None for a person's own."""
    message = (event.message or event.edited_message) if isinstance(event, Update) else None
    return None if message is None else message.sender_chat


def _is_private(event: TelegramObject) -> bool:
    """Return whether somebody writes or presses in the private chat."""
    pressed = event.callback_query if isinstance(event, Update) else None
    message = None if pressed is None else pressed.message
    is_pressed = message is not None and message.chat.type == ChatType.PRIVATE
    return is_pressed or _writes_in_private(event)


def _writes_in_private(event: TelegramObject) -> bool:
    message = event.message if isinstance(event, Update) else None
    return message is not None and message.chat.type == ChatType.PRIVATE
