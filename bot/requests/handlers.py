"""What a line was meant to ask for, said by a button."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.flights import handlers as flights
from bot.packages import handlers as packages
from bot.requests.buttons import RequestButton
from bot.requests.kept_line import kept_line
from bot.search import text as search_text
from bot.sending.screen import InStages, Later, Screen
from bot.start.screens import render_expired
from bot.trips import handlers as tours
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.reading.meanings import Request
from domain.search.interpretation import decide_line


async def take_as(
    _callback: CallbackQuery, callback_data: RequestButton, visit: Visit, state: FSMContext
) -> Screen | Later | InStages:
    """Read the line that was kept as the request that was pressed."""
    typed, request = await kept_line(state), callback_data.request
    if typed is None:
        return render_expired(visit.t)
    decision = await decide_line(visit.app, visit.traveller, typed, visit.today, (request,))
    match request:
        case Request.FLIGHT:
            return await flights.read_afresh(typed, decision, visit, state)
        case Request.PACKAGE:
            return await packages.read_afresh(typed, decision, visit, state)
        case Request.TOUR:
            return await tours.read_afresh(typed, decision, visit, state)
        case _:
            return await search_text.search_by(decision, visit, state)


def router() -> Router:
    """Return the route of the button."""
    routes = Router(name="requested")
    routes.callback_query.filter(Private())
    routes.callback_query.register(take_as, RequestButton.filter())
    return routes
