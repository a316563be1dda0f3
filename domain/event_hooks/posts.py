"""A single post to an address that somebody else chose.

The name is resolved here, every resulting address must be public, and the connection goes to one of
those: a name that resolves differently a moment later changes nothing. Redirects count as failures.
Nothing of a response is read but its status.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import httpcore

from domain.event_hooks.addresses import is_public

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 10.0
SUCCESS = range(200, 300)
REDIRECTS = range(300, 400)
GONE = 410

Resolve = Callable[[str, int], Awaitable[list[str]]]


class PrivateAddressError(Exception):
    """The name resolves to a private network."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A post's result: `reason` is None if it was accepted; `is_unwanted` is permanent."""

    reason: str | None = None
    is_unwanted: bool = False


async def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_kind, address in found]


class _PinnedBackend(httpcore.AsyncNetworkBackend):
    """Connects only to addresses that were checked."""

    def __init__(self, resolve: Resolve, *, may_be_private: bool) -> None:
        self._resolve, self._may_be_private = resolve, may_be_private
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is the library's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect; see httpcore. Raises PrivateAddressError."""
        addresses = await self._resolve(host, port)
        if not addresses:
            raise httpcore.ConnectError("no address")
        if not self._may_be_private and not all(is_public(one) for one in addresses):
            raise PrivateAddressError
        return await self._network.connect_tcp(
            addresses[0], port, timeout, local_address, socket_options
        )

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


async def post(
    url: str,
    headers: dict[str, str],
    body: bytes,
    *,
    may_be_private: bool = False,
    resolve: Resolve = resolve,
    seconds: float = WHOLE_SECONDS,
) -> Posted:
    """Post once, on a new connection, within `seconds`. Raises no network errors."""
    backend = _PinnedBackend(resolve, may_be_private=may_be_private)
    timeouts = dict.fromkeys(("connect", "pool"), CONNECT_SECONDS)
    timeouts |= dict.fromkeys(("read", "write"), seconds)
    told = [*headers.items(), ("Content-Type", "application/json"), ("User-Agent", "often-hotels")]
    try:
        async with (
            asyncio.timeout(seconds),
            httpcore.AsyncConnectionPool(network_backend=backend) as pool,
            pool.stream(
                "POST", url, headers=told, content=body, extensions={"timeout": timeouts}
            ) as answer,
        ):
            return _meaning(answer.status)
    except PrivateAddressError:
        return Posted("leads to a private address")
    except (TimeoutError, httpcore.TimeoutException):
        return Posted("no answer in time")
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError,
            UnicodeError) as error:  # fmt: skip
        return Posted(f"cannot be reached: {type(error).__name__}")


def _meaning(status: int) -> Posted:
    if status in SUCCESS:
        return Posted()
    if status in REDIRECTS:
        return Posted(f"status {status}: redirects are not followed")
    return Posted(f"status {status}", is_unwanted=status == GONE)
