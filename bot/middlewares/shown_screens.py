"""Shows what a handler returns, and explains what it raises."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.exceptions import TelegramForbiddenError
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.types import TelegramObject, Update

from bot.middlewares.stage import Stage
from bot.sending.mishaps import is_mute
from bot.sending.prompts import note_question, open_question, take_buttons
from bot.sending.screen import Below, InStages, Later, Screen, visible_text
from bot.sending.sequels import Sequels
from bot.sending.shown_pictures import ShownPictures
from bot.updates.line_context import LineContext
from domain.administration.support.context import note_screen
from domain.app import App
from domain.trackers.chats import leave_chat

log = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Showing(BaseMiddleware):
    """Shows a `Screen`, a `Later` or an `InStages` in the pressed message, or below a written one.

    What is to stand `Below` leaves the pressed message as it is. What comes after the first stage
    is shown next to whatever the traveller does next.
    """

    def __init__(self, app: App, isolation: BaseEventIsolation) -> None:
        self._app, self._sequels = app, Sequels(app.redis, isolation)
        self._pictures = ShownPictures(app.redis)

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Run the handler, show what it returns and tell what it raises."""
        if not isinstance(event, Update):
            return await handler(event, data)
        written: LineContext = data.get("written") or LineContext()
        earlier = written.shown_in
        stage = Stage(event, data["bot"], data["t"], data.get("press"), self._pictures, earlier)
        try:
            await self._sequels.give_way(event, earlier)
            asked = await open_question(data["state"], event) if "state" in data else None
            outcome = await handler(event, data)
            if isinstance(outcome, Below):
                stage.leave_message()
                outcome = outcome.shown
            if isinstance(outcome, Later | InStages):
                await stage.show_stages(outcome, self._sequels, data)
            elif isinstance(outcome, Screen):
                await stage.show(outcome)
                if "state" in data:
                    await note_question(data["state"], stage.message)
            if asked is not None:
                await take_buttons(data["bot"], event, asked)
        except TelegramForbiddenError:
            # The traveller has blocked the bot.
            log.info("chat is closed to the bot")
        except Exception as error:  # noqa: BLE001 - whatever it is, the traveller is told
            if stage.private_chat is None and is_mute(error):
                await self._keep_silent(event, data)
            else:
                await stage.tell(error)
        await self._remember(stage, written)
        return None

    async def _keep_silent(self, event: Update, data: dict[str, Any]) -> None:
        """Stop watching for a group in which the bot may not write; who presses can be told."""
        press = event.callback_query
        message = event.message or (press.message if press else None)
        if message is not None:
            await leave_chat(self._app.pool, message.chat.id, self._app.clock.now())
        if press is not None:
            words = data["t"].gettext("I’m not allowed to write here. An admin can change that.")
            await data["press"].told(words)

    async def _remember(self, stage: Stage, written: LineContext) -> None:
        """Store the first words of what was shown, for support, and where they are."""
        if stage.message is not None:
            written.answer_id = stage.message.message_id
        chat_id, shown = stage.private_chat, stage.shown
        if chat_id is not None and shown is not None:
            head = " · ".join(line for line in visible_text(shown.text).split("\n") if line.strip())
            await note_screen(self._app.redis, chat_id, head, self._app.clock.now())
