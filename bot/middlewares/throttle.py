"""One traveller's hurry does not slow another."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_FROM_USER_KEY
from aiogram.types import TelegramObject, Update
from redis.asyncio import Redis

from bot.locales import translator
from bot.middlewares.past_queues import is_payment
from domain.accounts.travellers import guess_language

WINDOW_SECONDS = 4
MOST_IN_WINDOW = 20


class Throttle(BaseMiddleware):
    """Passes over what one person sends beyond `MOST_IN_WINDOW` updates in a window."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Count, and hand on what is within the limit."""
        user = data.get(EVENT_FROM_USER_KEY)
        if user is None or not isinstance(event, Update) or is_payment(event):
            return await handler(event, data)
        count = await self._count(user.id)
        if count <= MOST_IN_WINDOW:
            return await handler(event, data)
        words = translator(guess_language(user.language_code)).gettext(
            "You’re too fast for me. Please give me a few seconds."
        )
        if "press" in data:
            data["press"].give(words)
        elif count == MOST_IN_WINDOW + 1 and event.message is not None:
            await event.message.answer(words)
        return None

    async def _count(self, user_id: int) -> int:
        key = f"throttle:{user_id}"
        async with self._redis.pipeline() as pipe:
            pipe.set(key, 0, ex=WINDOW_SECONDS, nx=True)
            pipe.incr(key)
            _set, count = await pipe.execute()
        return int(count)
