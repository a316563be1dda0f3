"""How much a body may hold, and how long it may take to come."""

import asyncio

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from webhooks.callers import header_of
from webhooks.problems import problem

# More than any update of Telegram's, import or request has.
LARGEST_BODY = 1_000_000
BODY_SECONDS = 10.0
TOO_SLOW, TOO_LARGE = 408, 413
KIND = "BodyTooLarge"


class BodyLimits:
    """Refuses a body that is too large or that does not come; what follows it may take its time."""

    def __init__(self, app: ASGIApp, seconds: float, largest: int = LARGEST_BODY) -> None:
        self._app, self._largest, self._seconds = app, largest, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if self._declared(scope) > self._largest:
            await problem(KIND, TOO_LARGE)(scope, receive, send)
            return
        until = asyncio.get_running_loop().time() + self._seconds
        size, more = 0, True

        async def within_limits() -> Message:
            nonlocal size, more
            if not more:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise HTTPException(TOO_SLOW, headers={"Connection": "close"}) from None
            size += len(message.get("body", b""))
            more = message.get("more_body", False)
            if size > self._largest:
                raise HTTPException(TOO_LARGE, KIND, headers={"Connection": "close"})
            return message

        try:
            await self._app(scope, within_limits, send)
        except HTTPException as error:  # read by whoever stands before the routes
            await problem(error.detail, error.status_code, headers=error.headers)(
                scope, receive, send
            )

    def _declared(self, scope: Scope) -> int:
        length = header_of(scope, b"content-length")
        return int(length) if length.isdigit() else 0
