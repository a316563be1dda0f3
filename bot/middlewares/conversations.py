"""What is kept of a conversation between updates: its step, and what was typed so far.

An update is handled under its person's lock. What is kept comes with the lock and goes back with
its release, so that a handler may look and write as often as it likes: Redis is asked twice. Next
to a held lock everything is read and written at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import DefaultKeyBuilder, StateType, StorageKey
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockNotOwnedError, RedisError

# Half-typed drafts are of no use after a day.
LIFETIME_SECONDS = 24 * 3600


class NotKept(RedisError):
    """What a handler has changed of a conversation could not be written: the person asks again."""


@dataclass(slots=True)
class Held:
    """A conversation in hand: `state` and `data` as Redis holds them, None for nothing."""

    state: str | None
    data: str | None
    state_changed: bool = False
    data_changed: bool = False

    @property
    def is_changed(self) -> bool:
        """Return whether there is something to write."""
        return self.state_changed or self.data_changed


class Conversations(RedisStorage):
    """aiogram's storage, which answers from what is in hand where a conversation is."""

    def __init__(self, redis: Redis) -> None:
        super().__init__(
            redis, DefaultKeyBuilder(with_bot_id=True), LIFETIME_SECONDS, LIFETIME_SECONDS
        )
        self._held: dict[StorageKey, Held] = {}

    def take_up(self, key: StorageKey, state: bytes | None, data: bytes | None) -> Held:
        """Have a conversation in hand from now on."""
        held = Held(_text(state), _text(data))
        self._held[key] = held
        return held

    def put_down(self, key: StorageKey, held: Held | None) -> None:
        """Have it in hand no longer; whoever calls writes down what has changed.

        Whoever took it up after a lock was lost has it in hand still.
        """
        if held is not None and self._held.get(key) is held:
            del self._held[key]

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Go on to a step, None for no step."""
        held = self._held.get(key)
        if held is None:
            await super().set_state(key, state)
            return
        held.state = state.state if isinstance(state, State) else state
        held.state_changed = True

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the step, None for no step."""
        held = self._held.get(key)
        return await super().get_state(key) if held is None else held.state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep what was typed. Raises what JSON does not take."""
        held = self._held.get(key)
        if held is None:
            await super().set_data(key, data)
            return
        held.data = self.json_dumps(dict(data)) if data else None
        held.data_changed = True

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
        """Write what has changed and free the lock, together.

        Raises LockNotOwnedError, and NotKept where what has changed could not be written.
        """
        held, self._held = self._held, None
        self._conversations.put_down(self._key, held)
        is_changed = held is not None and held.is_changed
        try:
            answers = await self._write_and_free(held, expected_token, is_changed=is_changed)
        except RedisError as error:
            if is_changed:
                raise NotKept(type(error).__name__) from error
            raise
        if not answers[-1]:
            raise LockNotOwnedError("another's or nobody's")  # type: ignore[no-untyped-call] # the library's own

    async def _write_and_free(
        self, held: Held | None, token: bytes, *, is_changed: bool
    ) -> list[Any]:
        async with self.redis.pipeline(transaction=is_changed) as pipe:
            if held is not None and held.state_changed:
                _write(pipe, self._state_key, held.state)
            if held is not None and held.data_changed:
                _write(pipe, self._data_key, held.data)
            pipe.eval(self.LUA_RELEASE_SCRIPT, 1, str(self.name), token.decode())
            answers: list[Any] = await pipe.execute()
            return answers


def _text(kept: bytes | None) -> str | None:
    return None if kept is None else kept.decode()


def _write(pipe: Any, key: str, value: str | None) -> None:
    if value is None:
        pipe.delete(key)
    else:
        pipe.set(key, value, ex=LIFETIME_SECONDS)
