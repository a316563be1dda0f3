"""One limit on sends for all processes, counted in Redis: 30 a second over all, 1 a chat.

A few lines of Lua, because the libraries' limiters answer yes or no, while a sender must be told
how long to wait. Redis being away lets everything through: Telegram then says 429, and the alert
waits as long as it is told to.
"""

from dataclasses import dataclass

from redis.asyncio import Redis
from redis.exceptions import RedisError

ALL_A_SECOND = 30
CHAT_A_SECOND = 1

# Takes the next free moment of both limits and returns {1, the milliseconds until it}. A chat that
# has just been written to takes none, so that it holds up no other: {0, the milliseconds until it
# may be written to}. The time is Redis's own, the same for every process.
TAKE_TURN = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local chat = tonumber(redis.call('GET', KEYS[2]) or '0')
if chat > now then return {0, chat - now} end
local at = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
redis.call('SET', KEYS[1], at + tonumber(ARGV[1]), 'PX', 60000)
redis.call('SET', KEYS[2], at + tonumber(ARGV[2]), 'PX', 60000)
return {1, at - now}
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a turn was given, and the seconds until it, or until asking again makes sense."""

    given: bool
    wait: float


class SendLimiter:
    """Gives each send its turn."""

    def __init__(self, redis: Redis) -> None:
        self._take_turn = redis.register_script(TAKE_TURN)

    async def take_turn(self, chat_id: int) -> Turn:
        """Return when a message may be sent to `chat_id`."""
        try:
            given, wait = await self._take_turn(
                keys=["send:all", f"send:{chat_id}"],
                args=[-(-1000 // ALL_A_SECOND), 1000 // CHAT_A_SECOND],
            )
        except (RedisError, OSError):
            return Turn(given=True, wait=0)
        return Turn(bool(given), int(wait) / 1000)
