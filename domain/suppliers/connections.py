"""Connections to one supplier for reads, kept open between questions; acts have their own.

aiohttp reads answers in C: a question takes a fifth of the processor time that httpx needs, and
one search asks several.
"""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.request import getproxies

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    InvalidURL,
    NonHttpUrlClientError,
    TCPConnector,
)
from aiohttp.http_exceptions import ContentEncodingError, HttpProcessingError
from yarl import URL

from domain.tls import trusted

CONNECT_SECONDS = 5.0
MOST_CONNECTIONS = 50
LONGEST_HEADER = 65_536


class Unwritable(Exception):
    """The question cannot be written as HTTP: nothing was sent."""


class NoWholeAnswer(Exception):
    """There was no connection, or no answer from its beginning to its end. `kind` has no secret."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class Undecodable(Exception):
    """The answer is not packed as it says."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it is sent."""

    method: str
    url: URL = field(repr=False)
    body: bytes | None = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)


def request_of(
    method: str,
    url: str,
    params: Mapping[str, str | int],
    body: Any,
    headers: Mapping[str, str],
) -> Request:
    """Return a question; a `body` becomes JSON. Raises `Unwritable`."""
    try:
        # Half a character has no UTF-8, which must be noticed: yarl would leave it out.
        "".join((url, *map(str, params.values()))).encode()
        whole = URL(url).extend_query(params)
        if body is None:
            return Request(method, whole, None, headers)
        content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    except (ValueError, TypeError):
        raise Unwritable from None
    return Request(method, whole, content, {"Content-Type": "application/json", **headers})


class Connections:
    """Open connections; one read may be silent for `silence` seconds. Opens them when first used.

    Redirects are not followed.
    """

    def __init__(self, silence: float) -> None:
        connect = min(CONNECT_SECONDS, silence)
        self._timeout = ClientTimeout(
            total=None, connect=silence, sock_connect=connect, sock_read=silence
        )
        self._session: ClientSession | None = None

    @asynccontextmanager
    async def answer_to(self, request: Request) -> AsyncIterator[ClientResponse]:
        """Send a question and hold its answer, whose body has yet to be read.

        Raises `Unwritable`, `NoWholeAnswer` and `Undecodable`, also while the body is read.
        """
        session = self._opened()
        try:
            async with session.request(
                request.method,
                request.url,
                data=request.body,
                headers=request.headers,
                allow_redirects=False,
            ) as response:
                yield response
        except (InvalidURL, NonHttpUrlClientError):
            raise Unwritable from None
        except (ClientError, HttpProcessingError) as error:
            # The exception's own text may contain the address, and with it a key.
            if isinstance(error.__cause__, ContentEncodingError):
                raise Undecodable from None
            raise NoWholeAnswer(type(error).__name__) from None

    def _opened(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(limit=MOST_CONNECTIONS, ssl=trusted())
            self._session = ClientSession(
                connector=connector,
                timeout=self._timeout,
                # The library would look for proxies in a thread, each time.
                trust_env=bool(getproxies()),
                max_line_size=LONGEST_HEADER,
                max_field_size=LONGEST_HEADER,
            )
        return self._session

    async def aclose(self) -> None:
        """Close them for good."""
        if self._session is not None:
            await self._session.close()
