"""/forecast: how it is known, and how good it was."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.conversations.filters import Private
from bot.locales import Translator
from bot.pictures.gallery import picture_of
from bot.pictures.reliability import describe_reliability
from bot.rendering.forecasts import axis_names, render_record
from bot.screen import Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.prices.forecasts import read_record


async def show(_message: Message, app: App, traveller: Traveller, t: Translator) -> Screen:
    """Show the record with its picture."""
    record = await read_record(app.pool, app.clock.now())
    drawn = describe_reliability(record.whole, *axis_names(t))
    picture = None
    if drawn is not None:
        picture = await picture_of(app.redis, drawn, traveller.picture_style)
    return render_record(record, picture, t)


def router() -> Router:
    """Return the route."""
    routes = Router(name="forecasts")
    routes.message.register(show, Private(), Command("forecast", ignore_case=True))
    return routes
