"""Telegram's flood limits: off until they are switched on, with Telegram's numbers.

What is counted: new messages in a chat, in a group and over all chats; edits over all chats only.
Telegram publishes the numbers as rough ones and says neither how it counts nor how long a burst
may be. Assumed here, on the strict side: no second (and for groups no minute) that holds more than
the limit, wherever it begins; in one chat, a few messages ahead of the pace of one a second.
"""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.people import Room
from sandbox.telegram.refusals import too_many_requests

# Assumed: Telegram says that short bursts pass in one chat, not how short.
CHAT_BURST = 5
PAID_A_SECOND = 1_000
SECOND, MINUTE = 1.0, 60.0
NOT_MESSAGES = frozenset({"sendchataction"})
NEW = ("send", "copymessage", "forwardmessage")


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """Messages a second in one chat and over all, and a minute in one group."""

    per_chat: int = 1
    all_chats: int = 30
    per_group_minute: int = 20


class Window:
    """What passed within the last `seconds`, wherever they begin."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._passed: deque[float] = deque()

    def wait(self, now: float, limit: int) -> float:
        """Return the seconds until one more passes, 0 when it does now."""
        while self._passed and self._passed[0] <= now - self._seconds:
            self._passed.popleft()
        if len(self._passed) < limit:
            return 0.0
        return self._passed[len(self._passed) - limit] + self._seconds - now

    def count(self, now: float) -> None:
        """Count one that passes."""
        self._passed.append(now)


class FloodGate:
    """Lets calls through or tells how long to wait. A refused call counts for nothing."""

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self.limits: FloodLimits | None = None
        self._over_all, self._paid = Window(SECOND), Window(SECOND)
        self._groups: dict[int, Window] = {}
        # By chat: the instant up to which its pace is used up.
        self._chats: dict[int, float] = {}

    def set_limits(self, limits: FloodLimits | None) -> None:
        """Switch the limits on, or off with None; what passed before is forgotten."""
        self.limits = limits
        self._over_all, self._paid = Window(SECOND), Window(SECOND)
        self._groups.clear()
        self._chats.clear()

    def enter(self, method: str, room: Room | None, *, is_paid: bool = False) -> None:
        """Count a call. Raises Telegram's 429 with the whole seconds to wait.

        What Stars are paid for counts for its chat alone, and for the 1,000 a second of such.
        """
        name = method.lower()
        is_new = name.startswith(NEW) and name not in NOT_MESSAGES
        if self.limits is None or room is None or not (is_new or name.startswith("edit")):
            return
        now = self._time()
        window, most = (
            (self._paid, PAID_A_SECOND) if is_paid else (self._over_all, self.limits.all_chats)
        )
        waits = [window.wait(now, most)]
        if is_new:
            waits += self._chat_waits(room, now, self.limits)
        if max(waits) > 0:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        window.count(now)
        if is_new:
            self._count_new(room, now, self.limits)

    def _chat_waits(self, room: Room, now: float, limits: FloodLimits) -> list[float]:
        used_up = self._chats.get(room.id, now)
        waits = [used_up - now - (CHAT_BURST - 1) / limits.per_chat]
        if room.person is None:
            group = self._groups.setdefault(room.id, Window(MINUTE))
            waits.append(group.wait(now, limits.per_group_minute))
        return waits

    def _count_new(self, room: Room, now: float, limits: FloodLimits) -> None:
        self._chats[room.id] = max(self._chats.get(room.id, now), now) + 1 / limits.per_chat
        if room.person is None:
            self._groups[room.id].count(now)

    def to_json(self) -> dict[str, Any]:
        """Return the limits as `POST /sandbox/flood` answers them."""
        if self.limits is None:
            return {"enabled": False}
        return {
            "enabled": True,
            "per_chat": self.limits.per_chat,
            "global": self.limits.all_chats,
            "per_group_minute": self.limits.per_group_minute,
        }
