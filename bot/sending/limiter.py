"""One limit on what is sent, for all processes together, counted in Redis.

30 messages and edits a second over all chats, one message a second in a chat, 20 messages and edits
a minute in a group; Telegram's own "wait so long" holds for every process. A few lines of Lua,
because the libraries' limiters answer yes or no, while a sender must be told how long to wait.

A place among the 30 is taken before a send and is free again one second after Telegram has
answered it. Counted from the answer, not from the start, no second at Telegram's end can hold more
than 30, however unevenly the calls travel.

Places that were taken together become free together, and an alert that comes in between would wait
for most of a second. So broadcasts, which take whatever is free, take it evenly.
"""

import asyncio
import time
import uuid
from dataclasses import dataclass
from enum import Enum
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sending.turn_scripts import GIVE_BACK, PAUSE, TAKE

ALL_A_SECOND = 30
CHAT_SECONDS = 1.0
# What is only useful immediately is sent while no more places than this are taken.
SPARE_A_SECOND = 5
# In one chat a few answers may come faster than one a second.
CHAT_BURST = 4
GROUP_A_MINUTE = 20
# A process that dies keeps its places for this long; hardly any call takes longer.
CALL_SECONDS = 5.0
# An answer to somebody gives its place back by itself after so long, which saves a way to Redis.
# Where more places than this are taken it says when Telegram has answered: others may be waiting.
ANSWER_SECONDS, ROOMY_A_SECOND = 0.5, 20
# A slow or absent Redis must not hold up what is to be sent.
REDIS_SECONDS = 0.25
AWAY_SECONDS = 1.0
# Without Redis a process knows nothing of the others: it keeps to a third of the limit.
ALONE_A_SECOND = ALL_A_SECOND / 3

# For this long after somebody has asked for a place in vain, no broadcast takes one; whoever got
# theirs, with nobody behind them in their line, takes the sign away.
WAITING_SECONDS = 0.5
# A place that becomes free so soon is given already: what is to be asked before the call is asked
# meanwhile, and no place stands empty for it.
LEAD_SECONDS = 0.05
# Broadcasts take a place this often, and may be late, and hurry afterwards, by so much.
BROADCAST_EVERY_SECONDS, BROADCAST_SLACK_SECONDS = 0.032, 0.2

ALL, PAUSED, WAITING = "send:all", "send:paused", "send:waiting"
# What Stars are paid for: nobody else waits in that line.
PAID, PAID_WAITING, PAID_A_SECOND = "send:paid", "send:paid:waiting", 1_000
BROADCASTS = "send:broadcasts"


class Priority(Enum):
    """Which sends wait for which; a spare one waits for nothing, and is not sent at all."""

    INTERACTIVE = "interactive"
    BACKGROUND = "background"
    BROADCAST = "broadcast"
    SPARE = "spare"

    @property
    def is_last(self) -> bool:
        """Return whether everybody else goes before it."""
        return self in {Priority.BROADCAST, Priority.SPARE}


