"""Sends calls that act (book, cancel) to a supplier: once each.

A call that acts may have been carried out even if no answer came. It is retried only if it
certainly never left: each call has its own connection, so a connection that fails is known to have
carried nothing. Reads go through `http`.
"""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeVar

import httpx
import structlog

from domain.clock import Clock
from domain.suppliers.booking_outcomes import NotSentReason
from domain.suppliers.breaker import Admission
from domain.suppliers.connections import CONNECT_SECONDS
from domain.suppliers.contract import (
    AuthRejected,
    ChangedShape,
    InvalidRequest,
    RateLimited,
    Supplier,
    SupplierError,
)
from domain.suppliers.http import TRANSIENT, Call, note_asked
from domain.suppliers.http_answers import Answer, parse, read_content
from domain.suppliers.limiter import Pace, PaceExceeded
from domain.suppliers.status import Channel, SupplierMonitor, SupplierStatus
from domain.tls import trusted
from domain.tracing import Joint, stepped

log = structlog.get_logger(__name__)

T = TypeVar("T")

TRIES = 3
FIRST_PAUSE = 0.2
# The longest that a confirmed order waits for its turn.
TURN_SECONDS = 5.0
# The credentials were rejected, so the call was not carried out.
SHUT_OUT = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
NEVER_CONNECTED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Unsent:
    """Not a byte of the call was sent."""

    reason: NotSentReason


@dataclass(frozen=True, slots=True)
class Lost:
    """The call was sent, and no readable answer came back. `detail` contains no secret."""

    detail: str


@dataclass(slots=True)
class ActingHttp:
    """One supplier's calls that act.

    `deadline` is in seconds, from the connection to the answer.
    """

    supplier: Supplier
    clock: Clock
    deadline: float
    monitor: SupplierMonitor = field(default_factory=SupplierMonitor)
    pace: Pace | None = None
    _client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        timeout = httpx.Timeout(self.deadline, connect=min(CONNECT_SECONDS, self.deadline))
        limits = httpx.Limits(max_connections=200, max_keepalive_connections=0)
        self._client = httpx.AsyncClient(timeout=timeout, limits=limits, verify=trusted())

    async def send(self, call: Call) -> Answer | Unsent | Lost:
        """Send the call once and return its answer, whatever the status. Raises nothing."""
        channel = self.monitor.channel(self.supplier, call.endpoint)
        if self.monitor.access(self.supplier).is_shut_to(call.operation):
            channel.record(SupplierStatus.PAUSED, None)
            return Unsent(NotSentReason.RESTING)
        admission = channel.breaker.admit()
        if admission is Admission.REFUSED:
            channel.record(SupplierStatus.UNAVAILABLE, None)
            return Unsent(NotSentReason.RESTING)
        began = time.monotonic()
        try:
            with stepped(Joint.SUPPLIER_CALL, f"{self.supplier.value} {call.operation}"):
                sent = await self._sent(call)
        except BaseException:
            channel.breaker.abandoned(admission)
            raise
        seconds = time.monotonic() - began
        self._note(channel, admission, sent, seconds)
        note_asked(self.monitor, self.supplier, call, self.clock, _status(sent), seconds)
        return sent

    def _note(
        self,
        channel: Channel,
        admission: Admission,
        sent: Answer | Unsent | Lost,
        seconds: float,
    ) -> None:
        """Count the result as reads are counted: the breaker sees only transport failures."""
        if isinstance(sent, Answer):
            failed = sent.status in TRANSIENT
        else:
            failed = sent != Unsent(NotSentReason.THROTTLED)
        if failed:
            channel.breaker.failed(admission)
        elif isinstance(sent, Answer):
            channel.breaker.succeeded()
        else:
            channel.breaker.abandoned(admission)
        channel.record(_status(sent), seconds)
        if not isinstance(sent, Answer):
            log.warning(
                "order without an answer", supplier=self.supplier.value,
                unsent=isinstance(sent, Unsent), why=str(sent),
            )  # fmt: skip

    async def _sent(self, call: Call) -> Answer | Unsent | Lost:
        try:
            request = self._client.build_request(
                call.method, call.url, params=call.params, json=call.body, headers=call.headers
            )
        except (httpx.InvalidURL, ValueError, TypeError):
            return Unsent(NotSentReason.CANNOT_BE_WRITTEN)
        try:
            if self.pace is not None:
                await self.pace.wait_turn(TURN_SECONDS)
        except PaceExceeded:
            return Unsent(NotSentReason.THROTTLED)
        for attempt in range(TRIES):
            if attempt:
                await asyncio.sleep(random.uniform(0, FIRST_PAUSE * 2**attempt))  # noqa: S311 - jitter
            try:
                return await self._exchanged(call, request)
            except NEVER_CONNECTED:
                continue
        return Unsent(NotSentReason.UNREACHABLE)

    async def _exchanged(self, call: Call, request: httpx.Request) -> Answer | Lost:
        try:
            async with asyncio.timeout(self.deadline + CONNECT_SECONDS):
                response = await self._client.send(request, stream=True)
                try:
                    content = await read_content(
                        self.supplier, call.operation, response.aiter_bytes()
                    )
                finally:
                    await response.aclose()
            return parse(self.supplier, call.operation, response.status_code, content, None)
        except NEVER_CONNECTED:
            raise
        except TimeoutError:
            return Lost("no answer in time")
        except httpx.HTTPError as error:
            return Lost(type(error).__name__)
        except ChangedShape as error:
            return Lost(error.detail)

    async def aclose(self) -> None:
        """Close connections."""
        await self._client.aclose()


def _status(sent: Answer | Unsent | Lost) -> SupplierStatus:
    match sent:
        case Answer() if sent.is_success:
            return SupplierStatus.OK
        case Answer(status=HTTPStatus.TOO_MANY_REQUESTS) | Unsent(NotSentReason.THROTTLED):
            return SupplierStatus.RATE_LIMITED
        case Answer(status=HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN):
            return SupplierStatus.AUTH_REJECTED
        case Answer() if sent.status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return SupplierStatus.INVALID_REQUEST
        case _:
            return SupplierStatus.UNAVAILABLE


def unsent_because(error: SupplierError) -> Unsent:
    """Return why a call was not sent, from the error in preparing it."""
    match error:
        case AuthRejected():
            return Unsent(NotSentReason.NOT_ALLOWED_IN)
        case RateLimited():
            return Unsent(NotSentReason.THROTTLED)
        case InvalidRequest():
            return Unsent(NotSentReason.CANNOT_BE_WRITTEN)
        case _:
            return Unsent(NotSentReason.UNREACHABLE)


def read_or_lost(read: Callable[[], T]) -> T | Lost:
    """Return a parsed answer; an unreadable one does not say what was done."""
    try:
        return read()
    except ChangedShape as error:
        return Lost(f"changed shape: {error.detail}")
