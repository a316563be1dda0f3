"""Chats that block, remove or mute the bot, and take it back."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    Chat,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
)
from aiogram.types.chat_member_union import ChatMemberUnion

from bot.groups.handlers import KNOWN_SECONDS, known_group
from bot.groups.screens import render_channel_greeting, render_group_greeting
from bot.sending.screen import send_screen
from bot.updates.visit import Visit
from domain.trackers.chats import leave_chat, return_to_chat

GONE = {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}
# A group that has become another is told to the bot as a stranger's invitation, and, before or
# after that, as what it is.
MOVE_SECONDS = 1.0


async def membership(
    event: ChatMemberUpdated,
    visit: Visit,
    bot: Bot,
    follow: Callable[[Coroutine[Any, Any, None]], None],
) -> None:
    """Stop watching for a chat that blocked, removed or muted the bot; go on when it is back.

    In a new group it says what it does there.
    """
    is_gone = _is_out(event.new_chat_member)
    is_closed = is_gone or _is_mute(event.new_chat_member)
    change = leave_chat if is_closed else return_to_chat
    await change(visit.app.pool, event.chat.id, visit.now)
    if is_gone:
        await visit.app.redis.delete(known_group(event.chat.id))
    if _is_out(event.old_chat_member) and not is_closed and event.chat.type != ChatType.PRIVATE:
        follow(_greet(visit, bot, event.chat))


async def _greet(visit: Visit, bot: Bot, chat: Chat) -> None:
    await asyncio.sleep(MOVE_SECONDS)
    if not await visit.app.redis.set(known_group(chat.id), 1, ex=KNOWN_SECONDS, nx=True):
        return
    render = render_channel_greeting if chat.type == ChatType.CHANNEL else render_group_greeting
    with suppress(TelegramForbiddenError, TelegramBadRequest):
        # It may have been muted, or put out again, meanwhile.
        await send_screen(bot, chat.id, render((await bot.me()).username or "", visit.t))


def _is_out(member: ChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return not member.is_member
    return member.status in GONE


def _is_mute(member: ChatMemberUnion) -> bool:
    """Return whether the bot, which is there, may not write."""
    match member:
        case ChatMemberRestricted():
            return not member.can_send_messages
        case ChatMemberAdministrator():
            return member.can_post_messages is False
        case _:
            return False


def router() -> Router:
    """Return the routes, for private chats and groups."""
    routes = Router(name="membership")
    routes.my_chat_member.register(membership)
    return routes
