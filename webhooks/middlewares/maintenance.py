"""While the service is paused for maintenance, requests are turned away with when to come again."""

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.app import App
from domain.errors import UnderMaintenance
from domain.maintenance import refuse_in_maintenance
from webhooks.errors import language_of
from webhooks.middlewares.shedding import NEVER_SHED, UNAVAILABLE
from webhooks.problems import Refused, problem_of


class Maintenance:
    """Answers 503 with Retry-After during a pause, but to those who watch, and to Telegram."""

    def __init__(self, app: ASGIApp, product: App) -> None:
        self._app, self._product = app, product

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer: ASGIApp = self._app
        if scope["type"] == "http" and not scope["path"].startswith(NEVER_SHED):
            try:
                await refuse_in_maintenance(self._product)
            except UnderMaintenance as error:
                answer = _refusal(Request(scope), error)
        await answer(scope, receive, send)


def _refusal(request: Request, error: UnderMaintenance) -> Refused:
    headers = {"Retry-After": str(max(1, round(error.wait.total_seconds())))}
    return problem_of(error, UNAVAILABLE, language_of(request), headers)
