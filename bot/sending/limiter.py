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

ALL_A_SECOND = 30
CHAT_SECONDS = 1.0
# What is only useful immediately is sent while no more places than this are taken.
SPARE_A_SECOND = 5
# In one chat a few answers may come faster than one a second.
CHAT_BURST = 4
GROUP_A_MINUTE = 20
# A process that dies keeps its places for this long; hardly any call takes longer.
CALL_SECONDS = 5.0
# An answer to somebody gives its place back by itself after so long: nobody waits for that.
ANSWER_SECONDS = 0.5
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

# KEYS: places over all, pause of all, pause of the chat, pace of the chat, places of the group, the
# lines in which somebody waits for a place, before whom no broadcast goes, pace of broadcasts.
# ARGV: ticket, whether interactive, whether a new message (an edit waits for no message before it),
# whether a group; then milliseconds between messages of a chat, of burst, and of holding a place
# unanswered; then places of a group and over all; whether it is a broadcast, milliseconds that
# the sign stands, the line and whether others stand in it behind this one, the milliseconds that a
# place may be given ahead, and those between broadcasts (0: no pace) and of their slack. Returns
# {1, milliseconds until the turn} or {0, milliseconds until asking again makes sense, whether the
# chat (and not the line) is the reason}. The time is Redis's own, the same for every process.
TAKE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local first, is_new, is_group = ARGV[2] == '1', ARGV[3] == '1', ARGV[4] == '1'
local pause = math.max(redis.call('PTTL', KEYS[2]), redis.call('PTTL', KEYS[3]))
if pause > 0 then return {0, pause, 1} end
local last = ARGV[10] == '1'
if last then
  redis.call('ZREMRANGEBYSCORE', KEYS[6], '-inf', now)
  local ahead = redis.call('ZRANGE', KEYS[6], 0, 0, 'WITHSCORES')
  if #ahead > 0 then return {0, math.max(1, ahead[2] - now), 0} end
end
local even, every = now, tonumber(ARGV[15])
if every > 0 then
  even = math.max(tonumber(redis.call('GET', KEYS[7]) or '0'), now)
  local early = even - tonumber(ARGV[16]) - now
  if early > 0 then return {0, early, 0} end
end
local pace, wait = now, 0
if is_new then
  pace = math.max(tonumber(redis.call('GET', KEYS[4]) or '0'), now)
  wait = pace - now
  if first then wait = math.max(0, wait - tonumber(ARGV[6])) end
end
if is_group then
  redis.call('ZREMRANGEBYSCORE', KEYS[5], '-inf', now)
  local full = redis.call('ZCARD', KEYS[5]) - tonumber(ARGV[8])
  if full >= 0 then
    wait = math.max(wait, redis.call('ZRANGE', KEYS[5], full, full, 'WITHSCORES')[2] - now)
  end
end
if wait > 0 and not first then return {0, wait, 1} end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local held = tonumber(ARGV[7])
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[9]) then
  redis.call('ZADD', KEYS[1], now + held + 1000, ARGV[1])
else
  local next = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  local ahead = math.max(1, next[2] - now)
  if not first and ahead > tonumber(ARGV[14]) then
    if not last then
      redis.call('ZADD', KEYS[6], now + ARGV[11], ARGV[12])
      redis.call('PEXPIRE', KEYS[6], 5000)
    end
    return {0, ahead, 0}
  end
  redis.call('ZREM', KEYS[1], next[1])
  redis.call('ZADD', KEYS[1], now + ahead + held + 1000, ARGV[1])
  wait = math.max(wait, ahead)
end
redis.call('PEXPIRE', KEYS[1], held + 5000)
if every > 0 then redis.call('SET', KEYS[7], even + every, 'PX', 5000) end
if not first and not last and ARGV[13] == '0' then redis.call('ZREM', KEYS[6], ARGV[12]) end
if is_new then
  redis.call('SET', KEYS[4], math.max(pace, now + wait) + tonumber(ARGV[5]), 'PX', 60000)
end
if is_group then
  redis.call('ZADD', KEYS[5], now + wait + 60000, ARGV[1])
  redis.call('PEXPIRE', KEYS[5], 120000)
end
return {1, wait, 0}
"""
# Telegram says only that there was too much. A group, and a chat that was written to faster than
# its pace, are held back alone; otherwise everything is. A pause is never cut short.
PAUSE = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local pace = tonumber(redis.call('GET', KEYS[3]) or '0')
local key = KEYS[1]
if ARGV[2] == '1' or pace - now > tonumber(ARGV[3]) then key = KEYS[2] end
if redis.call('PTTL', key) < tonumber(ARGV[1]) then redis.call('SET', key, 1, 'PX', ARGV[1]) end
return key == KEYS[2] and 1 or 0
"""
# Frees a place one second after the answer; one that somebody took over is theirs.
GIVE_BACK = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return redis.call('ZADD', KEYS[1], 'XX', now + 1000, ARGV[1])
"""


class Priority(Enum):
    """Which sends wait for which; a spare one waits for nothing, and is not sent at all."""

    INTERACTIVE = "interactive"
    BACKGROUND = "background"
    BROADCAST = "broadcast"
    SPARE = "spare"


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
        ticket = uuid.uuid4().hex
        line, waits_for = (PAID, PAID_WAITING) if errand.is_paid else (ALL, WAITING)
        first, is_spare = priority is Priority.INTERACTIVE, priority is Priority.SPARE
        is_last = is_spare or priority is Priority.BROADCAST
        places = SPARE_A_SECOND if is_spare else ALL_A_SECOND
        is_even = priority is Priority.BROADCAST and not errand.is_paid
        answer = await self._reach(
            self._take,
            [line, *_keys(errand), f"send:group:{errand.chat_id}", waits_for, BROADCASTS],
            [
                ticket,
                int(first),
                int(errand.is_new),
                int(errand.is_group),
                int(CHAT_SECONDS * 1000),
                int(CHAT_BURST * CHAT_SECONDS * 1000),
                int((ANSWER_SECONDS if first else CALL_SECONDS) * 1000),
                GROUP_A_MINUTE,
                PAID_A_SECOND if errand.is_paid else places,
                int(is_last),
                int(WAITING_SECONDS * 1000),
                self._line,
                int(self._standing > 1),
                int(lead * 1000),
                int(is_even * BROADCAST_EVERY_SECONDS * 1000),
                int(BROADCAST_SLACK_SECONDS * 1000),
            ],
        )
        if answer is None and is_last:
            # Nobody can say who else waits: a broadcast has time, and the rest need not be.
            return Turn(given=False, wait=AWAY_SECONDS)
        if answer is None:
            return Turn(given=True, wait=0.0 if first else self._wait_alone())
        given, wait, is_chat = answer
        held = "" if first else ticket
        return Turn(bool(given), int(wait) / 1000, bool(is_chat), held, line)

    async def take_turn(self, errand: Errand, priority: Priority, patience: float) -> Turn:
        """Wait for a turn, for `patience` seconds at most; the turn says if it was given.

        Background senders stand in line; an interactive one goes to its head. What the turn's
        `wait` says is still to be waited: a place is given a moment before it is free.
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
