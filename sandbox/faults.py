"""Faults that a test plants: a status, a silence, an answer lost on its way."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from itertools import count
from typing import Any

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from sandbox.alterations import altered, enlarged, in_other_currency, without

# A client that waits longer than this has no time-out at all.
LONGEST_SILENCE = 120.0
# What the log shows for a request that got no answer.
NO_ANSWER = 0
GARBAGE = "<html><body>502 Bad Gateway<!-- \x00\ufffd not JSON -->"


class FaultKind(StrEnum):
    """What goes wrong."""

    STATUS = "status"
    TIMEOUT = "timeout"
    DROP_BEFORE_PROCESSING = "drop_before_processing"
    DROP_AFTER_PROCESSING = "drop_after_processing"
    GARBAGE = "garbage"
    SLOW = "slow"
    LARGE = "large"
    OTHER_CURRENCY = "other_currency"
    SPARSE = "sparse"


class Target(StrEnum):
    """Whose answers go wrong."""

    TELEGRAM = "telegram"
    TRAVCLAN = "travclan"
    SERPAPI = "serpapi"
    LITEAPI = "liteapi"
    MAIL = "mail"
    RATES = "rates"
    OAUTH = "oauth"
    PROVIDER = "provider"


@dataclass(slots=True)
class Fault:
    """One planted fault; `times` counts down, None never ends.

    `body` replaces the error of a status, `fields` are what a sparse answer lacks.
    """

    id: int
    target: Target
    kind: FaultKind
    match: str | None = None
    status: int | None = None
    retry_after: int | None = None
    seconds: float | None = None
    times: int | None = None
    body: Any = None
    fields: tuple[str, ...] = ()

    def meets(self, target: str, label: str) -> bool:
        """Return whether the fault is for this request (`match` is part of a method or path)."""
        return self.target == target and (self.match is None or self.match.lower() in label.lower())


class FaultBoard:
    """The planted faults. The first that meets a request is applied."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._ids = count(1)

    def add(
        self,
        target: str,
        kind: str,
        *,
        match: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        seconds: float | None = None,
        times: int | None = None,
        body: Any = None,
        fields: tuple[str, ...] = (),
    ) -> int:
        """Plant a fault and return its number. Raises ValueError for an unknown target or kind."""
        fault = Fault(
            next(self._ids),
            Target(target),
            FaultKind(kind),
            match,
            status,
            retry_after,
            seconds,
            times,
            body,
            fields,
        )
        self._faults.append(fault)
        return fault.id

    def all(self) -> list[Fault]:
        """Return the faults that are still planted."""
        return list(self._faults)

    def clear(self) -> None:
        """Remove every fault."""
        self._faults.clear()

    def take(self, target: str, label: str) -> Fault | None:
        """Return the first fault that meets a request, counted."""
        for fault in self._faults:
            if fault.meets(target, label):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self._faults.remove(fault)
                return fault
        return None

    async def apply(
        self, target: str, label: str, handler: Callable[[], Awaitable[Response]]
    ) -> Response:
        """Answer through `handler`, or as the first fault that meets the request has it."""
        fault = self.take(target, label)
        if fault is None:
            return await handler()
        match fault.kind:
            case FaultKind.STATUS:
                return error_answer(target, fault)
            case FaultKind.GARBAGE:
                return PlainTextResponse(GARBAGE, media_type="application/json")
            case FaultKind.TIMEOUT | FaultKind.DROP_BEFORE_PROCESSING:
                usual = LONGEST_SILENCE if fault.kind is FaultKind.TIMEOUT else 0.0
                await asyncio.sleep(fault.seconds or usual)
                return Lost()
            case FaultKind.DROP_AFTER_PROCESSING:
                await handler()
                return Lost()
            case FaultKind.SLOW | FaultKind.LARGE | FaultKind.OTHER_CURRENCY | FaultKind.SPARSE:
                usual = 1.0 if fault.kind is FaultKind.SLOW else 0.0
                await asyncio.sleep(fault.seconds or usual)
                return altered(await handler(), _alteration(fault))


def _alteration(fault: Fault) -> Callable[[Any], Any] | None:
    """Return what the fault makes of a true answer, None where it only takes longer."""
    match fault.kind:
        case FaultKind.LARGE:
            return enlarged
        case FaultKind.OTHER_CURRENCY:
            return in_other_currency
        case FaultKind.SPARSE:
            return lambda answer: without(answer, fault.fields)
        case _:
            return None


class Lost(Response):
    """An answer that never arrives: the connection breaks off in the middle of it."""

    def __init__(self) -> None:
        super().__init__(status_code=NO_ANSWER)

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Promise a body and break off; the server then closes the connection."""
        await send(
            {
                "type": "http.response.start",
                "status": HTTPStatus.OK,
                "headers": [(b"content-length", b"1000"), (b"content-type", b"application/json")],
            }
        )
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def error_answer(target: str, fault: Fault) -> Response:
    """Return the error in the target's own shape; `body` replaces it where it is given."""
    status = fault.status or 500
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.body is not None:
        return JSONResponse(fault.body, status, headers)
    phrase = HTTPStatus(status).phrase
    match target:
        case Target.TELEGRAM:
            answer: dict[str, Any] = {"ok": False, "error_code": status, "description": phrase}
            if status == HTTPStatus.TOO_MANY_REQUESTS:
                wait = fault.retry_after or 1
                answer["description"] = f"Too Many Requests: retry after {wait}"
                answer["parameters"] = {"retry_after": wait}
        case Target.SERPAPI:
            answer = {
                "error": "Your account has run out of searches."
                if status == HTTPStatus.TOO_MANY_REQUESTS and fault.retry_after is None
                else f"{phrase}."
            }
        case Target.PROVIDER:
            answer = {"code": phrase.lower().replace(" ", "_")}
        case Target.LITEAPI:
            answer = {"error": {"code": status, "description": phrase, "message": phrase}}
        case _:
            answer = {
                "message": phrase,
                "httpStatusCode": status,
                "error": {"code": status, "message": phrase, "errors": [phrase]},
            }
    return JSONResponse(answer, status, headers)
