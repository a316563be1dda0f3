"""The one server: Bot API, chat page, controls, suppliers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from socket import socket

import uvicorn
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import BaseRoute
from starlette.staticfiles import StaticFiles

from sandbox import controls, liteapi, photos, serpapi, travclan
from sandbox.lazy_routes import LaterRoutes
from sandbox.mail.server import receiving
from sandbox.market import Market, booking_router
from sandbox.market import router as market_router
from sandbox.oauth import routes as oauth
from sandbox.payments import routes as payments
from sandbox.rates import routes as rates
from sandbox.state import SandboxState
from sandbox.telegram import (
    bots_side,
    conversation,
    group_side,
    inline_side,
    members_side,
    user_side,
)
from sandbox.telegram.api import BotApi
from sandbox.telegram.world import TelegramState

PAGE = Path(__file__).parent / "chat_page"
POLICY = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'"


def create_app(
    seed: int = 1,
    telegram: TelegramState | None = None,
    mail_listener: socket | None = None,
) -> FastAPI:
    """Return the sandbox with a fresh state; the same seed makes the same market.

    E-mails are taken on `mail_listener`, a listening socket.
    """
    state = SandboxState(Market(seed), telegram or TelegramState())
    state.telegram.checkout.per_euro = state.rates

    api = BotApi(state.telegram, state.faults, state.log)

    def other_side(bot: TelegramState) -> FastAPI:
        api.listen_to(bot)
        side = FastAPI(docs_url=None, redoc_url=None)
        _add_people(side, replace(state, telegram=bot))
        return side

    others = bots_side.OtherBots(state.telegram, other_side)
    state.on_reset.append(others.forget)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with receiving(mail_listener, state.mailbox, state.faults):
            yield
        await others.forget()
        await state.telegram.close()

    app = FastAPI(title="Often Hotels sandbox", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.sandbox = state
    # First, because routes are tried in order and these are the ones asked most.
    app.router.routes.extend(api.routes())
    app.router.routes.extend(_worlds_routes(state, others))
    _add_people(app, state)
    app.mount("/bots", others)
    _add_page(app)
    return app


def _worlds_routes(state: SandboxState, others: bots_side.OtherBots) -> list[BaseRoute]:
    """Return the suppliers', the provider's and the market's routes, and the controls."""
    return [
        LaterRoutes(lambda: controls.router(state), "/sandbox/"),
        LaterRoutes(lambda: bots_side.router(others), "/sandbox/bots"),
        LaterRoutes(lambda: market_router(state), "/sandbox/market"),
        LaterRoutes(lambda: booking_router(state), "/sandbox/bookings"),
        LaterRoutes(lambda: travclan.router(state), "/travclan/", "/sandbox/travclan/"),
        LaterRoutes(lambda: serpapi.router(state), "/serpapi/", "/sandbox/serpapi"),
        LaterRoutes(lambda: liteapi.router(state), "/liteapi/"),
        LaterRoutes(lambda: photos.router(state), "/sandbox/photos/"),
        LaterRoutes(lambda: rates.router(state), "/rates/", "/sandbox/rates"),
        LaterRoutes(lambda: oauth.router(state), "/oauth/", "/sandbox/oauth"),
        LaterRoutes(
            lambda: payments.router(state), "/provider/", "/sandbox/provider", "/sandbox/payments"
        ),
    ]


def _add_people(app: FastAPI, state: SandboxState) -> None:
    """Add what people do with one bot."""
    telegram = state.telegram
    app.router.routes += [
        LaterRoutes(lambda: conversation.router(telegram), "/sandbox/"),
        LaterRoutes(lambda: inline_side.router(telegram), "/sandbox/inline"),
        LaterRoutes(lambda: user_side.router(telegram), "/sandbox/"),
        LaterRoutes(lambda: group_side.router(telegram), "/sandbox/chats/"),
        LaterRoutes(lambda: members_side.router(telegram), "/sandbox/chats/"),
        LaterRoutes(lambda: payments.paying_router(state), "/sandbox/payments"),
    ]


class SandboxServer(uvicorn.Server):
    """A server that ends what would wait for ever before it waits for its connections."""

    def __init__(self, app: FastAPI, *, port: int = 0, host: str = "127.0.0.1") -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                ws="none",
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=1,
            )
        )
        self._telegram: TelegramState = app.state.sandbox.telegram

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Close polls and event streams, then the server."""
        await self._telegram.close()
        await super().shutdown(sockets)


def _add_page(app: FastAPI) -> None:
    """Serve the chat page and, for whatever is not there, an answer that says so."""

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"}
        return FileResponse(PAGE / "index.html", headers=headers)

    app.mount("/chat", StaticFiles(directory=PAGE), name="chat")

    @app.exception_handler(404)
    async def nothing(request: Request, error: Exception) -> JSONResponse:
        detail = getattr(error, "detail", None) or "Not Found"
        return JSONResponse({"detail": detail, "path": request.url.path}, 404)
