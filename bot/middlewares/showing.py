"""What a handler returns is shown here, and what it raises is told here."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import TelegramObject, Update

from bot.errors import error_screen, new_reference, words_for
from bot.locales import Translator
from bot.middlewares.answering import PressAnswer
from bot.screen import Later, Screen, send_message, show_screen
from domain.errors import Refusal

log = structlog.get_logger(__name__)

BLINK_SECONDS = 0.3
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Showing(BaseMiddleware):
    """Shows a `Screen` or a `Later` in the pressed message, or below a written one."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Run the handler, show what it returns and tell what it raises."""
        if not isinstance(event, Update):
            return await handler(event, data)
        stage = _Stage(event, data["bot"], data["t"], data.get("press"))
        try:
            outcome = await handler(event, data)
            if isinstance(outcome, Later):
                await stage.show_later(outcome)
            elif isinstance(outcome, Screen):
                await stage.show(outcome)
        except TelegramForbiddenError:
            # The traveller has blocked the bot: there is nobody to tell.
            log.info("chat is closed to the bot")
        except Exception as error:  # noqa: BLE001 - whatever it is, the traveller is told
            await stage.tell(error)
        return None


class _Stage:
    """Where one update's screens are shown."""

    def __init__(self, update: Update, bot: Bot, t: Translator, press: PressAnswer | None) -> None:
        self._bot, self._t, self._press = bot, t, press
        callback = update.callback_query
        self._pressed = callback.data if callback else None
        self._message = callback.message if callback else None
        self._chat_id = update.message.chat.id if update.message else None
        self._placeholder = False

    async def show(self, screen: Screen) -> None:
        if self._message is not None:
            await show_screen(self._bot, self._message, screen)
        elif self._chat_id is not None:
            await send_message(self._bot, self._chat_id, screen)

    async def show_later(self, later: Later) -> None:
        """Show the placeholder if the work takes longer than a blink, then the result."""
        work = asyncio.ensure_future(later.work())
        try:
            await asyncio.wait({work}, timeout=BLINK_SECONDS)
            if not work.done():
                if self._press is not None:
                    self._press.give()
                await self._show_placeholder(later.meanwhile)
            await self.show(await work)
        finally:
            work.cancel()

    async def _show_placeholder(self, screen: Screen) -> None:
        self._placeholder = True
        if self._message is not None:
            await show_screen(self._bot, self._message, screen)
        elif self._chat_id is not None:
            self._message = await send_message(self._bot, self._chat_id, screen)

    async def tell(self, error: Exception) -> None:
        """Tell what went wrong: a refusal beside the screen, a fault in its place."""
        if isinstance(error, Refusal) and self._press is not None and not self._placeholder:
            words = words_for(error, self._t)
            if not self._press.is_given:
                self._press.give(words, alert=True)
                return
            self._leave_message()
        reference = None
        if not isinstance(error, Refusal):
            reference = new_reference()
            log.error("handler failed", reference=reference, exc_info=error)
        await self.show(error_screen(error, self._t, reference, self._pressed))

    def _leave_message(self) -> None:
        """Show what follows below, so that the pressed screen stays."""
        if self._message is not None:
            self._chat_id, self._message = self._message.chat.id, None
