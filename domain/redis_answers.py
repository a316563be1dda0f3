"""Reading Redis's answers."""

from asyncio import StreamReader
from typing import Any

from redis._parsers import _AsyncHiredisParser
from redis._parsers.hiredis import NOT_ENOUGH_DATA


class AnswerParser(_AsyncHiredisParser):
    """The library's parser, which sees a stale connection without a turn of the event loop.

    Before each command the library waits for zero seconds to see whether there is something to
    read, which costs a cancellation: about a sixth of the command. The stream knows already
    what has come, and whether the server has closed it. A close that it learns of later fails the
    command, which is then tried again.
    """

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
