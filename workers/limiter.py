"""One limit on sends for all processes, counted in Redis: 30 a second over all, 1 a chat.

A token bucket in a few lines of Lua, because the libraries' limiters answer yes or no, while a
sender must be told how long to wait. Redis being away lets everything through: Telegram then
says 429, and the alert waits as long as it is told to.
"""

import asyncio
import time

from redis.asyncio import Redis
from redis.exceptions import RedisError

ALL_A_SECOND = 30
CHAT_A_SECOND = 1
LONGEST_WAIT = 30.0

# Reserves the next free moment of a bucket and returns the milliseconds until it.
RESERVE = """
local now = tonumber(ARGV[1])
local wait = 0
for i, key in ipairs(KEYS) do
    local free = math.max(tonumber(redis.call('GET', key) or '0'), now)
    wait = math.max(wait, free - now)
end
for i, key in ipairs(KEYS) do
    redis.call('SET', key, now + wait + tonumber(ARGV[1 + i]), 'PX', 60000)
end
return wait
"""


class SendLimiter:
    """Lets each send wait for its turn."""

    def __init__(self, redis: Redis) -> None:
        self._reserve = redis.register_script(RESERVE)

    async def turn(self, chat_id: int) -> None:
        """Wait until a message may be sent to `chat_id`."""
        try:
            wait = await self._reserve(
                keys=["send:all", f"send:{chat_id}"],
                args=[round(time.time() * 1000), 1000 // ALL_A_SECOND, 1000 // CHAT_A_SECOND],
            )
        except (RedisError, OSError):
            return
        await asyncio.sleep(min(int(wait) / 1000, LONGEST_WAIT))
