"""The handler that took an update, as a step of its trace."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Dispatcher
from aiogram.types import TelegramObject

from domain.tracing import Joint, stepped

# An update is traced where it comes in; errors have no handlers.
OUTSIDE = frozenset({"update", "error"})


class HandlerSteps(BaseMiddleware):
    """Stands around the handler that was chosen."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Run the handler as a step."""
        chosen = data["handler"].callback
        name = f"{chosen.__module__}.{getattr(chosen, '__qualname__', type(chosen).__name__)}"
        with stepped(Joint.HANDLER, name):
            return await handler(event, data)


def trace_handlers(dispatcher: Dispatcher) -> None:
    """Make every handler a step, in every room."""
    for name, observer in dispatcher.observers.items():
        if name not in OUTSIDE:
            observer.middleware(HandlerSteps())
