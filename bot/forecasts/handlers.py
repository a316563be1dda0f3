"""/forecast: how forecasts are made, and how good they were."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, Where
from bot.forecasts.screens import axis_names, render_record
from bot.pictures.gallery import picture_of
from bot.pictures.reliability import describe_reliability
from bot.sending.screen import Below, Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.prices.forecasts import read_record


async def show_below(_callback: CallbackQuery, visit: Visit) -> Below:
    """Show the record below the price that was forecast, which stays as it is."""
    return Below(await _screen(visit))


async def show(_message: Message, visit: Visit) -> Screen:
    """Show the record with its picture."""
    return await _screen(visit)


async def _screen(visit: Visit) -> Screen:
    record = await read_record(visit.app.pool, visit.now)
    drawn = describe_reliability(record.whole, *axis_names(visit.t))
    picture = None
    if drawn is not None:
        picture = await picture_of(visit.app, drawn, visit.traveller.picture_style)
    return render_record(record, picture, visit.t)


def router() -> Router:
    """Return the route."""
    routes = Router(name="forecasts")
    routes.message.register(show, Private(), Command("forecast", ignore_case=True))
    routes.callback_query.register(show_below, Private(), Go.filter(F.to == Where.FORECAST))
    return routes
