"""/forecast: how it is known, and how good it was."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, Where
from bot.forecasts.screens import axis_names, render_record
from bot.locales import Translator
from bot.pictures.gallery import picture_of
from bot.pictures.reliability import describe_reliability
from bot.sending.screen import Below, Screen
from bot.updates.filters import Private
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.prices.forecasts import read_record


async def show_below(
    _callback: CallbackQuery, app: App, traveller: Traveller, t: Translator
) -> Below:
    """Show the record below the price that was forecast, which stays as it is."""
    return Below(await _screen(app, traveller, t))


async def show(_message: Message, app: App, traveller: Traveller, t: Translator) -> Screen:
    """Show the record with its picture."""
    return await _screen(app, traveller, t)


async def _screen(app: App, traveller: Traveller, t: Translator) -> Screen:
    record = await read_record(app.pool, app.clock.now())
    drawn = describe_reliability(record.whole, *axis_names(t))
    picture = None
    if drawn is not None:
        picture = await picture_of(app, drawn, traveller.picture_style)
    return render_record(record, picture, t)


def router() -> Router:
    """Return the route."""
    routes = Router(name="forecasts")
    routes.message.register(show, Private(), Command("forecast", ignore_case=True))
    routes.callback_query.register(show_below, Private(), Go.filter(F.to == Where.FORECAST))
    return routes
