"""Which other sites' pages may call the API, by a list."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import Receive, Scope, Send

from webhooks.callers import header_of
from webhooks.middlewares.answers import outgoing

# Caches must tell an answer for nobody's page from one for a page that may read it.
VARIES = (b"vary", b"Origin")


class Origins(CORSMiddleware):
    """Starlette's own, which only what a page of another site asks needs to pass."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or header_of(scope, b"origin"):
            await super().__call__(scope, receive, send)
            return
        outgoing(scope).headers.append(VARIES)
        await self.app(scope, receive, send)
