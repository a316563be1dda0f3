"""Sends broadcasts: the outbox's lowest class, after everything else.

Each worker process has a carrier next to its courier. It fills the outbox slice by slice, sends
what is due when nothing else waits for a turn, and shows the admin its progress.
"""

import asyncio
import math
import time
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
)
from aiogram.types import Chat, InaccessibleMessage

from bot.admin.broadcasts.screens import render_broadcast
from bot.locales import translator
from bot.news.screens import render_news
from bot.sending.pacing import GivenUp, paid_with_stars, sent_only_if
from bot.sending.pauses import Pauses
from bot.sending.screen import Screen, send_message, show_screen
from bot.sending.telegram import meaning_in_chat, silence_before
from domain.accounts.queries.sessions import account_by_id
from domain.administration.broadcasts.clearance import Leaving, admit
from domain.administration.broadcasts.queries import (
    BroadcastView,
    claim_progress,
    load_broadcast,
    note_progress,
)
from domain.administration.broadcasts.service import report
from domain.administration.broadcasts.slices import fill, settle_finished
from domain.app import App
from domain.db import AWAY
from domain.outbox.channels import Delivery, Failed, Sent
from domain.outbox.leases import kept_alive, new_lease, surely
from domain.outbox.queries.messages import claim_messages, renew_messages, settle_message
from domain.outbox.queries.pauses import EVERYWHERE
from domain.outbox.settlement import settle
from domain.outbox.values import ChannelName, MessageClass
from domain.tracing import Joint, traced
from workers.rounds import Rounds

log = structlog.get_logger(__name__)

# How many are on their way at a time: enough to use every turn, and few when a process dies.
ROUNDS, MOST_CLAIMED = 3, 10
LOOK_EVERY_SECONDS = 0.5
# The minimum interval between edits of one message.
PROGRESS_EVERY = timedelta(seconds=3)
FILL_EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class BroadcastCarrier:
    """Sends broadcasts as long as the process runs; `bot` gives them the last turn."""

    app: App
    bot: Bot
    pauses: Pauses
    _rounds: Rounds = field(default_factory=Rounds)
    # By broadcast: what its progress message was last made to say here, and when.
    _told: dict[int, tuple[Screen | None, float]] = field(default_factory=dict)
    # Those that have ended or stand still, whose last progress is not shown yet.
    _settled: dict[int, BroadcastView] = field(default_factory=dict)

    def stop(self) -> None:
        """Finish what has been claimed, and claim nothing more."""
        self._rounds.stop()

    async def aclose(self) -> None:
        """Close the connections."""
        await self.bot.session.close()

    async def run(self) -> None:
        """Carry until stopped."""
        await asyncio.gather(
            *(
                self._rounds.keep_on(self.app, self.carry, LOOK_EVERY_SECONDS)
                for _ in range(ROUNDS)
            ),
            self._rounds.keep_on(self.app, self.fill, FILL_EVERY_SECONDS),
            self._rounds.keep_on(self.app, self.show_progress, FILL_EVERY_SECONDS),
        )

    async def fill(self) -> int:
        """Put the next slice of readers into the outbox; return how many there were."""
        return await fill(self.app.pool, self.app.clock.now())

    async def carry(self) -> int:
        """Send some of what is due; return how many were claimed."""
        if await self.pauses.left(EVERYWHERE) > 0:
            # Telegram demands a pause: everything waits where it is, however long that lasts.
            return 0
        lease, database, now = new_lease(), self.app.pool, self.app.clock.now()
        claimed = await claim_messages(
            database, ChannelName.TELEGRAM, lease, now, MOST_CLAIMED, MessageClass.BROADCAST
        )
        if claimed:
            async with kept_alive(lambda: renew_messages(database, lease)):
                leaving = await admit(database, lease, claimed, now)
                await asyncio.gather(*(self._carry(one, lease) for one in leaving))
        return len(claimed)

    async def _carry(self, leaving: Leaving, lease: UUID) -> None:
        message, _broadcast = leaving
        with traced(Joint.SEND, "broadcast", continues=message.trace):
            delivery = await self._send(leaving, lease)
        if delivery is None:
            return
        now = self.app.clock.now()
        settlement = settle(message, delivery, now)
        await surely(lambda: settle_message(self.app.pool, message, lease, settlement, now))

    async def _send(self, leaving: Leaving, lease: UUID) -> Delivery | None:
        """Return Telegram's answer; None if another holds the message by now."""
        message, broadcast = leaving
        pool = self.app.pool
        t = translator(message.language, message.region)
        screen = render_news(broadcast.text_for(message.language), broadcast.photo, t)
        silence = await silence_before(self.bot, message)
        if silence is not None:
            return silence
        try:
            with (
                sent_only_if(lambda: renew_messages(pool, lease, message.message_id)),
                paid_with_stars(broadcast.is_paid),
            ):
                sent = await send_message(self.bot, int(message.address), screen)
        except GivenUp:
            return None
        except AWAY:
            # It is unknown whether it is still ours; it is claimed again when the lease expires.
            raise
        except (TelegramAPIError, ClientDecodeError) as error:
            return await meaning_in_chat(self.app, message, error)
        except Exception as error:
            log.exception("broadcast not sent", message=message.message_id)
            return Failed(type(error).__name__, refused=True)
        return Sent(str(sent.message_id))

    async def show_progress(self) -> int:
        """Edit the progress messages that are due, and the last time those of broadcasts that have
        ended or stand still.
        """
        for one in await settle_finished(self.app.pool, self.app.clock.now()):
            self._settled[one.broadcast_id] = one
        for one in await claim_progress(self.app.pool, PROGRESS_EVERY):
            await self._show(one)
        for one in list(self._settled.values()):
            told_at = self._told.get(one.broadcast_id, (None, -math.inf))[1]
            if told_at + PROGRESS_EVERY.total_seconds() <= time.monotonic() and await self._show(
                one
            ):
                del self._settled[one.broadcast_id]
                self._told.pop(one.broadcast_id, None)
        return 0

    async def _show(self, broadcast: BroadcastView) -> bool:
        """Show a broadcast's progress, in its author's language; return False if another try may
        succeed.
        """
        fresh = await load_broadcast(self.app.pool, broadcast.broadcast_id)
        if fresh.progress is None or fresh.author_id is None:
            return True
        author = await account_by_id(self.app.pool, fresh.author_id)
        if author is None:
            return True
        chat_id, message_id = fresh.progress
        t = translator(author.language, author.region)
        screen = render_broadcast(fresh, await report(self.app.pool, fresh), t)
        if self._told.get(fresh.broadcast_id, (None,))[0] == screen:
            return True
        message = InaccessibleMessage(
            chat=Chat(id=chat_id, type="private"), message_id=message_id, date=0
        )
        try:
            await show_screen(self.bot, message, screen)
        except AiogramError as error:
            log.info("progress not shown", broadcast=fresh.broadcast_id, why=type(error).__name__)
            is_over = isinstance(error, (TelegramBadRequest, TelegramForbiddenError))
        else:
            is_over = True
        # Whatever came of it: the message is left alone for a while.
        self._told[fresh.broadcast_id] = (screen if is_over else None), time.monotonic()
        # It may have waited for its turn: the next edit counts from here.
        await note_progress(self.app.pool, fresh.broadcast_id)
        return is_over
