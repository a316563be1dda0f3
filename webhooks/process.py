"""Serve the web service on WEB_HOST:WEB_PORT."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from bot.dispatcher import create_dispatcher
from bot.sending.bots import create_bot, first_answer, interactive
from bot.updates.intake import UpdateIntake
from bot.updates.polling import ALLOWED_UPDATES
from domain.app import App, open_app
from domain.entry import PortTakenError, mark_ready
from domain.flights.airports import load_airports
from domain.settings import BotMode, Settings
from webhooks.app import create_web
from webhooks.connections import limits
from webhooks.telegram import PATH

DRAIN_SECONDS = 10


def _listen(host: str, port: int) -> socket.socket:
    """Bind before anything is opened, so that a port in use is reported immediately."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, or asyncio leaves Nagle's algorithm on and small answers wait 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTakenError(host, port) from error
    # Calls that come before the server runs wait in the backlog instead of being refused.
    listener.listen()
    return listener


@asynccontextmanager
async def open_intake(app: App) -> AsyncIterator[UpdateIntake | None]:
    """In webhook mode: tell Telegram where to call, and yield what takes the updates."""
    settings = app.settings
    secret = settings.webhook_secret
    if settings.bot_mode is not BotMode.WEBHOOK or secret is None:
        yield None
        return
    # Loaded now, or the first traveller who asks for flights would wait for it.
    await load_airports()
    bot = create_bot(settings, interactive(app))
    intake = UpdateIntake(app, bot, create_dispatcher(app))
    try:
        async with intake:
            await first_answer(
                lambda: bot.set_webhook(
                    f"{settings.public_url}{PATH}",
                    secret_token=secret.get_secret_value(),
                    allowed_updates=ALLOWED_UPDATES,
                )
            )
            yield intake
    finally:
        await bot.session.close()


async def serve(settings: Settings) -> None:
    """Serve until told to stop, then let running requests finish."""
    listener = _listen(settings.web_host, settings.web_port)
    async with open_app(settings) as app, open_intake(app) as intake:
        config = uvicorn.Config(
            create_web(app, intake),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
            # Only our own proxy may say who calls: anybody could write that header.
            forwarded_allow_ips=list(settings.trusted_proxies),
            **limits(),
        )
        mark_ready(settings)
        await uvicorn.Server(config).serve(sockets=[listener])
