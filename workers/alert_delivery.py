"""Delivers alerts, digests and edits as long as the process runs.

Each worker process has a courier with its own loop: alerts wait neither for a free place among the
jobs nor for Redis. What has time comes after the alerts: digests, and edits of messages that were
sent.
"""

import asyncio
from dataclasses import dataclass, field

from aiogram import Bot

from bot.alerts.messages import TELLINGS
from bot.notices import NOTICES
from bot.sending.telegram import TelegramChannel
from domain.alerts.adoption import adopt
from domain.app import App
from domain.delivery.alerts import AlertDelivery
from domain.delivery.digests import DigestDelivery
from domain.delivery.edits import EditDelivery
from domain.trackers.lifecycle import end_trackers
from workers.rounds import Rounds

LOOK_EVERY_SECONDS = 0.5
# Digests and edits are not urgent: this is how often they are looked for.
LEISURE_EVERY_SECONDS = 2.0
# This many rounds are in progress at once, so that one that waits for a supplier does not hold up
# the others.
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Courier:
    """Carries alerts from the outbox to Telegram. `bot` paces what it sends."""

    app: App
    bot: Bot
    _rounds: Rounds = field(default_factory=Rounds)

    @property
    def channel(self) -> TelegramChannel:
        """Return the channel that sends them."""
        return TelegramChannel(self.app, self.bot, NOTICES, TELLINGS)

    def wake(self) -> None:
        """Look into the outbox now."""
        self._rounds.wake()

    def stop(self) -> None:
        """Finish what has been claimed, and claim nothing more."""
        self._rounds.stop()

    async def run(self) -> None:
        """Deliver until stopped."""
        await asyncio.gather(
            *(
                self._rounds.keep_on(self.app, self.deliver, LOOK_EVERY_SECONDS)
                for _ in range(ROUNDS)
            ),
            self._rounds.keep_on(self.app, self._work_at_leisure, LEISURE_EVERY_SECONDS),
        )

    async def deliver(self) -> int:
        """Send the alerts that are due; return how many were claimed."""
        return await AlertDelivery(self.app, self.channel).deliver()

    async def deliver_digests(self) -> int:
        """Send the digests that are due; return how many were claimed."""
        return await DigestDelivery(self.app, self.channel).deliver()

    async def edit(self) -> int:
        """Edit the messages that are due; return how many were looked at."""
        return await EditDelivery(self.app, self.channel).deliver()

    async def _work_at_leisure(self) -> int:
        await adopt(self.app.pool, self.app.clock.now())
        # A tracker ends at its time, not at the next hour.
        await end_trackers(self.app.pool, self.app.clock.now())
        return await self.deliver_digests() or await self.edit()
