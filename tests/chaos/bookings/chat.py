"""The bot in this process, and somebody who pays what it asks for in the sandbox's chat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import TelegramObject, Update

from bot.dispatcher import create_dispatcher
from bot.middlewares.past_queues import is_payment
from bot.sending.bots import create_bot
from bot.sending.invoices import refund_ports
from bot.updates.intake import UpdateIntake
from bot.updates.polling import poll
from domain.app import App
from domain.background import cancel_and_wait
from domain.payments.contract import RefundPort
from domain.payments.http_refunds import HttpRefunds
from tests.chaos.bookings.around import LINES, Around, Watch

# A provider that is silent is not waited for as long as in earnest.
REFUND_SECONDS = 3.0
LOOK_AGAIN = 0.02
PATIENCE = 40.0


@dataclass
class Talk:
    """The bot at work."""

    bot: Bot
    intake: UpdateIntake
    ports: Mapping[str | None, RefundPort]

    async def is_quiet(self) -> None:
        """Wait until Telegram has nothing more to tell, and nothing is being handled."""
        async with asyncio.timeout(PATIENCE):
            while (await self.bot.get_webhook_info()).pending_update_count:
                await asyncio.sleep(LOOK_AGAIN)
            await self.intake.drained()


@asynccontextmanager
async def talking(app: App, watch: Watch) -> AsyncIterator[Talk]:
    """Take updates and answer them, as the bot's process does."""

    async def watched(go: Any, bot: Bot, method: Any) -> Any:
        name = method.__api_method__
        if name not in LINES:
            return await go(bot, method)
        return await watch.around(name, lambda: go(bot, method))

    async with create_bot(app.settings) as bot:
        bot.session.middleware(watched)  # type: ignore[arg-type] # of any method's own kind
        dispatcher = create_dispatcher(app)
        dispatcher.update.outer_middleware(Handled(watch))
        working = asyncio.Event()
        async with UpdateIntake(app, bot, dispatcher) as intake:
            polling = asyncio.create_task(poll(bot, _Taken(intake, watch), working.set))  # type: ignore[arg-type] # of it only what is called here
            await asyncio.wait_for(working.wait(), PATIENCE)
            yield Talk(bot, intake, ports_of(app, bot, watch))
            await cancel_and_wait(polling)


def ports_of(app: App, bot: Bot, watch: Watch) -> Mapping[str | None, RefundPort]:
    """Return who gives money back, watched."""
    ports: dict[str | None, Any] = {}
    for currency, port in refund_ports(app.settings, bot).items():
        quick = replace(port, seconds=REFUND_SECONDS) if isinstance(port, HttpRefunds) else port
        ports[currency] = Around(quick, watch)
    return ports


@dataclass
class _Taken:
    """An intake whose taking of a payment is watched."""

    intake: UpdateIntake
    watch: Watch

    async def receive(self, update: Any) -> bool:
        async def go() -> bool:
            return await self.intake.receive(update)

        told = update.get("message", {}) if isinstance(update, dict) else {}
        if "successful_payment" not in told:
            return await go()
        taken: bool = await self.watch.around("take", go)
        return taken

    async def note_contest(self) -> None:
        await self.intake.note_contest()


class Handled(BaseMiddleware):
    """The handling of a payment is watched from after it was written down."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hand on."""
        if not (isinstance(event, Update) and is_payment(event)):
            return await handler(event, data)
        return await self._watch.around("handle", lambda: handler(event, data))
