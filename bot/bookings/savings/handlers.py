"""/savings: what rebooking has saved here, the misses included."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.bookings.savings.screens import render_savings
from bot.buttons.callbacks import Go, Where
from bot.sending.screen import Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.bookings.price_watches.ledger import read_savings


async def show(_event: Message | CallbackQuery, visit: Visit) -> Screen:
    """Show the record over everybody's bookings."""
    return render_savings(await read_savings(visit.app.pool), visit.t)


def router() -> Router:
    """Return the routes of the record."""
    routes = Router(name="savings")
    routes.message.register(show, Private(), Command("savings", ignore_case=True))
    routes.callback_query.register(show, Private(), Go.filter(F.to == Where.SAVINGS))
    return routes
