"""The web service put together from its routers."""

from fastapi import FastAPI

from bot.intake import UpdateIntake
from domain.app import App
from webhooks import errors, health, metrics, telegram


def create_web(app: App, intake: UpdateIntake | None = None) -> FastAPI:
    """Return the ASGI application over an open `app`.

    `intake` takes Telegram's updates in webhook mode; without it the webhook does not exist.
    """
    web = FastAPI(title="Often Hotels", version="1", docs_url="/docs", redoc_url=None)
    errors.install(web)
    web.include_router(health.router(app))
    web.include_router(metrics.router(app))
    secret = app.settings.webhook_secret
    if intake is not None and secret is not None:
        web.include_router(telegram.router(intake, secret.get_secret_value()))
    return web
