"""The web service put together from its routers."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from bot.updates.intake import UpdateIntake
from domain.app import App
from webhooks import errors, forecasts, health, metrics, telegram
from webhooks.access import Doorkeeper
from webhooks.api import routes
from webhooks.pages import site


def create_web(app: App, intake: UpdateIntake | None = None) -> FastAPI:
    """Return the ASGI application over an open `app`.

    `intake` takes Telegram's updates in webhook mode; without it the webhook does not exist.
    """
    keeper = Doorkeeper(app)

    @asynccontextmanager
    async def lifespan(_web: FastAPI) -> AsyncIterator[None]:
        # Its first use takes half a second, and would give away which accounts there are.
        keeper.accounts  # noqa: B018 - opened by being named
        yield
        keeper.close()

    web = FastAPI(
        title="Often Hotels", version="1", docs_url="/docs", redoc_url=None, lifespan=lifespan
    )
    web.state.doorkeeper = keeper
    errors.install(web)
    web.include_router(routes.router())
    web.include_router(site.router())
    web.include_router(health.router(app))
    web.include_router(metrics.router(app))
    web.include_router(forecasts.router(app))
    secret = app.settings.webhook_secret
    if intake is not None and secret is not None:
        web.include_router(telegram.router(intake, secret.get_secret_value()))
    return web