@dataclass(frozen=True, slots=True)
class Errand:
    """One call to be made: to which chat, whether it puts a new message there, and whether
    Stars are paid for it, which has its own line.
    """

    chat_id: int
    is_new: bool = True
    is_paid: bool = False

    @property
    def is_group(self) -> bool:
        """Return whether the chat is a group: those have negative ids."""
        return self.chat_id < 0


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a turn was given, and the seconds until it, or until asking again makes sense.

    `is_chat` says that the wait is the chat's (its pace, or Telegram's wish), not the line's.
    """

    given: bool
    wait: float
    is_chat: bool = False
    ticket: str = ""
    line: str = ALL


class SendLimiter:
    """Gives each send its turn."""

    def __init__(self, redis: Redis) -> None:
        self._take = redis.register_script(TAKE)
        self._give_back = redis.register_script(GIVE_BACK)
        self._pause = redis.register_script(PAUSE)
        # At a time, one of a process's background senders is in the queue, and one of broadcasts.
        self._lines = {Priority.BACKGROUND: asyncio.Lock(), Priority.BROADCAST: asyncio.Lock()}
        self._line, self._standing = uuid.uuid4().hex, 0
        self._away_until = 0.0
        self._alone_at = 0.0

    async def ask(self, errand: Errand, priority: Priority, lead: float = 0.0) -> Turn:
        """Take a turn if there is one within `lead` seconds.

        An interactive one is always given, possibly later.
        """
        ticket, first = uuid.uuid4().hex, priority is Priority.INTERACTIVE
        line, waits_for = (PAID, PAID_WAITING) if errand.is_paid else (ALL, WAITING)
        answer = await self._reach(
            self._take,
            [line, *_keys(errand), f"send:group:{errand.chat_id}", waits_for, BROADCASTS],
            [ticket, *self._terms(errand, priority, lead)],
        )
        if answer is None and priority.is_last:
            # Nobody can say who else waits: a broadcast has time, and the rest need not be.
            return Turn(given=False, wait=AWAY_SECONDS)
        if answer is None:
            return Turn(given=True, wait=0.0 if first else self._wait_alone())
        given, wait, is_chat, *taken = answer
        held = "" if first and taken and taken[0] <= ROOMY_A_SECOND else ticket
        return Turn(bool(given), int(wait) / 1000, bool(is_chat), held, line)

    def _terms(self, errand: Errand, priority: Priority, lead: float) -> list[int | str]:
        """Return on which terms a turn is taken, in the order of TAKE's arguments."""
        first = priority is Priority.INTERACTIVE
        places = SPARE_A_SECOND if priority is Priority.SPARE else ALL_A_SECOND
        is_even = priority is Priority.BROADCAST and not errand.is_paid
        return [
            int(first),
            int(errand.is_new),
            int(errand.is_group),
            int(CHAT_SECONDS * 1000),
            int(CHAT_BURST * CHAT_SECONDS * 1000),
            int((ANSWER_SECONDS if first else CALL_SECONDS) * 1000),
            GROUP_A_MINUTE,
            PAID_A_SECOND if errand.is_paid else places,
            int(priority.is_last),
            int(WAITING_SECONDS * 1000),
            self._line,
            int(self._standing > 1),
            int(lead * 1000),
            int(is_even * BROADCAST_EVERY_SECONDS * 1000),
            int(BROADCAST_SLACK_SECONDS * 1000),
        ]

    async def take_turn(self, errand: Errand, priority: Priority, patience: float) -> Turn:
        """Wait for a turn, for at most `patience` seconds; the turn says whether it was granted.

        Background senders stand in line; an interactive one goes to its head. The caller still has
        to wait for the turn's `wait`: a place is assigned a moment before it is free.
        """
        if priority is Priority.SPARE:
            return await self.ask(errand, priority)
        if priority is Priority.INTERACTIVE:
            return await self._wait_for(errand, priority, patience, 0.0)
        waits = int(priority is Priority.BACKGROUND)
        self._standing += waits
        try:
            async with self._lines[priority]:
                return await self._wait_for(errand, priority, patience, LEAD_SECONDS)
        finally:
            self._standing -= waits

    async def _wait_for(
        self, errand: Errand, priority: Priority, patience: float, lead: float
    ) -> Turn:
        until = time.monotonic() + patience
        while True:
            turn = await self.ask(errand, priority, lead)
            if turn.given:
                return turn
            if turn.is_chat or time.monotonic() + turn.wait > until:
                return turn
            await asyncio.sleep(min(turn.wait, 0.05))

    async def give_back(self, turn: Turn) -> None:
        """Say that Telegram has answered: the place is free one second from now."""
        if turn.ticket:
            await self._reach(self._give_back, [turn.line], [turn.ticket])

    async def pause(self, errand: Errand, seconds: float) -> bool:
        """Hold back the chat (True), or everything, for as long as Telegram asked for."""
        arguments = [int(seconds * 1000), int(errand.is_group), int(CHAT_SECONDS * 1000)]
        is_chat = await self._reach(self._pause, _keys(errand), arguments)
        return errand.is_group if is_chat is None else bool(is_chat)

    def _wait_alone(self) -> float:
        now = time.monotonic()
        turn = max(self._alone_at, now)
        self._alone_at = turn + 1 / ALONE_A_SECOND
        return turn - now

    async def _reach(self, script: Any, keys: list[str], arguments: list[Any]) -> Any:
        """Return what a script answers, None while Redis is away."""
        if time.monotonic() < self._away_until:
            return None
        try:
            async with asyncio.timeout(REDIS_SECONDS):
                return await script(keys=keys, args=arguments)
        except (RedisError, OSError, TimeoutError):
            self._away_until = time.monotonic() + AWAY_SECONDS
            return None


def _keys(errand: Errand) -> list[str]:
    return [PAUSED, f"{PAUSED}:{errand.chat_id}", f"send:chat:{errand.chat_id}"]
