"""Telling a double tap from two presses where a press sends a message."""

from aiogram.types import CallbackQuery
from redis.asyncio import Redis

# A second press of the same button within this time is the same press.
ONCE_SECONDS = 10


async def is_first_press(redis: Redis, callback: CallbackQuery) -> bool:
    """Return whether this press is not one of two quick ones on the same button."""
    message = callback.message
    place = f"{message.chat.id}:{message.message_id}" if message else callback.id
    key = f"once:{place}:{callback.data}"
    return bool(await redis.set(key, 1, nx=True, ex=ONCE_SECONDS))
