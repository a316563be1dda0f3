"""Routes that are made late are found as if they had been made at once."""

from fastapi import APIRouter, FastAPI
from starlette.testclient import TestClient

from sandbox.lazy_routes import LaterRoutes
from sandbox.server import create_app


def test_every_route_begins_with_a_prefix_by_which_it_is_found() -> None:
    later = [one for one in create_app().router.routes if isinstance(one, LaterRoutes)]
    assert later
    for one in later:
        for route in one._routes:
            path = getattr(route, "path", "")
            assert path.startswith(one._prefixes), path


def test_they_are_made_once_and_not_for_others() -> None:
    made = []

    def make() -> APIRouter:
        made.append(1)
        router = APIRouter()

        @router.get("/rates/today")
        async def today() -> str:
            return "1"

        return router

    app = FastAPI()
    app.router.routes.append(LaterRoutes(make, "/rates/"))
    with TestClient(app) as client:
        assert client.get("/other").status_code == 404
        assert not made
        assert client.get("/rates/today").json() == "1"
        assert client.post("/rates/today").status_code == 405
        assert client.get("/rates/other").status_code == 404
    assert made == [1]
