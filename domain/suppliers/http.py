"""Asks suppliers over HTTP, with time limits, bounded retries, a breaker and a size limit.

Only for reads. Errors and logs name the operation, never the address, whose query string may
contain a key.
"""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar

import stamina
import structlog

from domain.clock import Clock
from domain.suppliers.access import Asked, shown_address
from domain.suppliers.breaker import Admission
from domain.suppliers.connections import (
    Connections,
    NoWholeAnswer,
    Request,
    Undecodable,
    Unwritable,
    request_of,
)
from domain.suppliers.contract import (
    ChangedShape,
    InvalidRequest,
    RateLimited,
    Supplier,
    SupplierError,
    SupplierPaused,
    Unavailable,
)
from domain.suppliers.http_answers import (
    LONGEST_RETRY_AFTER,
    Answer,
    parse,
    read_content,
    retry_after_of,
)
from domain.suppliers.limiter import Pace, PaceExceeded
from domain.suppliers.single_flight import SingleFlight
from domain.suppliers.status import Channel, SupplierMonitor, SupplierStatus, status_of
from domain.tracing import Joint, stepped

log = structlog.get_logger(__name__)

T = TypeVar("T")

TRIES = 3
# Full jitter: a pause between 0 and this many seconds, doubled after the second try.
FIRST_PAUSE = 0.2
# Throttling that ends this soon is waited for.
SHORT_RETRY_AFTER = 2.0
# Parsing a larger answer in the event loop would delay everybody's screens.
READ_ASIDE = 256_000
TRANSIENT = {HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}


@dataclass(frozen=True, slots=True)
class Call:
    """A question.

    `operation` is the port's method. `endpoint` has its own breaker: the operation, or something
    shared by several, such as a login. Unless `shared`, the answer belongs to the caller alone (a
    basket), even if another question is identical.
    """

    operation: str
    endpoint: str
    method: str
    url: str = field(repr=False)
    params: Mapping[str, str | int] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    shared: bool = True

    @property
    def key(self) -> Hashable:
        """Return the key by which questions are identical."""
        parts = (self.params, self.body, self.headers)
        return (self.operation, self.method, self.url, *(json.dumps(p) for p in parts))


def note_asked(
    monitor: SupplierMonitor,
    supplier: Supplier,
    call: Call,
    clock: Clock,
    status: SupplierStatus,
    seconds: float | None,
) -> None:
    """Record a question for administrators, without headers, body and secrets."""
    access = monitor.access(supplier)
    address = shown_address(call.url, call.params, access.secrets)
    access.asked.append(
        Asked(clock.now(), call.operation, call.method, address, status.value, seconds)
    )


