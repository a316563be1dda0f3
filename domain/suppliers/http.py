"""How every supplier is asked over HTTP: time limits, bounded retries, a breaker, a size limit.

Only reads go through here. Errors and logs name the operation, never the address: SerpAPI's key
stands in the query string.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx
import stamina

from domain.clock import Clock
from domain.suppliers.breaker import Breaker
from domain.suppliers.contract import ChangedShape, Supplier, SupplierError, Unavailable

CONNECT_SECONDS = 5.0
TRIES = 3
LARGEST_ANSWER = 8_000_000
# Above this, parsing would hold up everybody else's screens.
PARSED_ASIDE = 256_000
TRANSIENT = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}


@dataclass(frozen=True, slots=True)
class Answer:
    """A supplier's answer; `body` is parsed JSON in which no number is a float."""

    status: int
    body: Any
    retry_after: float | None


class _TransientError(Exception):
    """Worth another try: nothing came, or a proxy's error did."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(slots=True)
class SupplierHttp:
    """One supplier's connections. `deadline`: seconds for one read, retries and all."""

    supplier: Supplier
    clock: Clock
    deadline: float
    client: httpx.AsyncClient = field(init=False)
    breakers: dict[str, Breaker] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = httpx.AsyncClient(
            timeout=httpx.Timeout(self.deadline, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_connections=50, max_keepalive_connections=20),
        )

    async def read(
        self,
        operation: str,
        method: str,
        url: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask and return whatever answer came that is neither garbage nor a proxy's error.

        Raises `Unavailable` (nothing came, or the breaker is open) and `ChangedShape` (no JSON).
        """
        breaker = self.breakers.setdefault(operation, Breaker())
        if not breaker.admit():
            raise Unavailable(self.supplier, operation, "resting after repeated failures")
        try:
            async with asyncio.timeout(self.deadline):
                answer = await self._try(operation, method, url, params, body, headers)
        except (_TransientError, TimeoutError) as error:
            breaker.failed()
            detail = error.detail if isinstance(error, _TransientError) else "no answer in time"
            raise Unavailable(self.supplier, operation, detail) from None
        except SupplierError:
            breaker.succeeded()  # it answered, though not as agreed
            raise
        except BaseException:
            breaker.abandoned()
            raise
        breaker.succeeded()
        return answer

    async def _try(
        self,
        operation: str,
        method: str,
        url: str,
        params: Mapping[str, str | int] | None,
        body: Any,
        headers: Mapping[str, str] | None,
    ) -> Answer:
        async for attempt in stamina.retry_context(
            on=_TransientError,
            attempts=TRIES,
            timeout=self.deadline,
            wait_initial=0.1,
            wait_max=2.0,
            wait_jitter=0.5,
        ):
            with attempt:
                request = self.client.build_request(
                    method, url, params=params, json=body, headers=headers
                )
                return await self._send(operation, request)
        raise AssertionError  # the loop above returns or raises

    async def _send(self, operation: str, request: httpx.Request) -> Answer:
        try:
            response = await self.client.send(request, stream=True)
            try:
                if response.status_code in TRANSIENT:
                    raise _TransientError(f"status {response.status_code}")
                content = await self._content(operation, response)
            finally:
                await response.aclose()
        except httpx.TransportError as error:
            # The exception's own text may hold the address, and with it a key.
            raise _TransientError(type(error).__name__) from None
        body = await self._parsed(operation, content)
        return Answer(response.status_code, body, self._retry_after(response))

    async def _content(self, operation: str, response: httpx.Response) -> bytes:
        content = bytearray()
        async for part in response.aiter_bytes():
            content += part
            if len(content) > LARGEST_ANSWER:
                raise ChangedShape(self.supplier, operation, "answer larger than any")
        return bytes(content)

    async def _parsed(self, operation: str, content: bytes) -> Any:
        try:
            if len(content) > PARSED_ASIDE:
                return await asyncio.to_thread(_parse, content)
            return _parse(content)
        except (ValueError, RecursionError):
            raise ChangedShape(self.supplier, operation, "no JSON") from None

    def _retry_after(self, response: httpx.Response) -> float | None:
        """Return the header's seconds, whichever of its two forms it has."""
        text = response.headers.get("retry-after")
        if text is None:
            return None
        if text.isdigit():
            return float(text)
        try:
            return max((parsedate_to_datetime(text) - self.clock.now()).total_seconds(), 0.0)
        except (ValueError, TypeError):
            return None

    async def aclose(self) -> None:
        """Close connections."""
        await self.client.aclose()


def _parse(content: bytes) -> Any:
    return json.loads(content, parse_float=Decimal)
