"""Leads a request to its route by a table, instead of asking some 150 routes one after the other.

A route is found by what its address begins with, up to the first part that may be anything, and by
how many parts it has. The routes stand behind it as they are, for whatever the table does not
answer: a method that none has, an address that is nobody's.
"""

from collections import defaultdict
from collections.abc import Sequence

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send


class Switchboard(BaseRoute):
    """Stands before all routes and answers for the one that fits."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self._routes: dict[tuple[str, int], list[Route]] = defaultdict(list)
        for route in routes:
            self._routes[_beginning(route.path), route.path.count("/")].append(route)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return the first route that fits; what is written out comes before what may vary."""
        if scope["type"] != "http":
            return Match.NONE, {}
        path: str = scope["path"]
        parts, beginning = path.count("/"), path
        while True:
            for route in self._routes.get((beginning, parts), ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    return match, {**found, "route": route}
            if not beginning:
                return Match.NONE, {}
            beginning = beginning.rpartition("/")[0]

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the route that was found answer."""
        await scope["route"].handle(scope, receive, send)


def switched(routes: Sequence[BaseRoute]) -> list[BaseRoute]:
    """Return the routes behind a switchboard for them."""
    return [Switchboard([one for one in routes if isinstance(one, Route)]), *routes]


def _beginning(path: str) -> str:
    """Return the parts before the first that may vary."""
    head, varies, _ = path.partition("{")
    return head.rpartition("/")[0] if varies else path
