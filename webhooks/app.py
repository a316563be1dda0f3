"""The web service put together from its routers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.routing import BaseRoute, Route

from bot.updates.intake import UpdateIntake
from domain.accounts.replays import Replays
from domain.app import App
from domain.background import cancel_and_wait
from domain.metrics import watch_process
from domain.settings import Settings
from webhooks import calendars, errors, forecasts, health, manual, metrics, savings, telegram
from webhooks.access import Doorkeeper
from webhooks.allowance import Allowance
from webhooks.api import routes
from webhooks.assistants import PATH, Assistants
from webhooks.document import document_of
from webhooks.middlewares.bodies import BODY_SECONDS, BodyLimits
from webhooks.middlewares.etags import EntityTags
from webhooks.middlewares.headers import SecurityHeaders
from webhooks.middlewares.hosts import TrustedHosts
from webhooks.middlewares.limits import RequestLimits
from webhooks.middlewares.maintenance import Maintenance
from webhooks.middlewares.origins import Origins
from webhooks.middlewares.patience import Patience, Waiting
from webhooks.middlewares.replays import IdempotentPosts
from webhooks.middlewares.requests import HEADER, RequestLog
from webhooks.middlewares.shedding import Shedding
from webhooks.pages import site
from webhooks.pages.bot_name import BotName
from webhooks.pages.refusals import page_of
from webhooks.pages.telegram import provider_of
from webhooks.switchboard import switched

ALLOWED_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "If-None-Match", HEADER)
TOLD_HEADERS = ("ETag", "Idempotency-Replayed", "Link", "Location", "RateLimit", "RateLimit-Limit",
                "RateLimit-Policy", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After",
                HEADER)  # fmt: skip

# Spans and metrics are ours, and hold nothing that anybody wrote.
TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}


def create_web(app: App, intake: UpdateIntake | None = None) -> FastAPI:
    """Return the ASGI application over an open `app`.

    `intake` takes Telegram's updates in webhook mode; without it the webhook does not exist.
    """
    keeper, waiting = Doorkeeper(app), Waiting(app)
    assistants = Assistants(app, keeper)

    @asynccontextmanager
    async def lifespan(_web: FastAPI) -> AsyncIterator[None]:
        # Its first use takes half a second, and would give away which accounts there are.
        keeper.accounts  # noqa: B018 - opened by being named
        watching = [asyncio.create_task(one) for one in (watch_process(app.pool), waiting.watch())]
        async with assistants.running():
            yield
        await cancel_and_wait(*watching)
        keeper.close()

    web = FastAPI(
        title="Often Hotels", version="1", docs_url=None, redoc_url=None, openapi_url=None,
        lifespan=lifespan, telemetry=TELEMETRY,
    )  # fmt: skip
    web.state.doorkeeper = keeper
    web.state.bot_name = BotName(app.settings)
    web.state.page_of = page_of
    web.state.telegram = provider_of(app.settings)
    web.openapi = cache(partial(document_of, web))  # type: ignore[method-assign]
    errors.install(web)
    _serve_api(web, keeper)
    web.add_middleware(Maintenance, product=app)
    _guard(web, app.settings, waiting)
    web.router.routes = switched(_routes(web, app, assistants, intake))
    return web


def _routes(
    web: FastAPI, app: App, assistants: Assistants, intake: UpdateIntake | None
) -> list[BaseRoute]:
    """Return every route; of several that an address fits the first one answers."""
    opened = (health, metrics, forecasts, savings, calendars)
    found = [
        *manual.router(web).routes,
        *routes.routes(),
        Route(PATH, assistants),
        *site.routes(),
        *(route for part in opened for route in part.router(app).routes),
    ]
    secret = app.settings.webhook_secret
    if intake is not None and secret is not None:
        found += telegram.router(intake, secret.get_secret_value()).routes
    return found


def _serve_api(web: FastAPI, keeper: Doorkeeper) -> None:
    """Let requests to the API pass what it promises of all its routes; the last comes first."""
    app = keeper.app
    web.add_middleware(EntityTags)
    web.add_middleware(
        IdempotentPosts,
        keeper=keeper,
        replays=Replays(app.pool, app.settings.secret_key.get_secret_value()),
    )
    web.add_middleware(
        RequestLimits,
        keeper=keeper,
        allowance=Allowance(app.redis, app.settings.api_requests_a_minute),
    )


def _guard(web: FastAPI, settings: Settings, waiting: Waiting) -> None:
    """Let every request pass what guards the service: the last one added comes first.

    So the headers stand on every refusal, and each is in the log under its name.
    """
    web.add_middleware(
        Origins,
        allow_origins=settings.cors_origins,
        allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
        allow_headers=ALLOWED_HEADERS,
        expose_headers=TOLD_HEADERS,
    )
    web.add_middleware(Patience, waiting=waiting)
    web.add_middleware(Shedding)
    web.add_middleware(BodyLimits, seconds=BODY_SECONDS)
    web.add_middleware(TrustedHosts, hosts=settings.hosts)
    web.add_middleware(RequestLog)
    web.add_middleware(SecurityHeaders)
