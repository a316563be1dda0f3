"""Connections that bring no whole request in time are closed, so that they hold no place."""

import asyncio
import json
import sys
from http import HTTPStatus
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from webhooks.middlewares.answers import LINES_TAKEN
from webhooks.middlewares.headers import SECURITY_HEADERS
from webhooks.problems import MEDIA_TYPE, content_of

# From the first moment of a connection, or of a further request on it, to the end of its headers.
HEADER_SECONDS = 10.0
LARGEST_HEADERS = 16_384
# h11 measures only what is not whole yet: what comes at one go is handed to it bit by bit.
BIT = 4_096
MOST_CONNECTIONS = 2_000
# The kernel's own buffer for a connection takes about as much.
MOST_HELD = 65_536
# What h11 finds wrong with a request, by the status that it suggests; anything else is UNREADABLE.
UNREADABLE = 400
REASONS = {
    431: ("HeadersTooLarge", f"All headers together may be {LARGEST_HEADERS // 1024} kB at most."),
    501: ("TransferCodingUnknown", "Of transfer codings, only chunked is known here."),
    UNREADABLE: ("RequestNotReadable", "This isn’t a request in HTTP/1.1."),
}
ANSWERABLE = (h11.IDLE, h11.SEND_RESPONSE)


class Corked:
    """A transport that sends what is written at one go as one packet.

    uvicorn writes an answer's headers and its body apart, which takes the kernel twice the time.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._held: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> None:
        """Send at the loop's next turn, or immediately what is too much to hold."""
        if not data:
            return
        if not self._held:
            self._loop.call_soon(self._flush)
        self._held.append(data)
        self._size += len(data)
        if self._size >= MOST_HELD:
            self._flush()

    def close(self) -> None:
        """Send what is held, and close."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._held:
            held, self._held, self._size = b"".join(self._held), [], 0
            self._transport.write(held)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class LineConnection(h11.Connection):
    """h11's, which also sends an answer's further headers that are written out already.

    It checks and copies each header that it is given, which takes 3 µs; sixteen are the same or of
    the same form in every answer.
    """

    _lines = b""

    def take(self, lines: bytes) -> None:
        """Send these lines with the answer that begins now."""
        self._lines = lines

    def send(self, event: h11.Event) -> bytes | None:  # type: ignore[override]
        """Return what goes over the line."""
        data = super().send(event)
        if type(event) is h11.Response and data is not None:
            data, self._lines = b"%b%b\r\n" % (data[:-2], self._lines), b""
        return data


class PromptProtocol(H11Protocol):
    """uvicorn's protocol, which alone would wait for the rest of a request for ever."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._line = LineConnection(h11.SERVER, LARGEST_HEADERS)
        self.conn = self._line
        self.app_state = {**app_state, LINES_TAKEN: self._line.take}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for a first request."""
        super().connection_made(Corked(transport, self.loop))  # type: ignore[arg-type]
        self._patience: asyncio.TimerHandle | None = None
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what has come; the time runs while a request's headers are not whole."""
        while len(data) > BIT and self.conn.their_state is h11.IDLE:
            super().data_received(data[:BIT])
            data = data[BIT:]
            if self.transport.is_closing():
                return
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._patience is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._rest()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the same words for all
        """Answer a request that cannot be read as a problem, and close.

        It is nobody's yet, neither a route's nor a person's with a language: no page is made of it.
        """
        hint = getattr(sys.exception(), "error_status_hint", UNREADABLE)
        status = hint if hint in REASONS else UNREADABLE
        if self.conn.our_state in ANSWERABLE:
            self._line.take(b"")  # of an answer that was about to begin
            body = json.dumps(content_of(REASONS[status][0], status, REASONS[status][1])).encode()
            headers = [*SECURITY_HEADERS.items(), ("Content-Type", MEDIA_TYPE),
                       ("Content-Length", str(len(body))), ("Connection", "close")]  # fmt: skip
            phrase = HTTPStatus(status).phrase
            start = h11.Response(status_code=status, headers=headers, reason=phrase)
            for event in (start, h11.Data(data=body), h11.EndOfMessage()):
                self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _wait(self) -> None:
        self._patience = self.loop.call_later(HEADER_SECONDS, self._close)

    def _rest(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _close(self) -> None:
        self._patience = None
        if not self.transport.is_closing():
            self.transport.close()


def limits() -> dict[str, Any]:
    """Return uvicorn's settings for connections."""
    return {
        "http": PromptProtocol,
        "ws": "none",
        "h11_max_incomplete_event_size": LARGEST_HEADERS,
        "limit_concurrency": MOST_CONNECTIONS,
        "server_header": False,
    }
