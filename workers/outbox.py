"""Carries the outbox: claim, hand to the channel, record the outcome."""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from domain.app import App
from domain.outbox.attempt import tried
from domain.outbox.channels import Channel, Delivery, Unknown
from domain.outbox.leases import kept_alive, new_lease, surely
from domain.outbox.queries.messages import claim_messages, renew_messages, settle_message
from domain.outbox.settlement import settle
from domain.outbox.values import Message, MessageClass
from domain.tracing import Joint, traced
from workers.rounds import Rounds

LOOK_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Carrier:
    """Carries one channel's messages, optionally of one class, as long as the process runs.

    This many `rounds` are in progress at once.
    """

    app: App
    channel: Channel
    only: MessageClass | None = None
    rounds: int = 1
    _rounds: Rounds = field(default_factory=Rounds)

    def stop(self) -> None:
        """Finish what has been claimed, and claim nothing more."""
        self._rounds.stop()

    async def aclose(self) -> None:
        """Give back what is held; a channel's connections live for one message."""

    async def run(self) -> None:
        """Carry until stopped."""
        await asyncio.gather(
            *(
                self._rounds.keep_on(self.app, self.carry, LOOK_EVERY_SECONDS)
                for _ in range(self.rounds)
            )
        )

    async def carry(self) -> int:
        """Send what is due, the most urgent first; return how many were claimed."""
        lease, database = new_lease(), self.app.pool
        claimed = await claim_messages(
            database, self.channel.name, lease, self.app.clock.now(), only=self.only
        )
        if claimed:
            async with kept_alive(lambda: renew_messages(database, lease)):
                await asyncio.gather(*(self._carry(one, lease) for one in claimed))
        return len(claimed)

    async def _carry(self, message: Message, lease: UUID) -> None:
        name = f"{message.channel.value} {message.kind}"
        with traced(Joint.SEND, name, continues=message.trace):
            await self._bring(message, lease)

    async def _bring(self, message: Message, lease: UUID) -> None:
        delivery = await tried(message, self._send(message, lease))
        now = self.app.clock.now()
        settlement = settle(message, delivery, now)
        await surely(partial(settle_message, self.app.pool, message, lease, settlement, now))

    async def _send(self, message: Message, lease: UUID) -> Delivery:
        if message.is_once and message.maybe_sent:
            return Unknown("a call was cut short")
        is_ours = partial(renew_messages, self.app.pool, lease, message.message_id)
        return await self.channel.send(message, is_ours)
