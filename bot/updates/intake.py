"""Updates come in here, by polling and by webhook alike: stored first, then handled.

An update is stored before it is acknowledged, so a crash loses none; its id is
remembered, so the same one twice is handled once. Updates of one chat are handled in order, those
of different chats side by side, and no more at a time than `MOST_AT_ONCE`.

What cannot be handled is set aside where operators see it, and the next one is handled: an update
that cannot be read, one whose handler fails for no temporary reason, one that kills the process.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from functools import partial
from itertools import chain, repeat
from types import TracebackType
from typing import Any, Self

import asyncpg
import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.middlewares.past_queues import is_payment
from bot.updates.apology import apologise, is_of_the_moment
from bot.updates.holds import Holds
from bot.updates.order import Order
from bot.updates.payloads import chat_left, first_problem, is_checkout, line_of
from bot.updates.raw_updates import Unreadable
from bot.updates.setbacks import DATABASE_AWAY, ToldError, is_passing, is_telegrams, words_of
from bot.updates.setting_aside import set_aside_payload, set_aside_unreadable
from domain.accounts.incoming_updates import SetAsideReason
from domain.accounts.queries.updates import (
    Unfinished,
    accept_update,
    begin_again,
    finish_update,
    leave_update,
    take_up_updates,
)
from domain.app import App
from domain.background import cancel_and_wait
from domain.errors import DatabaseUnavailable
from domain.health.service import note_contest
from domain.metrics import UPDATES, timed
from domain.settings import BotMode
from domain.tracing import Joint, traced
from domain.trackers.chats import leave_chat

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 64
# How many more may wait here; beyond that, their source is held back.
MOST_WAITING = 1_000
# Longer than the waits for suppliers and for a busy Telegram together.
HANDLER_SECONDS = 60
DRAIN_SECONDS = 25
LEAVING_SECONDS = 2
# Seconds between tries while a server is away and the sender cannot be told; then it is set aside.
PAUSES = (1, 2, 5, 10, 20, 30, 60, 60, 60, 60, 60)
KILLS = "the process died whenever it was handled"


class UpdateIntake:
    """Takes updates and runs them through a dispatcher. Enter it before use; leaving drains it."""

    def __init__(self, app: App, bot: Bot, dispatcher: Dispatcher) -> None:
        self._app, self._bot, self._dispatcher = app, bot, dispatcher
        self._places = asyncio.Semaphore(MOST_AT_ONCE)
        self._waiting = asyncio.Semaphore(MOST_WAITING)
        self._order = Order()
        self._holds = Holds(app)
        self._keeping: asyncio.Task[None] | None = None
        # Where Telegram calls there may be several of us, and it sends a person's next update to
        # another while one is in hand.
        self._has_siblings = app.settings.bot_mode is BotMode.WEBHOOK
        self._closing = asyncio.Event()

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
                await self._give_up(left)
            else:
                self._holds.add(left.update_id)
                before = self._enqueue(left.payload, before, partial(begin_again, self._app.pool))

    async def receive(self, update: dict[str, Any] | Unreadable) -> bool:
        """Keep an update and begin to handle it; return once it is safe.

        False when it was seen before or cannot be taken. Waits while too many wait, which holds
        back whoever brings them; a checkout is never waited with. Raises `DatabaseUnavailable`.
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
                if await self._work_on(payload, update_id, is_again=begin is not None):
                    await self._finish(update_id)
                else:
                    await self._leave_undone(update_id)
        except asyncio.CancelledError:
            await self._leave_undone(update_id)
            raise
        except Exception:
            log.exception("update is left to be taken up again", update_id=update_id)
        finally:
            self._holds.drop(update_id)

    async def _work_on(self, payload: dict[str, Any], update_id: int, *, is_again: bool) -> bool:
        """Handle an update, again after a pause where need be; False: the process ends before."""
        try:
            update = Update.model_validate(payload, context={"bot": self._bot})
        except (ValidationError, ValueError, OverflowError) as problem:
            chat_id = chat_left(payload)
            if chat_id is not None:
                # Whatever else of it is odd: nobody reads there any longer.
                await leave_chat(self._app.pool, chat_id, self._app.clock.now())
                return True
            why = first_problem(problem)
            await set_aside_payload(self._app, payload, SetAsideReason.UNREADABLE, why)
            return True
        # Money that has come is never set aside for a server that is away.
        lasting = repeat(PAUSES[-1]) if is_payment(update) else (None,)
        for pause in chain(PAUSES, lasting):
            error = await self._feed(update, is_again=is_again)
            is_again = True
            if error is None or await self._is_settled(update, payload, error, is_last=not pause):
                break
            log.warning("update waits", update_id=update_id, again_in=pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), pause)
                return False
        return True

    async def _feed(self, update: Update, *, is_again: bool) -> Exception | None:
        """Run the handlers; return what they failed with. One update's failure is no other's."""
        try:
            _ = update.event_type
            async with asyncio.timeout(HANDLER_SECONDS), _observed(update):
                given = {"follow": self._order.follow, "is_again": is_again}
                await self._dispatcher.feed_update(self._bot, update, **given)
        except UpdateTypeLookupError:
            log.info("update of an unknown kind", update_id=update.update_id)
        except Exception as error:
            log.exception("update failed", update_id=update.update_id)
            return error
        return None

    async def _is_settled(
        self, update: Update, payload: dict[str, Any], error: Exception, *, is_last: bool
    ) -> bool:
        """Ask the sender to try again; False: there is nobody to answer, so it is retried.

        What fails for no temporary reason, or for too long, is set aside.
        """
        passes = is_passing(error)
        is_told = isinstance(error, ToldError) or (
            not is_payment(update) and await apologise(self._bot, update)
        )
        is_settled = is_told or not passes or is_of_the_moment(update)
        if is_last or not (passes or is_telegrams(error)):
            cause = error.__cause__ if isinstance(error, ToldError) else error
            await set_aside_payload(self._app, payload, SetAsideReason.FAILED, words_of(cause))
            return True
        return is_settled

    async def _give_up(self, left: Unfinished) -> None:
        """Set aside an update whose handling killed the process again and again."""
        try:
            await set_aside_payload(self._app, left.payload, SetAsideReason.KILLED, KILLS)
            await self._finish(left.update_id)
            update = Update.model_validate(left.payload, context={"bot": self._bot})
        except Exception:
            log.exception("update left alone", update_id=left.update_id)
        else:
            self._order.follow(_told(self._bot, update))

    async def _finish(self, update_id: int) -> None:
        """Note that an update is handled, as soon as the database is there."""
        for pause in (*PAUSES, None):
            try:
                await finish_update(self._app.pool, update_id, self._app.clock.now())
            except DATABASE_AWAY:
                if pause is None:
                    raise
                await asyncio.sleep(pause)
            else:
                return

    async def _leave_undone(self, update_id: int) -> None:
        """Note that an update was not cut short by its own fault."""
        with suppress(*DATABASE_AWAY):
            async with asyncio.timeout(LEAVING_SECONDS):
                await leave_update(self._app.pool, update_id)


@asynccontextmanager
async def _observed(update: Update) -> AsyncIterator[None]:
    """Measure a handling, and name it in every line that is logged meanwhile."""
    with (
        traced(Joint.UPDATE, update.event_type),
        structlog.contextvars.bound_contextvars(update_id=update.update_id),
        timed(UPDATES, update.event_type),
    ):
        yield


async def _told(bot: Bot, update: Update) -> None:
    await apologise(bot, update)
