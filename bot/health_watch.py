"""Each process watches the service's health; the bot's brings notices if no worker is left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from aiogram import Bot

from bot.notices import NOTICES
from bot.sending.telegram import TelegramChannel
from domain.administration.health.watch import Watch
from domain.app import App
from domain.background import cancel_and_wait
from domain.delivery.carriage import carry_messages
from domain.maintenance import maintenance_until
from domain.outbox.values import MessageClass

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 15.0


@asynccontextmanager
async def lookout(app: App, bot: Bot | None = None) -> AsyncIterator[None]:
    """Watch the service's health while the process runs.

    With a `bot`, notices are carried here while no worker lives: the one that says so is among
    them.
    """
    watch = Watch(app)

    async def keep_watch() -> None:
        while True:
            try:
                await look_out(watch, bot)
            except Exception:
                log.exception("health not looked at")
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    task = asyncio.create_task(keep_watch())
    try:
        yield
    finally:
        await cancel_and_wait(task)


async def look_out(watch: Watch, bot: Bot | None) -> None:
    """Look once, and carry notices with a `bot` if no worker does and it is no maintenance."""
    await watch.look()
    if bot is None or not watch.are_workers_gone:
        return
    if await maintenance_until(watch.app) is None:
        channel = TelegramChannel(watch.app, bot, NOTICES)
        await carry_messages(watch.app, channel, MessageClass.NOTICE)
