"""Carrying what is in the outbox: claim, hand to the channel, note what became of it."""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import structlog

from domain.app import App
from domain.db import AWAY
from domain.measuring import SENDS
from domain.outbox.channels import Channel, Delivery, Failed, Unknown
from domain.outbox.leases import kept_alive, new_lease, surely
from domain.outbox.queries import claim_messages, renew_messages, settle_message
from domain.outbox.settling import settle
from domain.outbox.values import Message, MessageClass
from domain.tracing import Joint, traced
from workers.rounds import Rounds

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Carrier:
    """Carries the messages of one channel, of one class if given, as long as the process runs.

    So many `rounds` are under way at once.
    """

    app: App
    channel: Channel
    only: MessageClass | None = None
    rounds: int = 1
    _rounds: Rounds = field(default_factory=Rounds)

    def stop(self) -> None:
        """Carry what has been claimed, and nothing after it."""
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
        delivery = await self._send(message, lease)
        now = self.app.clock.now()
        settlement = settle(message, delivery, now)
        await surely(partial(settle_message, self.app.pool, message, lease, settlement, now))
        SENDS.labels(message.channel.value, type(delivery).__name__.lower()).inc()
        log.info(
            "message carried", id=message.message_id, channel=message.channel.value,
            kind=message.kind, outcome=type(delivery).__name__,
        )  # fmt: skip

    async def _send(self, message: Message, lease: UUID) -> Delivery:
        if message.is_once and message.maybe_sent:
            return Unknown("a call was cut short")
        try:
            return await self.channel.send(
                message, partial(renew_messages, self.app.pool, lease, message.message_id)
            )
        except AWAY:
            raise
        except Exception as error:
            # One message that cannot be put in words must not hold up the others.
            log.exception("message not sent", id=message.message_id, kind=message.kind)
            return Failed(type(error).__name__, refused=True)
