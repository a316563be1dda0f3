"""Who may do what in a group."""

from aiogram import Bot
from aiogram.enums import ChatMemberStatus
from aiogram.exceptions import TelegramBadRequest

ADMINS = {ChatMemberStatus.CREATOR, ChatMemberStatus.ADMINISTRATOR}


async def is_administrator(bot: Bot, chat_id: int, user_id: int) -> bool:
    """Say whether a person administers a group; someone who is not a member does not."""
    try:
        member = await bot.get_chat_member(chat_id, user_id)
    except TelegramBadRequest:
        return False
    return member.status in ADMINS
