"""All pages together, and the stylesheet and pictures they show."""

from pathlib import PurePath

from fastapi import APIRouter, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from domain.errors import NotFound
from webhooks.pages import account, alerts, hooks, keys, linking, mini_app, sign_in, telegram
from webhooks.pages.opening import PageRoute
from webhooks.pages.rendering import ART, TYPES
from webhooks.pages.visit import HOME

# Their addresses change with their content.
FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
GUARDED = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'"}
NOT_FOUND = 404

art = APIRouter(include_in_schema=False)
nowhere = APIRouter(route_class=PageRoute, include_in_schema=False)


@art.get("/")
async def front() -> Response:
    """Lead to the account."""
    return RedirectResponse(HOME)


@art.get("/account/art/{name}")
async def picture(name: str) -> Response:
    """Return a stylesheet or picture."""
    content = ART.get(name)
    if content is None:
        raise HTTPException(NOT_FOUND)
    return Response(content, media_type=TYPES[PurePath(name).suffix], headers=FOR_GOOD | GUARDED)


@nowhere.get("/account/{rest:path}")  # noqa: FAST003 - whatever it is
async def no_page(_request: Request) -> Response:
    """Say so. Raises NotFound."""
    raise NotFound("page")


def routes() -> list[BaseRoute]:
    """Return the routes of all pages."""
    parts = (sign_in, account, alerts, hooks, keys, linking, telegram, mini_app)
    routers = (art, *(part.router for part in parts), nowhere)
    return [route for router in routers for route in router.routes]
