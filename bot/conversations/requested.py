"""What a line was meant to ask for, said by a button."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.conversations import flights, packages, search_text, tours
from bot.conversations.filters import Private
from bot.conversations.which_request import kept_line
from bot.keyboards.requests import RequestButton
from bot.locales import Translator
from bot.rendering.home import render_expired
from bot.screen import InStages, Later, Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.reading.meanings import Request
from domain.search.understanding import decide_line


async def take_as(
    _callback: CallbackQuery,
    callback_data: RequestButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen | Later | InStages:
    """Read the line that was kept as the request that was pressed."""
    typed, request = await kept_line(state), callback_data.request
    if typed is None:
        return render_expired(t)
    today = today_in(traveller.time_zone, app.clock.now())
    decision = await decide_line(app, traveller, typed, today, (request,))
    match request:
        case Request.FLIGHT:
            return await flights.read_afresh(typed, decision, app, state, traveller, t)
        case Request.PACKAGE:
            return await packages.read_afresh(typed, decision, app, state, traveller, t)
        case Request.TOUR:
            return await tours.read_afresh(typed, decision, app, state, traveller, t)
        case _:
            return await search_text.search_by(decision, app, state, traveller, t)


def router() -> Router:
    """Return the route of the button."""
    routes = Router(name="requested")
    routes.callback_query.filter(Private())
    routes.callback_query.register(take_as, RequestButton.filter())
    return routes
