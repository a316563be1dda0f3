"""The API's limits for each account and each address."""

from starlette.types import ASGIApp, Receive, Scope, Send

from domain.accounts.errors import AccountRefused
from webhooks.access import Doorkeeper
from webhooks.allowance import Allowance
from webhooks.callers import bearer_of
from webhooks.errors import AWAY
from webhooks.middlewares.answers import outgoing
from webhooks.problems import problem

COUNTED = ("/api/", "/mcp")
TOO_MANY = 429
# Whoever cannot be looked up is counted by where they call from.
UNKNOWN: tuple[type[Exception], ...] = (AccountRefused, *AWAY)


class RequestLimits:
    """Counts requests to the API, tells how many are left, and refuses those that are too many."""

    def __init__(self, app: ASGIApp, keeper: Doorkeeper, allowance: Allowance) -> None:
        self._app, self._keeper, self._allowance = app, keeper, allowance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not scope["path"].startswith(COUNTED):
            await self._app(scope, receive, send)
            return
        standing = await self._allowance.count(await self._callers(scope))
        if standing is None:
            await self._app(scope, receive, send)
            return
        outgoing(scope).headers += standing.headers()
        if standing.left < 0:
            seconds = {"Retry-After": str(standing.seconds)}
            answer = problem("TooManyRequests", TOO_MANY, headers=seconds)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _callers(self, scope: Scope) -> list[tuple[str, str]]:
        """Return who calls: the account where it is known, else the address."""
        token = bearer_of(scope)
        if token:
            try:
                caller = await self._keeper.admit(token)
            except UNKNOWN:
                pass
            else:
                return [("account", str(caller.account.user_id))]
        return [("address", (scope.get("client") or ("",))[0])]
