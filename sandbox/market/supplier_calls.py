"""What the suppliers' emulators need of the sandbox, and the one way in which they answer.

The sandbox's state is described here by what is used of it, so that the market does not depend on
the module that puts the whole sandbox together.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import Response

from .market import Market


class Faults(Protocol):
    """The board of planted faults."""

    async def apply(
        self, target: str, label: str, handler: Callable[[], Awaitable[Response]]
    ) -> Response: ...


class RequestLog(Protocol):
    """The record of every request received."""

    def record(
        self, target: str, method: str, params: Mapping[str, Any], status: int, at: datetime
    ) -> object: ...


class Sandbox(Protocol):
    """The part of the sandbox that the suppliers stand on."""

    @property
    def market(self) -> Market: ...

    @property
    def faults(self) -> Faults: ...

    @property
    def log(self) -> RequestLog: ...


async def answer_supplier_call(
    sandbox: Sandbox,
    target: str,
    label: str,
    params: Mapping[str, Any],
    handler: Callable[[], Awaitable[Response]],
) -> Response:
    """Answer one call to a supplier: planted faults first, and into the log with its outcome."""
    response = await sandbox.faults.apply(target, label, handler)
    sandbox.log.record(target, label, params, response.status_code, sandbox.market.now())
    return response


def base_url(request: Request) -> str:
    """Where the caller reached the sandbox, for absolute links in answers."""
    return str(request.base_url).rstrip("/")


def photo_url(base: str, hotel_id: str, number: int) -> str:
    return f"{base}/sandbox/photos/{hotel_id}/{number}.jpg"
