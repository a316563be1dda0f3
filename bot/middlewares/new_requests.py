"""A complete request typed while a small question is open starts a new search."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from bot.updates.decisions import is_whole_request

# Questions whose answers are an amount, a day, a place's zone or the like. Where a name or any
# other words are asked for, a sentence may be the answer; searches read their own corrections.
CLOSED = (
    "SettingStep:", "AlertWishStep:", "TargetStep:", "TrackerStep:size", "FilterStep:",
    "CollectionStep:", "PeopleStep:", "BookingStep:pan", "BookingStep:passport",
    "BookingStep:contact",
)  # fmt: skip


class Afresh(BaseMiddleware):
    """Closes such a question when what is typed asks for a stay, flights, a package or a trip."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand on, with the question closed where it was left."""
        step = data.get("raw_state")
        if isinstance(event, Update) and step is not None and step.startswith(CLOSED):
            text = (event.message.text or "").strip() if event.message is not None else ""
            is_said = bool(text) and not text.startswith("/")
            if is_said and is_whole_request(await data["line"].decide(text)):
                await data["state"].set_state(None)
                data["raw_state"] = None
        return await handler(event, data)
