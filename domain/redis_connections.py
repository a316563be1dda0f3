"""Connections to Redis on which a cancellation is never lost."""

import asyncio
from collections.abc import Iterable
from typing import Any

from redis.asyncio.connection import AbstractConnection, ConnectionPool
from redis.exceptions import TimeoutError as RedisTimeoutError


class _Cancellable(AbstractConnection):
    """Sends without `asyncio.wait_for`.

    The library sends under it where `socket_timeout` is set. Up to Python 3.11 `wait_for` forgets
    a cancellation that comes as the send ends: the command goes on, and whoever cancelled a loop of
    such commands, and waits for its end, waits forever (https://github.com/python/cpython/issues/86296).
    """

    async def send_packed_command(
        self, command: bytes | str | Iterable[bytes], check_health: bool = True
    ) -> None:
        """Send a command. Raises the library's ConnectionError and TimeoutError."""
        if not self.is_connected:
            await self.connect()  # type: ignore[no-untyped-call] # as the library has it
        elif check_health:
            await self.check_health()  # type: ignore[no-untyped-call] # likewise
        limit, self.socket_timeout = self.socket_timeout, None
        try:
            async with asyncio.timeout(limit):
                await super().send_packed_command(command, check_health=False)
        except TimeoutError:
            raise RedisTimeoutError("Timeout writing to socket") from None
        finally:
            self.socket_timeout = limit


def make_cancellable(pool: ConnectionPool) -> None:
    """Have a pool make such connections from now on."""
    kind: Any = pool.connection_class
    pool.connection_class = type(f"Cancellable{kind.__name__}", (_Cancellable, kind), {})
