"""Reading Redis's answers, and telling those of a server that cannot serve from a fault of ours."""

from asyncio import StreamReader
from typing import Any

from redis._parsers import _AsyncHiredisParser
from redis._parsers.hiredis import NOT_ENOUGH_DATA
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, ReadOnlyError, ResponseError
from redis.exceptions import TimeoutError as RedisTimeoutError


class ServerUnfit(ResponseError):
    """The server answers, but its disk, replicas or a running script keep it from serving."""


# It is down, hangs, is full, or takes no writes; a little later the same may well succeed.
REDIS_AWAY: tuple[type[Exception], ...] = (
    RedisConnectionError, RedisTimeoutError, OutOfMemoryError, ReadOnlyError, ServerUnfit,
)  # fmt: skip
_UNFIT = ("MISCONF", "NOREPLICAS", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY")


class AnswerParser(_AsyncHiredisParser):
    """The library's parser, which sees a stale connection without a turn of the event loop.

    Before each command the library waits for zero seconds to see whether there is something to
    read, which costs a cancellation: about a sixth of the command. The stream knows already
    what has come, and whether the server has closed it. A close that it learns of later fails the
    command, which is then tried again.
    """

    # The library knows some of these in clusters only.
    EXCEPTION_CLASSES = {  # noqa: RUF012 - as the library has it
        **_AsyncHiredisParser.EXCEPTION_CLASSES,
        **dict.fromkeys(_UNFIT, ServerUnfit),
    }

    async def can_read_destructive(self) -> bool:
        """Return whether the connection must be opened again: it holds an answer, or is closed."""
        stream: StreamReader | None = self._stream
        reader: Any = self._reader
        if not self._connected or stream is None:
            return True
        # The stream tells it nowhere else.
        has_more = bool(stream._buffer)  # type: ignore[attr-defined] # noqa: SLF001
        is_over = stream.at_eof() or stream.exception() is not None
        return has_more or is_over or reader.gets() is not NOT_ENOUGH_DATA
