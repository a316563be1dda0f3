"""Who may do what in a group."""

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from domain.trackers.errors import ForGroupAdmins

ADMINS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}


async def is_administrator(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Return whether a person administers a group; someone who is not a member does not."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except TelegramBadRequest:
        return False
    return member.status in ADMINS


def writes_as_group(message: Message) -> bool:
    """Return whether an administrator writes anonymously, as the group itself."""
    return message.sender_chat is not None and message.sender_chat.id == message.chat.id


async def require_administrator(bot: Bot, chat_id: int, user_id: int) -> None:
    """Raise `ForGroupAdmins` unless a person administers a group."""
    if not await is_administrator(bot, chat_id, user_id):
        raise ForGroupAdmins
