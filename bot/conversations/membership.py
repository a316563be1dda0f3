"""Chats that close themselves to the bot, and open again."""

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated

from domain.app import App
from domain.trackers.watching import leave_chat, return_to_chat

GONE = {ChatMemberStatus.KICKED, ChatMemberStatus.LEFT}


async def membership(event: ChatMemberUpdated, app: App) -> None:
    """Stop watching for a chat that blocked or removed the bot; go on when it is back."""
    change = leave_chat if event.new_chat_member.status in GONE else return_to_chat
    await change(app.pool, event.chat.id, app.clock.now())


def router() -> Router:
    """Return the routes, for private chats and groups."""
    routes = Router(name="membership")
    routes.my_chat_member.register(membership)
    return routes
