"""The sandbox's whole state: one value that every router is handed."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sandbox.faults import FaultBoard
from sandbox.mail.mailbox import Mailbox
from sandbox.market import Market
from sandbox.oauth.provider import Provider
from sandbox.rates.board import RateBoard
from sandbox.requests_log import RequestLog
from sandbox.telegram.world import TelegramState


@dataclass(frozen=True, slots=True)
class SandboxState:
    """Telegram, the market, exchange rates, mail, planted faults and received requests."""

    market: Market
    telegram: TelegramState = field(default_factory=TelegramState)
    faults: FaultBoard = field(default_factory=FaultBoard)
    log: RequestLog = field(default_factory=RequestLog)
    rates: RateBoard = field(default_factory=RateBoard)
    mailbox: Mailbox = field(default_factory=Mailbox)
    provider: Provider = field(default_factory=lambda: Provider(time.time))

    # What else is to be put back.
    on_reset: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    async def reset(self) -> None:
        """Put everything back to the seed."""
        for put_back in self.on_reset:
            await put_back()
        self.market.reset()
        self.telegram.reset()
        self.faults.clear()
        self.rates.reset()
        self.mailbox.reset()
        self.provider.reset()
        self.log.clear()
