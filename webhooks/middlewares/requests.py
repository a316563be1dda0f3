"""Each request's name, its line in the log, and an answer when everything else has failed."""

import re
import time

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.metrics import note_request
from domain.tracing import Joint, noted, rename_step, traced
from webhooks.callers import header_of
from webhooks.errors import AWAY, away
from webhooks.middlewares.answers import outgoing
from webhooks.problems import problem

log = structlog.get_logger(__name__)

HEADER = "X-Request-ID"
_AS_SENT = HEADER.lower().encode()
# A caller's own name for a request is taken when it can do no harm in a log.
NAME = re.compile(r"[A-Za-z0-9._-]{8,64}")
FAILED = 500
# The client went away before the answer began; nginx's number for it.
GONE = 499
UNMATCHED = "(none)"
# Asked every few seconds by machines: told where somebody looks for it.
QUIET = frozenset({"/health", "/health/ready", "/metrics"})


def name_of(scope: Scope, trace_id: str) -> str:
    """Return the name that the caller gave the request, or its trace's."""
    given = header_of(scope, _AS_SENT)
    return given if NAME.fullmatch(given) else trace_id


def route_of(scope: Scope) -> str:
    """Return the route that answered, as it is declared: an address itself may hold a code."""
    # FastAPI's own note of the whole path; a route by itself knows its router's part alone.
    context = scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")
    return getattr(context, "path", UNMATCHED)


class RequestLog:
    """Gives each request an id, logs it in one line, and hides the details of our bugs."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        # Bound once: otherwise each line would have a logger made for it.
        self._log = log.bind()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with traced(Joint.PAGE, scope["method"]) as trace_id:
            name = name_of(scope, trace_id)
            outgoing(scope).headers.append((_AS_SENT, name.encode()))
            with noted(request_id=name):
                await self._answer(name, scope, receive, send)

    async def _answer(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        going, began = outgoing(scope), time.perf_counter()
        try:
            await self._app(scope, receive, send)
        except AWAY as error:
            if going.status:
                raise
            await away(Request(scope), error)(scope, receive, send)
        except Exception:
            self._log.exception("request failed", route=route_of(scope))
            if going.status:
                raise
            answer = problem("InternalError", FAILED, more={"reference": name})
            await answer(scope, receive, send)
        finally:
            self._tell(scope, going.status or GONE, time.perf_counter() - began)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = route_of(scope)
        note_request(scope["method"], route, status, seconds)
        rename_step(f"{scope['method']} {route}", status=status)
        tell = self._log.debug if route in QUIET and status < FAILED else self._log.info
        tell(
            "request",
            method=scope["method"],
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            address=(scope.get("client") or ("",))[0],
        )
