"""Updates come in here, by polling and by webhook alike: stored first, then handled.

An update is stored before it is acknowledged, so a crash loses none; its id is remembered, so the
same one twice is handled once. Updates of one chat are handled in order, those of different chats
side by side, and no more at a time than `MOST_AT_ONCE`. `attempts` has what becomes of each.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext, suppress
from functools import partial
from types import TracebackType
from typing import Any, Self

import asyncpg
import structlog
from aiogram import Bot, Dispatcher

from bot.updates.attempts import Attempts
from bot.updates.holds import Holds
from bot.updates.order import Order
from bot.updates.payloads import is_checkout, line_of
from bot.updates.quarantine import set_aside_payload, set_aside_unreadable
from bot.updates.raw_updates import Unreadable
from bot.updates.setbacks import DATABASE_AWAY, words_of
from domain.accounts.incoming_updates import SetAsideReason
from domain.accounts.queries.updates import (
    accept_update,
    begin_again,
    leave_update,
    take_up_updates,
)
from domain.app import App
from domain.background import cancel_and_wait
from domain.errors import DatabaseUnavailable
from domain.health.service import note_contest
from domain.settings import BotMode

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 64
# How many more may wait here; beyond that, their source is held back.
MOST_WAITING = 1_000
DRAIN_SECONDS = 25
LEAVING_SECONDS = 2


class UpdateIntake:
    """Takes updates and runs them through a dispatcher. Enter it before use; leaving drains it."""

    def __init__(self, app: App, bot: Bot, dispatcher: Dispatcher) -> None:
        self._app = app
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._waiting = asyncio.Semaphore(MOST_WAITING)
        self._order = Order()
        self._holds = Holds(app)
        self._keeping: asyncio.Task[None] | None = None
        # Where Telegram calls there may be several of us, and it sends a person's next update to
        # another while one is in hand.
        self._has_siblings = app.settings.bot_mode is BotMode.WEBHOOK
        self._closing = asyncio.Event()
        self._attempts = Attempts(app, bot, dispatcher, self._order, self._closing)

    async def __aenter__(self) -> Self:
        """Begin to handle what a process that died left unfinished, and go on to look for such."""
        await self._take_up()
        self._keeping = asyncio.create_task(self._holds.keep(self._take_up))
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Let running handlers finish; what takes too long is left to others, or the next start.

        A handler may leave a sequel behind as it finishes: that is waited for as well.
        """
        self._closing.set()
        await self._order.end(DRAIN_SECONDS)
        if self._keeping is not None:
            await cancel_and_wait(self._keeping)

    async def _take_up(self) -> None:
        """Handle what no process holds any longer, one by one; nothing new at the end."""
        if self._closing.is_set():
            return
        before: asyncio.Task[None] | None = None
        for left in await take_up_updates(self._app.pool, self._app.clock.now()):
            if left.update_id in self._holds:
                continue
            if left.is_deadly:
                await self._attempts.give_up(left)
            else:
                self._holds.add(left.update_id)
                before = self._enqueue(left.payload, before, partial(begin_again, self._app.pool))

    async def receive(self, update: dict[str, Any] | Unreadable) -> bool:
        """Keep an update and begin to handle it; return once it is safe.

        False when it was seen before or cannot be taken. Blocks while too many are waiting, which
        slows down whoever delivers them; a checkout is never delayed. Raises `DatabaseUnavailable`.
        """
        try:
            if isinstance(update, Unreadable):
                await set_aside_unreadable(self._app, update)
                return False
            if not await self._accept(update):
                return False
        except DATABASE_AWAY as error:
            raise DatabaseUnavailable(type(error).__name__) from error
        if is_checkout(update):
            self._enqueue(update)
            return True
        try:
            await self._waiting.acquire()
        except asyncio.CancelledError:
            self._holds.drop(int(update["update_id"]))
            raise
        task = self._enqueue(update)
        task.add_done_callback(lambda _done: self._waiting.release())
        return True

    async def _accept(self, update: dict[str, Any]) -> bool:
        try:
            update_id, now = int(update["update_id"]), self._app.clock.now()
            line = line_of(update)
            is_new = await accept_update(self._app.pool, update_id, update, now, line)
        except DATABASE_AWAY:
            raise
        except asyncpg.PostgresError as error:
            await set_aside_payload(self._app, update, SetAsideReason.UNREADABLE, words_of(error))
            return False
        if is_new:
            self._holds.add(update_id)
        return is_new

    async def note_contest(self) -> None:
        """Note, for operators, that another process takes updates with the same token."""
        await note_contest(self._app)

    async def drained(self) -> None:
        """Wait until nothing is being handled."""
        await self._order.drained()

    def _enqueue(
        self,
        payload: dict[str, Any],
        alone: asyncio.Task[None] | None = None,
        begin: Callable[[int], Awaitable[None]] | None = None,
    ) -> asyncio.Task[None]:
        """Handle an update after those of its line, and after `alone`."""
        return self._order.run_in_line(
            line_of(payload), lambda before: self._handle(payload, before, begin), alone
        )

    async def _handle(
        self,
        payload: dict[str, Any],
        before: set[asyncio.Task[None]],
        begin: Callable[[int], Awaitable[None]] | None,
    ) -> None:
        update_id = int(payload["update_id"])
        try:
            if before:
                await asyncio.wait(before)
            if self._has_siblings:
                await self._holds.await_turn(update_id, line_of(payload))
            async with nullcontext() if is_checkout(payload) else self._places:
                if begin is not None:
                    await begin(update_id)
                if await self._attempts.make(payload, is_again=begin is not None):
                    await self._attempts.finish(update_id)
                else:
                    await self._leave_undone(update_id)
        except asyncio.CancelledError:
            await self._leave_undone(update_id)
            raise
        except Exception:
            log.exception("update is left to be taken up again", update_id=update_id)
        finally:
            self._holds.drop(update_id)

    async def _leave_undone(self, update_id: int) -> None:
        """Note that an update was not cut short by its own fault."""
        with suppress(*DATABASE_AWAY):
            async with asyncio.timeout(LEAVING_SECONDS):
                await leave_update(self._app.pool, update_id)
