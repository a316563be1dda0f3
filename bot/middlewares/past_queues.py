"""Payments do not wait: not for the throttle, not for a person's line, not for a lock."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import Message, PreCheckoutQuery, ShippingQuery, TelegramObject, Update


class PastQueues(BaseMiddleware):
    """Stands before all others: it answers checkouts itself, and keeps a payment that has come.

    The payment then goes on like any message, with `received` among the handler's values: whatever
    becomes of it there, it is written down.
    """

    def __init__(
        self,
        checkout: Callable[..., Awaitable[None]],
        shipping: Callable[[ShippingQuery, Any], Awaitable[None]],
        payment: Callable[[Message, Any], Awaitable[Any]],
    ) -> None:
        self._checkout, self._shipping, self._payment = checkout, shipping, payment

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Answer right away, keep, or hand on."""
        if not isinstance(event, Update):
            return await handler(event, data)
        query: PreCheckoutQuery | None = event.pre_checkout_query
        if query is not None:
            return await self._checkout(query, data["app"], data["bot"], data["follow"])
        if event.shipping_query is not None:
            return await self._shipping(event.shipping_query, data["bot"])
        if is_payment(event) and event.message is not None:
            data["received"] = await self._payment(event.message, data["app"])
        return await handler(event, data)


def is_payment(event: TelegramObject) -> bool:
    """Return whether an update tells that money has come."""
    message = event.message if isinstance(event, Update) else None
    return message is not None and message.successful_payment is not None
