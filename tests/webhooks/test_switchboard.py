"""The table leads to the same routes as asking one after the other would."""

import re

from starlette.routing import Match, Route

from tests.webhooks.conftest import Service
from webhooks.switchboard import Switchboard


async def test_every_address_leads_to_the_route_that_would_answer_it(service: Service) -> None:
    board, *routes = service.web.routes
    assert isinstance(board, Switchboard)
    for route in routes:
        assert isinstance(route, Route)
        for filling in ("7", "a.b", "4c9d2f0e-0b1a-4f6e-8f5e-2f1d3c4b5a69"):
            path = re.sub(r"{[^}]*}", filling, route.path)
            for method in route.methods or {"GET"}:
                scope = {"type": "http", "path": path, "method": method, "headers": []}
                first = next(one for one in routes if one.matches(scope)[0] is Match.FULL)
                match, found = board.matches(scope)
                assert (match, found["route"]) == (Match.FULL, first), (method, path)


async def test_what_is_nobodys_is_answered_as_ever(service: Service) -> None:
    client = service.client()
    for method, path, status in (
        ("GET", "/api/v1/me/", 307),
        ("GET", "/api/v1/nowhere/7/x", 404),
        ("GET", "//", 404),
        ("PUT", "/api/v1/me", 405),
        ("OPTIONS", "/api/v1/trackers/7", 405),
    ):
        answer = await client.request(method, f"http://web{path}")
        assert answer.status_code == status, (method, path)
