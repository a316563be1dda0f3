"""Every press is answered at once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import CallbackQuery, TelegramObject, Update
from markupsafe import escape

from bot.sending.directions import without_turns
from bot.sending.screen import Screen, send_message, topic_of
from bot.updates.apology import apologise
from bot.updates.missed_answers import pause_of
from bot.updates.setbacks import ToldError

log = structlog.get_logger(__name__)

# A handler that is quicker than this may say something with its answer.
GRACE_SECONDS = 0.2
LONGEST_ANSWER = 200


class PressAnswer:
    """The one answer that a press gets."""

    def __init__(self, callback: CallbackQuery, bot: Bot) -> None:
        self._callback, self._bot = callback, bot
        self._given: asyncio.Task[bool] | None = None

    @property
    def is_given(self) -> bool:
        """Return whether the traveller's client has its answer already."""
        return self._given is not None

    def give(self, text: str | None = None, *, alert: bool = False) -> None:
        """Answer, with a toast or an alert; only the first call counts."""
        if self._given is None:
            self._given = asyncio.create_task(self._send(text, alert=alert))

    def open(self, address: str) -> None:
        """Answer by opening the bot at `address`, one of its own `t.me` links."""
        if self._given is None:
            self._given = asyncio.create_task(self._send(None, alert=False, address=address))

    async def told(self, text: str, *, alert: bool = True) -> bool:
        """Answer with words; False if they cannot be read: answered before, or too late."""
        if self._given is not None:
            return False
        self._given = asyncio.create_task(self._send(text, alert=alert))
        return await self._given

    async def insist(self, text: str, *, alert: bool = True) -> None:
        """Say what must be read: in the answer or, if that is given or too late, below.

        A card that was sent by inline mode has no chat to write to.
        """
        pressed = self._callback.message
        if not await self.told(text, alert=alert) and pressed is not None:
            await send_message(self._bot, pressed.chat.id, Screen(escape(text)), topic_of(pressed))

    async def _send(self, text: str | None, *, alert: bool, address: str | None = None) -> bool:
        """Send the answer; False if Telegram takes none for this press any more."""
        short = without_turns(text)[:LONGEST_ANSWER] if text else None
        # One that came too late for an answer can still be acted upon.
        try:
            await self._callback.answer(short, show_alert=alert, url=address)
        except TelegramBadRequest:
            return False
        except TelegramAPIError as error:
            # Whether it came is not known.
            log.info("press not answered", why=type(error).__name__)
        return True

    async def settle(self) -> None:
        """Answer if nobody did, and wait until it is sent."""
        self.give()
        if self._given is not None:
            await self._given


class Answering(BaseMiddleware):
    """Puts `press` among a handler's values and answers in time, whatever the handler does."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Run the handler with an answer that gives itself after the grace.

        Raises `ToldError` for what went wrong and was told.
        """
        if not isinstance(event, Update) or event.callback_query is None:
            return await handler(event, data)
        press = PressAnswer(event.callback_query, data["bot"])
        data["press"] = press
        timer = asyncio.get_running_loop().call_later(GRACE_SECONDS, press.give)
        try:
            outcome = await handler(event, data)
        except Exception as error:
            timer.cancel()
            pause = pause_of(error)
            if await apologise(data["bot"], event, is_answered=press.is_given, pause=pause):
                raise ToldError from error
            raise
        finally:
            timer.cancel()
        await press.settle()
        return outcome
