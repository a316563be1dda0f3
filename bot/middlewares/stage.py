"""Where one update's screens are shown, one after another in one message."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError
from aiogram.types import InaccessibleMessage, MaybeInaccessibleMessageUnion, Update

from bot.errors import error_screen, new_reference, words_for
from bot.locales import Translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.pacing import TurnFarOff, sent_only_where_there_is_room
from bot.sending.screen import (
    InStages,
    Later,
    Screen,
    present,
    send_message,
    topic_of,
    visible_text,
)
from bot.sending.sequels import Sequels
from bot.sending.shown_pictures import ShownPictures
from domain.errors import Refusal

log = structlog.get_logger(__name__)

BLINK_SECONDS = 0.3
# Edits of one message come no faster, or it flickers and Telegram complains.
EDIT_SECONDS = 2.0
# How soon it is tried again where there was no room for a placeholder.
ROOM_SECONDS = 1.0
# Telegram shows for five seconds that the bot is typing.
TYPING_SECONDS = 4.0


class Growth:
    """Screens as they come: the newest counts."""

    def __init__(self, screens: AsyncIterator[Screen]) -> None:
        self.latest: Screen | None = None
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._follow(screens))

    async def _follow(self, screens: AsyncIterator[Screen]) -> None:
        try:
            async for screen in screens:
                self.latest = screen
                self._news.set()
        finally:
            self._news.set()

    @property
    def is_over(self) -> bool:
        """Return whether the newest screen is the last."""
        return self._task.done()

    async def news(self) -> None:
        """Wait for the next screen, or for the end."""
        await self._news.wait()
        self._news.clear()

    async def pause(self, seconds: float) -> None:
        """Wait for this long, or until the end."""
        await asyncio.wait({self._task}, timeout=max(seconds, 0.0))

    async def last(self) -> Screen:
        """Return the last screen. Raises what the work raised."""
        await self._task
        if self.latest is None:
            raise AssertionError("a screen in stages has at least one")
        return self.latest

    def stop(self) -> None:
        """Give up what is still to come."""
        self._task.cancel()


class Stage:
    """Where one update's screens are shown."""

    def __init__(
        self,
        update: Update,
        bot: Bot,
        t: Translator,
        press: PressAnswer | None,
        pictures: ShownPictures,
        earlier: InaccessibleMessage | None = None,
    ) -> None:
        self._bot, self._t, self._press, self._pictures = bot, t, press, pictures
        callback = update.callback_query
        self._pressed = callback.data if callback else None
        self._message = callback.message if callback else earlier
        written = update.message or update.channel_post
        self._chat_id = written.chat.id if written else None
        self._topic = topic_of(written or self._message)
        self._placeholder = False
        self._shown_at = 0.0
        # The last one, for whoever asks what the traveller saw.
        self.shown: Screen | None = None

    @property
    def private_chat(self) -> int | None:
        """Return the private chat in which screens are shown, None for a group."""
        chat_id = self._chat_id if self._message is None else self._message.chat.id
        return chat_id if chat_id is not None and chat_id > 0 else None

    @property
    def message(self) -> MaybeInaccessibleMessageUnion | None:
        """Return the message in which screens are shown, None before the first."""
        return self._message

    async def show(self, screen: Screen) -> None:
        """Show a screen in the message, or as a new one that later screens go into."""
        if self._message is not None:
            changed = await self._pictures.without_same(self._message, screen)
            self._message = await present(self._bot, self._message, changed)
        elif self._chat_id is not None:
            self._message = await send_message(self._bot, self._chat_id, screen, self._topic)
        await self._pictures.note(self._message, screen.photo)
        self._shown_at = time.monotonic()
        self.shown = screen

    async def show_stages(
        self, outcome: Later | InStages, sequels: Sequels, data: dict[str, Any]
    ) -> None:
        """Show a placeholder if it takes longer than a blink, then the result.

        Once something of use is shown, the rest is a sequel: the traveller can go on.
        """
        growth = Growth(outcome.stages())
        is_handed_on = False
        try:
            await growth.pause(BLINK_SECONDS)
            if not growth.is_over:
                if self._press is not None:
                    self._press.give()
                await self._show_meanwhile(outcome.meanwhile, growth)
                await growth.news()
                await self._wait_turn(growth)
            if growth.is_over or growth.latest is None:
                await self.show(await growth.last())
                return
            await self.show(growth.latest)
            if self._message is not None:
                mark = await sequels.mark(self._message)
                data["follow"](self._finish(growth, sequels, mark, data))
                is_handed_on = True
        finally:
            if not is_handed_on:
                growth.stop()

    async def _show_meanwhile(self, screen: Screen, growth: Growth) -> None:
        """Show the placeholder as soon as there is room for it, unless something better comes.

        Where many ask at once, placeholders would take the places of what was asked for. That the
        bot is typing is said instead, again and again: Telegram does not count it.
        """
        self._placeholder, said_at = True, -TYPING_SECONDS
        while growth.latest is None and not growth.is_over:
            try:
                with sent_only_where_there_is_room():
                    await self.show(screen)
            except TurnFarOff:
                if time.monotonic() - said_at >= TYPING_SECONDS:
                    said_at = time.monotonic()
                    await self._say_typing()
            else:
                return
            await growth.pause(ROOM_SECONDS)
        self._placeholder = False

    async def _say_typing(self) -> None:
        chat_id = self._chat_id if self._message is None else self._message.chat.id
        if chat_id is not None:
            with suppress(TelegramAPIError):
                await self._bot.send_chat_action(
                    chat_id, ChatAction.TYPING, message_thread_id=self._topic
                )

    async def _wait_turn(self, growth: Growth) -> None:
        """Wait until the next edit may come; what is over need not wait for its placeholder."""
        await growth.pause(self._shown_at + EDIT_SECONDS - time.monotonic())

    async def _finish(
        self, growth: Growth, sequels: Sequels, mark: str, data: dict[str, Any]
    ) -> None:
        """Show what follows the first stage, unless somebody has pressed on."""
        try:
            is_over = False
            while not is_over:
                await growth.news()
                await asyncio.sleep(self._shown_at + EDIT_SECONDS - time.monotonic())
                is_over = growth.is_over
                screen = await growth.last() if is_over else growth.latest
                if screen is None or not await self._show_unless_pressed(
                    screen, sequels, mark, data
                ):
                    return
        finally:
            growth.stop()

    async def _show_unless_pressed(
        self, screen: Screen, sequels: Sequels, mark: str, data: dict[str, Any]
    ) -> bool:
        if self._message is None:
            return False
        show = partial(self.show, screen)
        return await sequels.show(data["state"].key, self._message, mark, show)

    async def tell(self, error: Exception) -> None:
        """Report an error: a refusal next to the screen, a fault in its place."""
        if isinstance(error, Refusal) and self._press is not None and not self._placeholder:
            if await self._press.told(words_for(error, self._t)):
                return
            self.leave_message()
        reference = None
        if not isinstance(error, Refusal):
            reference = new_reference()
            log.error("handler failed", reference=reference, exc_info=error)
        screen = error_screen(error, self._t, reference, self._pressed)
        if self._message is None and self._chat_id is None and self._press is not None:
            # A card that was sent by inline mode is everybody's: it stays as it is.
            self._press.give(visible_text(screen.text), alert=True)
            return
        await self.show(screen)

    def leave_message(self) -> None:
        """Show what follows below, so that the pressed screen stays."""
        if self._message is not None:
            self._chat_id, self._message = self._message.chat.id, None
