"""The sandbox's whole state: one value that every router is handed."""

from dataclasses import dataclass, field

from sandbox.faults import FaultBoard
from sandbox.mail.mailbox import Mailbox
from sandbox.market import Market
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

    def reset(self) -> None:
        """Put everything back to the seed."""
        self.market.reset()
        self.telegram.reset()
        self.faults.clear()
        self.rates.reset()
        self.mailbox.reset()
        self.log.clear()
