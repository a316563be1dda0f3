"""Routes that are made when one of them is asked for first.

To make all of them takes longer than most tests need a sandbox for, and none needs all.
"""

from collections.abc import Callable
from functools import cached_property

from fastapi import APIRouter
from starlette._utils import get_route_path
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

CHOSEN = "sandbox.route"


class LaterRoutes(BaseRoute):
    """The routes of `make`, all of which begin with one of some prefixes."""

    def __init__(self, make: Callable[[], APIRouter], *prefixes: str) -> None:
        self._make, self._prefixes = make, prefixes

    @cached_property
    def _routes(self) -> list[BaseRoute]:
        return self._make().routes

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return the best match among the routes, which the scope then names."""
        best: tuple[Match, Scope] = (Match.NONE, {})
        if scope["type"] != "http" or not get_route_path(scope).startswith(self._prefixes):
            return best
        for route in self._routes:
            match, child = route.matches(scope)
            if match.value > best[0].value:
                best = (match, {**child, CHOSEN: route})
            if match is Match.FULL:
                break
        return best

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer by the route that matched."""
        await scope[CHOSEN].handle(scope, receive, send)
