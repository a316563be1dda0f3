"""Chats that close themselves to the bot, and open again."""

from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import ChatMemberUpdated

from bot.locales import Translator
from bot.rendering.groups import render_group_greeting
from bot.screen import send_screen
from domain.app import App
from domain.trackers.watching import leave_chat, return_to_chat

GONE = {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}


async def membership(event: ChatMemberUpdated, app: App, bot: Bot, t: Translator) -> None:
    """Stop watching for a chat that blocked or removed the bot; go on when it is back.

    A group that it comes into is told what it does there.
    """
    is_gone = event.new_chat_member.status in GONE
    change = leave_chat if is_gone else return_to_chat
    await change(app.pool, event.chat.id, app.clock.now())
    was_gone = event.old_chat_member.status in GONE
    if was_gone and not is_gone and event.chat.type != ChatType.PRIVATE:
        greeting = render_group_greeting((await bot.me()).username or "", t)
        await send_screen(bot, event.chat.id, greeting)


def router() -> Router:
    """Return the routes, for private chats and groups."""
    routes = Router(name="membership")
    routes.my_chat_member.register(membership)
    return routes
