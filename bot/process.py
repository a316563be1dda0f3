"""Take updates from Telegram until told to stop.

In webhook mode the web service takes the updates; this process then only writes the bot's
commands and descriptions, says so, and stays idle so that whoever watches it sees it alive.
"""

import asyncio
import signal

import structlog

from bot.dispatcher import create_dispatcher
from bot.health_watch import lookout
from bot.probes import open_probes
from bot.sending.bots import create_bot, interactive
from bot.sending.profile import introduce
from bot.updates.intake import UpdateIntake
from bot.updates.polling import poll
from domain.app import open_app
from domain.background import cancel_and_wait
from domain.entry import mark_ready
from domain.flights.airports import load_airports
from domain.settings import BotMode, Settings

log = structlog.get_logger(__name__)


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then let running handlers finish."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with (
        open_app(settings) as app,
        open_probes(app),
        create_bot(settings, interactive(app)) as bot,
        lookout(app, bot),
    ):
        await introduce(bot)
        if settings.bot_mode is BotMode.WEBHOOK:
            log.info("the web service takes the updates; this process has nothing to do")
            mark_ready(settings)
            await stop.wait()
            return
        # Loaded now, or the first traveller who asks for flights would wait for it.
        await load_airports()
        async with UpdateIntake(app, bot, create_dispatcher(app)) as intake:
            polling = asyncio.create_task(poll(bot, intake, lambda: mark_ready(settings)))
            stopped = asyncio.create_task(stop.wait())
            await asyncio.wait({polling, stopped}, return_when=asyncio.FIRST_COMPLETED)
            stopped.cancel()
            if polling.done():
                polling.result()
            await cancel_and_wait(polling)
            log.info("stopping: letting running handlers finish")
