"""The one place where the domain's errors become HTTP statuses."""

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from domain.errors import (
    DatabaseUnavailable,
    Fault,
    NotFound,
    OftenHotelsError,
    QueueUnavailable,
    Refusal,
)

log = structlog.get_logger(__name__)

STATUSES: tuple[tuple[type[OftenHotelsError], int], ...] = (
    (NotFound, 404),
    (Refusal, 422),
    (DatabaseUnavailable, 503),
    (QueueUnavailable, 503),
    (Fault, 502),
)


def status_of(error: OftenHotelsError) -> int:
    """Return the HTTP status for `error`; what is nobody's fault but ours is a 500."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


async def _answer(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, OftenHotelsError):
        raise error
    status = status_of(error)
    log.warning("request refused", error=type(error).__name__, status=status)
    return JSONResponse({"error": type(error).__name__}, status_code=status)


def install(web: FastAPI) -> None:
    """Answer the domain's errors on every route of `web`."""
    web.add_exception_handler(OftenHotelsError, _answer)