class _TransientError(Exception):
    """Worth another try after `pause` seconds: no answer, or a proxy's error."""

    def __init__(self, detail: str, pause: float, throttled: Answer | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.pause = pause
        self.throttled = throttled


@dataclass(slots=True)
class SupplierHttp:
    """One supplier's connections. `deadline`: seconds for one read, including retries."""

    supplier: Supplier
    clock: Clock
    deadline: float
    monitor: SupplierMonitor = field(default_factory=SupplierMonitor)
    pace: Pace | None = None
    _connections: Connections = field(init=False)
    _flights: SingleFlight[Any] = field(default_factory=SingleFlight)

    def __post_init__(self) -> None:
        # A server that is silent for half of the time is asked again in the other half.
        self._connections = Connections(self.deadline / 2)

    async def read(
        self,
        call: Call,
        digest: Callable[[Answer], T],
        admit: Callable[[], Awaitable[None]] | None = None,
    ) -> T:
        """Ask, and return what `digest` makes of the answer; `admit` may refuse the question first.

        `digest` raises a `SupplierError` for an unusable answer; for large answers it runs in a
        thread. Simultaneous identical calls share one answer. Raises `Unavailable` (no answer, or
        the breaker is open), `RateLimited`, `ChangedShape` (not JSON, or too much of it) and
        `SupplierPaused`.
        """
        if self.monitor.access(self.supplier).is_shut_to(call.operation):
            channel = self.monitor.channel(self.supplier, call.endpoint)
            channel.record(SupplierStatus.PAUSED, None)
            raise SupplierPaused(self.supplier, call.operation)

        async def ask() -> T:
            if admit is not None:
                await self._admitted(call, admit)
            return await self._guarded(call, digest)

        if not call.shared:
            return await ask()
        value: T = await self._flights.run(call.key, ask)
        return value

    async def _admitted(self, call: Call, admit: Callable[[], Awaitable[None]]) -> None:
        """Let `admit` refuse the question, which is then recorded but not asked."""
        try:
            await admit()
        except SupplierError as error:
            channel = self.monitor.channel(self.supplier, call.endpoint)
            channel.record(status_of(error), None)
            raise

    async def _guarded(self, call: Call, digest: Callable[[Answer], T]) -> T:
        """Ask behind the breaker, and record the result."""
        channel = self.monitor.channel(self.supplier, call.endpoint)
        admission = channel.breaker.admit()
        if admission is Admission.REFUSED:
            channel.record(SupplierStatus.UNAVAILABLE, None)
            raise Unavailable(self.supplier, call.operation, "resting after failures")
        began = time.monotonic()
        try:
            with stepped(Joint.SUPPLIER_CALL, f"{self.supplier.value} {call.operation}"):
                value = await self._within_deadline(call, digest)
        except SupplierError as error:
            self._note(channel, call, status_of(error), time.monotonic() - began)
            if isinstance(error, Unavailable):
                channel.breaker.failed(admission)
            else:
                channel.breaker.succeeded()  # it answered, if not as hoped
            if isinstance(error, ChangedShape):
                log.warning(
                    "supplier changed its answers", supplier=self.supplier.value,
                    endpoint=call.endpoint, detail=error.detail,
                )  # fmt: skip
            raise
        except PaceExceeded:
            channel.breaker.abandoned(admission)
            self._note(channel, call, SupplierStatus.RATE_LIMITED, None)
            raise RateLimited(self.supplier, call.operation) from None
        except BaseException:
            channel.breaker.abandoned(admission)
            raise
        channel.breaker.succeeded()
        self._note(channel, call, SupplierStatus.OK, time.monotonic() - began)
        return value

    def _note(
        self, channel: Channel, call: Call, status: SupplierStatus, seconds: float | None
    ) -> None:
        channel.record(status, seconds)
        note_asked(self.monitor, self.supplier, call, self.clock, status, seconds)

    async def _within_deadline(self, call: Call, digest: Callable[[Answer], T]) -> T:
        try:
            request = request_of(call.method, call.url, call.params, call.body, call.headers)
            async with asyncio.timeout(self.deadline):
                return await self._tried(call, request, digest)
        except Unwritable:
            raise InvalidRequest(self.supplier, call.operation, "cannot be written") from None
        except TimeoutError:
            detail = "no answer in time"
        except _TransientError as error:
            if error.throttled is not None:
                return digest(error.throttled)
            detail = error.detail
        raise Unavailable(self.supplier, call.operation, detail)

    async def _tried(self, call: Call, request: Request, digest: Callable[[Answer], T]) -> T:
        """Try up to three times while the fault may be temporary."""
        async for attempt in stamina.retry_context(on=_pause, attempts=TRIES, timeout=None):
            with attempt:
                if self.pace is not None:
                    await self.pace.wait_turn(self.deadline / 2)
                try:
                    return await self._asked(call, request, digest, attempt.num)
                except NoWholeAnswer as error:
                    raise _TransientError(error.kind, _jitter(attempt.num)) from None
                except Undecodable:
                    raise ChangedShape(self.supplier, call.operation, "undecodable") from None
        raise AssertionError  # the loop above returns or raises

    async def _asked(
        self, call: Call, request: Request, digest: Callable[[Answer], T], attempt: int
    ) -> T:
        async with self._connections.answer_to(request) as response:
            status = response.status
            if status in TRANSIENT:
                raise _TransientError(f"status {status}", _jitter(attempt))
            parts = response.content.iter_any()
            content = await read_content(self.supplier, call.operation, parts)
        retry_after = retry_after_of(response.headers.get("Retry-After"), self.clock)

        wait = LONGEST_RETRY_AFTER if retry_after is None else retry_after
        if status == HTTPStatus.TOO_MANY_REQUESTS and wait <= SHORT_RETRY_AFTER:
            throttled = parse(self.supplier, call.operation, status, content, retry_after)
            raise _TransientError("throttled", wait, throttled)

        def read() -> T:
            return digest(parse(self.supplier, call.operation, status, content, retry_after))

        return await asyncio.to_thread(read) if len(content) > READ_ASIDE else read()

    async def aclose(self) -> None:
        """Cancel what is in progress and close connections."""
        await self._flights.aclose()
        await self._connections.aclose()


def _pause(error: Exception) -> float | bool:
    """Return the seconds before the next try, or False. A hook for stamina."""
    return error.pause if isinstance(error, _TransientError) else False


def _jitter(attempt: int) -> float:
    return random.uniform(0, FIRST_PAUSE * 2 ** (attempt - 1))  # noqa: S311 - jitter
