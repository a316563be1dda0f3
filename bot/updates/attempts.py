"""Attempts at handling an update, which may fail, wait and be repeated.

What cannot be handled is set aside where operators see it: an update that cannot be read, one whose
handler fails for no temporary reason, one that kills the process.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from itertools import chain, repeat
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.middlewares.past_queues import is_payment
from bot.updates.apology import apologise, is_of_the_moment
from bot.updates.missed_answers import promise_word
from bot.updates.order import Order
from bot.updates.payloads import chat_left, first_problem
from bot.updates.quarantine import set_aside_payload
from bot.updates.setbacks import DATABASE_AWAY, ToldError, is_passing, is_telegrams, words_of
from domain.accounts.incoming_updates import SetAsideReason
from domain.accounts.queries.updates import Unfinished, finish_update
from domain.app import App
from domain.metrics import UPDATES, timed
from domain.tracing import Joint, traced
from domain.trackers.chats import leave_chat

log = structlog.get_logger(__name__)

# Longer than the waits for suppliers and for a busy Telegram together.
HANDLER_SECONDS = 60
# Seconds between tries while a server is away and the sender cannot be told; then it is set aside.
PAUSES = (1, 2, 5, 10, 20, 30, 60, 60, 60, 60, 60)
KILLS = "the process died whenever it was handled"


class Attempts:
    """Runs updates through a dispatcher, each until it is settled or `closing` is set."""

    def __init__(
        self, app: App, bot: Bot, dispatcher: Dispatcher, order: Order, closing: asyncio.Event
    ) -> None:
        self._app, self._bot, self._dispatcher = app, bot, dispatcher
        self._order, self._closing = order, closing

    async def make(self, payload: dict[str, Any], *, is_again: bool) -> bool:
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
            log.warning("update waits", update_id=update.update_id, again_in=pause)
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._closing.wait()
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
        if not is_told:
            await promise_word(self._app, update, error)
        is_settled = is_told or not passes or is_of_the_moment(update)
        if is_last or not (passes or is_telegrams(error)):
            cause = error.__cause__ if isinstance(error, ToldError) else error
            await set_aside_payload(self._app, payload, SetAsideReason.FAILED, words_of(cause))
            return True
        return is_settled

    async def give_up(self, left: Unfinished) -> None:
        """Set aside an update whose handling killed the process again and again."""
        try:
            await set_aside_payload(self._app, left.payload, SetAsideReason.KILLED, KILLS)
            await self.finish(left.update_id)
            update = Update.model_validate(left.payload, context={"bot": self._bot})
        except Exception:
            log.exception("update left alone", update_id=left.update_id)
        else:
            self._order.follow(_told(self._bot, update))

    async def finish(self, update_id: int) -> None:
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
