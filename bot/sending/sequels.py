"""Screens that come after the handler is done: a late supplier's hotels in the message shown.

The traveller may have pressed a button in the meantime, handled by any process: handling a press
removes the message's mark, and a sequel whose mark is gone changes nothing. The traveller's lock
keeps reading the mark and editing together.
"""

import secrets
from collections.abc import Awaitable, Callable

import structlog
from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey
from aiogram.types import MaybeInaccessibleMessageUnion, Update
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

# Longer than anybody waits for suppliers.
MARK_SECONDS = 120


class Sequels:
    """What is still to be shown in messages whose handlers are done."""

    def __init__(self, redis: Redis, isolation: BaseEventIsolation) -> None:
        self._redis, self._isolation = redis, isolation

    async def give_way(
        self, update: Update, earlier: MaybeInaccessibleMessageUnion | None = None
    ) -> None:
        """Leave the pressed message, or the `earlier` answer that is to be replaced, to the update:
        no sequel touches it any more.
        """
        press = update.callback_query
        message = earlier if press is None else press.message
        if message is not None:
            try:
                await self._redis.delete(_key(message))
            except (RedisError, OSError) as error:
                log.warning("sequel not stopped", why=type(error).__name__)

    async def mark(self, message: MaybeInaccessibleMessageUnion) -> str:
        """Let a sequel edit the message until it is pressed; return the sequel's own mark.

        What is shown next in the same message may have a sequel as well.
        """
        mark = secrets.token_hex(8)
        await self._redis.set(_key(message), mark, ex=MARK_SECONDS)
        return mark

    async def show(
        self,
        key: StorageKey,
        message: MaybeInaccessibleMessageUnion,
        mark: str,
        edit: Callable[[], Awaitable[None]],
    ) -> bool:
        """Edit the message unless it was pressed since; say whether it is still ours."""
        async with self._isolation.lock(key):
            known = await self._redis.get(_key(message))
            if known is None or known.decode() != mark:
                return False
            await edit()
            return True


def _key(message: MaybeInaccessibleMessageUnion) -> str:
    return f"sequel:{message.chat.id}:{message.message_id}"
