"""Requests beyond what can be served at a time are turned away immediately with a 503."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.locales import Translator
from webhooks.errors import language_of
from webhooks.problems import problem

# What a process serves side by side; more would only wait, and time out together.
MOST_AT_ONCE = 256
UNAVAILABLE = 503
# Whoever watches the service must see that it is alive, Telegram's updates wait for a place, and a
# page that says to come again looks like a page of ours.
NEVER_SHED = ("/health", "/metrics", "/telegram/", "/account/art/")


def overloaded(t: Translator) -> str:
    """Return why nothing can be done at the moment."""
    return t.gettext("Too much is going on right now. Try again in a moment.")


class Shedding:
    """Answers 503 with Retry-After while too many requests are in progress."""

    def __init__(self, app: ASGIApp, most: int = MOST_AT_ONCE) -> None:
        self._app, self._most, self._under_way = app, most, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(NEVER_SHED):
            await self._app(scope, receive, send)
            return
        if self._under_way >= self._most:
            text, headers = overloaded(language_of(Request(scope))), {"Retry-After": "2"}
            answer = problem("Overloaded", UNAVAILABLE, text, headers=headers, words=overloaded)
            await answer(scope, receive, send)
            return
        self._under_way += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way -= 1
