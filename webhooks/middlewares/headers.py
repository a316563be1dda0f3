"""Security headers on every answer: load nothing from elsewhere, and frame nothing."""

from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from webhooks.middlewares.answers import LINES_TAKEN, expect_answer, lines_of

YEAR_SECONDS = 31_536_000
# Scripts and styles come from files of this service: nothing inline in a page runs.
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    # Browsers heed it over TLS alone.
    "Strict-Transport-Security": f"max-age={YEAR_SECONDS}; includeSubDomains",
    "Content-Security-Policy": CONTENT,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_AS_SENT = [(name.lower().encode(), value.encode()) for name, value in SECURITY_HEADERS.items()]


class SecurityHeaders:
    """Adds the headers to whatever is answered, and those that were gathered on the way; a route
    that has set one itself knows better.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        going, take = expect_answer(scope), scope.get("state", {}).get(LINES_TAKEN)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                going.status = message["status"]
                own = message["headers"]
                missing, lines = _missing_beside(tuple([name for name, _ in own]))
                if take is None:
                    message["headers"] = [*own, *going.headers, *missing]
                else:
                    take(lines_of(going.headers) + lines)
            await send(message)

        await self._app(scope, receive, with_headers)


@lru_cache(maxsize=256)
def _missing_beside(names: tuple[bytes, ...]) -> tuple[tuple[tuple[bytes, bytes], ...], bytes]:
    """Return the headers that an answer lacks which has set these, and the same written out: few
    are set together.
    """
    own = {name.lower() for name in names}
    missing = tuple(one for one in _AS_SENT if one[0] not in own)
    return missing, lines_of(missing)
