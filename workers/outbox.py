"""Carrying what is in the outbox: claim, hand to the channel, note what became of it."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

import asyncpg
import structlog

from domain.app import App
from domain.db import AWAY
from domain.outbox.channels import Channel, Delivery, Failed
from domain.outbox.leases import kept_alive, new_lease, surely
from domain.outbox.queries import claim_messages, renew_messages, settle_message
from domain.outbox.settling import settle
from domain.outbox.values import Message

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Carrier:
    """Carries the messages of one channel, as long as the process runs."""

    app: App
    channel: Channel
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    def stop(self) -> None:
        """Carry what has been claimed, and nothing after it."""
        self._stopped.set()

    async def aclose(self) -> None:
        """Give back what is held; a channel's connections live for one message."""

    async def run(self) -> None:
        """Carry until stopped. The database being away is waited out."""
        while not self._stopped.is_set():
            found = 0
            try:
                found = await self.carry()
            except (asyncpg.PostgresError, *AWAY) as error:
                log.warning("outbox not reached", why=type(error).__name__)
            except Exception:
                # What was claimed is claimed again when its lease has run out.
                log.exception("carrying broke off", channel=self.channel.name)
            if not found:
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY_SECONDS):
                        await self._stopped.wait()

    async def carry(self) -> int:
        """Send what is due, the most urgent first; return how many were claimed."""
        lease, database = new_lease(), self.app.pool
        claimed = await claim_messages(database, self.channel.name, lease, self.app.clock.now())
        if claimed:
            async with kept_alive(lambda: renew_messages(database, lease)):
                await asyncio.gather(*(self._carry(one, lease) for one in claimed))
        return len(claimed)

    async def _carry(self, message: Message, lease: UUID) -> None:
        delivery = await self._send(message, lease)
        now = self.app.clock.now()
        settlement = settle(message, delivery, now)
        await surely(partial(settle_message, self.app.pool, message, lease, settlement, now))
        log.info(
            "message carried", id=message.message_id, channel=message.channel.value,
            kind=message.kind, outcome=type(delivery).__name__,
        )  # fmt: skip

    async def _send(self, message: Message, lease: UUID) -> Delivery:
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
