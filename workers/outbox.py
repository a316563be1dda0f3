"""Carries the outbox as long as the process runs."""

import asyncio
from dataclasses import dataclass, field

from domain.app import App
from domain.delivery.carriage import carry_messages
from domain.outbox.channels import Channel
from domain.outbox.values import MessageClass
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
        return await carry_messages(self.app, self.channel, self.only)
