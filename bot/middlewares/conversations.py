"""What is kept of a conversation between updates: its step, and what was typed so far.

An update is handled under its person's lock. What is kept comes with the lock and goes back with
its release, so that a handler may look and write as often as it likes: Redis is asked twice. Next
to a held lock everything is read and written at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import DefaultKeyBuilder, StateType, StorageKey
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import RedisError

# Half-typed drafts are of no use after a day.
LIFETIME_SECONDS = 24 * 3600
# KEYS: the lock, the step, what was typed. ARGV: the lock's token; step and typed as they were
# taken up, then as they are to be, "" for nothing; how long they live. Returns whether they are
# kept. Where the lock was lost, they are written only if nobody has gone on meanwhile; what the
# same call wrote already, before its answer was lost, is kept.
PUT_BACK = """
local function are(state, data)
  return (redis.call('GET', KEYS[2]) or '') == state
    and (redis.call('GET', KEYS[3]) or '') == data
end
local holder = redis.call('GET', KEYS[1])
if holder ~= ARGV[1] and (holder or not are(ARGV[2], ARGV[3])) then
  return are(ARGV[4], ARGV[5]) and 1 or 0
end
for at = 2, 3 do
  local value = ARGV[at + 2]
  if value == '' then redis.call('DEL', KEYS[at])
  else redis.call('SET', KEYS[at], value, 'EX', ARGV[6]) end
end
redis.call('DEL', KEYS[1])
return 1
"""


class NotKept(RedisError):
    """What a handler has changed of a conversation could not be written: the person asks again."""


@dataclass(slots=True)
class Held:
    """A conversation being handled: `state` and `data` as Redis holds them, "" for nothing."""

    state: str
    data: str
    is_changed: bool = False
    taken_up: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Remember what was there."""
        self.taken_up = self.state, self.data


class Conversations(RedisStorage):
    """aiogram's storage, which answers from memory while a conversation is being handled."""

    def __init__(self, redis: Redis) -> None:
        super().__init__(
            redis, DefaultKeyBuilder(with_bot_id=True), LIFETIME_SECONDS, LIFETIME_SECONDS
        )
        self._held: dict[StorageKey, Held] = {}
        self._write = redis.register_script(PUT_BACK)

    def take_up(self, key: StorageKey, state: bytes | None, data: bytes | None) -> Held:
        """Keep a conversation in memory from now on."""
        held = Held((state or b"").decode(), (data or b"").decode())
        self._held[key] = held
        return held

    def put_down(self, key: StorageKey, held: Held) -> None:
        """Forget it; the caller stores what has changed.

        A process that took it over after a lost lock still has it.
        """
        if self._held.get(key) is held:
            del self._held[key]

    async def put_back(self, held: Held, names: Sequence[str], token: bytes) -> None:
        """Store a conversation and free its lock; `names` are PUT_BACK's keys.

        Raises NotKept, also where the lock was lost and somebody has gone on with it.
        """
        values = (token, *held.taken_up, held.state, held.data, LIFETIME_SECONDS)
        try:
            is_kept = await self._write(names, values)
        except RedisError as error:
            raise NotKept(type(error).__name__) from error
        if not is_kept:
            raise NotKept("another has gone on with it")

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Go on to a step, None for no step."""
        held = self._held.get(key)
        if held is None:
            await super().set_state(key, state)
            return
        held.state = (state.state if isinstance(state, State) else state) or ""
        held.is_changed = True

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the step, None for no step."""
        held = self._held.get(key)
        return await super().get_state(key) if held is None else held.state or None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep what was typed. Raises what JSON does not take."""
        held = self._held.get(key)
        if held is None:
            await super().set_data(key, data)
            return
        held.data = self.json_dumps(dict(data)) if data else ""
        held.is_changed = True

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return what was typed, as a copy of the asker's own."""
        held = self._held.get(key)
        if held is None:
            return await super().get_data(key)
        return cast("dict[str, Any]", self.json_loads(held.data)) if held.data else {}


class ConversationLock(Lock):
    """A person's lock that brings the conversation with it and takes it back."""

    def __init__(self, conversations: Conversations, key: StorageKey, **timing: float) -> None:
        self._conversations, self._key = conversations, key
        build = conversations.key_builder.build
        self._state_key, self._data_key = build(key, "state"), build(key, "data")
        self._held: Held | None = None
        super().__init__(conversations.redis, build(key, "lock"), **timing)  # type: ignore[arg-type] # as it takes them

    async def do_acquire(self, token: str | bytes) -> bool:
        """Take the lock if it is free, and the conversation with it."""
        async with self.redis.pipeline(transaction=False) as pipe:
            pipe.set(self.name, token, nx=True, px=int((self.timeout or 0) * 1000))
            pipe.mget(self._state_key, self._data_key)
            is_taken, kept = await pipe.execute()
        if is_taken:
            self._held = self._conversations.take_up(self._key, *kept)
        return bool(is_taken)

    async def do_release(self, expected_token: bytes) -> None:
        """Free the lock, and write what has changed with it.

        Raises NotKept or, where nothing has changed, what the library's lock raises.
        """
        held, self._held = self._held, None
        if held is not None:
            self._conversations.put_down(self._key, held)
        if held is None or not held.is_changed:
            await super().do_release(expected_token)
        else:
            names = (str(self.name), self._state_key, self._data_key)
            await self._conversations.put_back(held, names, expected_token)
