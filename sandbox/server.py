"""The one server: Bot API, chat page, controls, suppliers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.staticfiles import StaticFiles

from sandbox import controls, photos, serpapi, travclan
from sandbox.market import Market
from sandbox.market import router as market_router
from sandbox.state import SandboxState
from sandbox.telegram import api, user_side

PAGE = Path(__file__).parent / "chat_page"
POLICY = "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'"


def create_app(seed: int = 1) -> FastAPI:
    """Return the sandbox with a fresh state; the same seed makes the same market."""
    state = SandboxState(Market(seed))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await state.telegram.queue.close()
        state.telegram.events.close()

    app = FastAPI(title="Often Hotels sandbox", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.sandbox = state
    for router in (
        controls.router(state),
        user_side.router(state.telegram),
        market_router(state),
        travclan.router(state),
        serpapi.router(state),
        photos.router(state),
    ):
        app.include_router(router)
    app.router.routes.extend(api.routes(state.telegram, state.faults, state.log))
    _add_page(app)
    return app


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
