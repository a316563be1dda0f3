"""What came to the chats, by the alert that it tells: from the sandbox's log and the chats."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.buttons.callbacks import AlertButton
from tests.sandbox_client import SandboxClient, Traveller

LOOK_EVERY_SECONDS = 2.0
PREFIX = f"{AlertButton.__prefix__}:"


@dataclass(frozen=True, slots=True)
class Send:
    """A send that the sandbox received. Status 0: its answer was lost on the way."""

    at: datetime
    status: int


@dataclass
class Messages:
    """Collects sends while the run goes on: the sandbox remembers only this many."""

    sandbox: SandboxClient
    sends: dict[int, list[Send]] = field(default_factory=lambda: defaultdict(list))
    refusals: Counter[int] = field(default_factory=Counter)
    _last: int = 0

    async def run(self) -> None:
        """Collect until cancelled."""
        while True:
            await self.collect()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def collect(self) -> None:
        """Read what the log has got since the last time."""
        for call in await self.sandbox.requests("telegram", after=self._last):
            self._last = call["id"]
            if not call["method"].startswith("send"):
                continue
            self.refusals[call["status"]] += 1
            for alert_id in set(alerts_under(call["params"].get("reply_markup"))):
                self.sends[alert_id].append(
                    Send(datetime.fromisoformat(call["at"]), call["status"])
                )

    async def in_chats(self, chats: Sequence[int]) -> dict[int, Counter[int]]:
        """Return how often each chat holds each alert."""
        held: dict[int, Counter[int]] = {}
        for chat in chats:
            counts: Counter[int] = Counter()
            for message in await self.sandbox.messages(Traveller(chat, chat)):
                counts.update(set(alerts_under(message.get("reply_markup"))))
            held[chat] = counts
        return held


def alerts_under(keyboard: Any) -> Iterator[int]:
    """Yield the alerts that a message's buttons are about."""
    rows = keyboard.get("inline_keyboard", ()) if isinstance(keyboard, dict) else ()
    for row in rows:
        for button in row:
            data = button.get("callback_data", "")
            if data.startswith(PREFIX):
                yield AlertButton.unpack(data).alert_id
