"""The text that was written, read once for all conversations that may want it."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.reading.line import Decision
from domain.reading.models import NextStep
from domain.reading.unread_words import note_next_step
from domain.search.interpretation import decide_line


class Line:
    """The text of one update, read when it is first asked for."""

    def __init__(self, app: App, traveller: Traveller) -> None:
        self._app, self._traveller = app, traveller
        self._read: dict[str, Decision] = {}

    async def decide(self, typed: str) -> Decision:
        """Return what the text means."""
        if typed not in self._read:
            today = today_in(self._traveller.time_zone, self._app.clock.now())
            self._read[typed] = await decide_line(self._app, self._traveller, typed, today)
        return self._read[typed]


class Lines(BaseMiddleware):
    """Puts `line` among a handler's values."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand on with a line that is not read yet."""
        traveller = data.get("traveller")
        if traveller is not None:
            data["line"] = Line(self._app, traveller)
            is_press = isinstance(event, Update) and event.callback_query is not None
            step = NextStep.PRESSED if is_press else NextStep.WROTE_AGAIN
            await note_next_step(self._app, traveller.user_id, step)
        return await handler(event, data)
