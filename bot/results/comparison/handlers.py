"""Comparing: ticking hotels on the results, and the table of those ticked."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.results.comparison.buttons import CompareButton, Step
from bot.results.comparison.screens import render_comparison
from bot.results.screens import render_picking, render_searching_again
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.search.comparison import choose_hotel, compare_chosen
from domain.search.queries.searches import load_search
from domain.search.service import find_hotels
from domain.trackers.queries.marks import tracked_hotels


async def pick(_callback: CallbackQuery, callback_data: CompareButton, visit: Visit) -> Later:
    """Show a page whose hotels can be ticked, after ticking one."""
    button, app, traveller = callback_data, visit.app, visit.traveller
    if button.step is not Step.PICK:
        is_in = button.step is Step.TAKE_IN
        await choose_hotel(app, traveller, button.search_id, button.hotel_id, on=is_in)

    async def work() -> Screen:
        outcome = await find_hotels(app, traveller, button.search_id, sorting=button.sorting)
        return render_picking(outcome, button.page, button.sorting, visit.now, visit.t)

    search = await load_search(app.pool, traveller, button.search_id)
    return Later(work, render_searching_again(search, visit.now, visit.t))


async def show_table(_callback: CallbackQuery, callback_data: CompareButton, visit: Visit) -> Later:
    """Show the ticked hotels side by side."""
    button = callback_data

    async def work() -> Screen:
        outcome = await find_hotels(
            visit.app, visit.traveller, button.search_id, sorting=button.sorting
        )
        tracked = await tracked_hotels(visit.app.pool, visit.traveller, outcome.search.stay)
        return render_comparison(compare_chosen(outcome), button, visit.t, tracked)

    search = await load_search(visit.app.pool, visit.traveller, button.search_id)
    return Later(work, render_searching_again(search, visit.now, visit.t))


def router() -> Router:
    """Return the routes of comparing."""
    routes = Router(name="comparing")
    routes.callback_query.filter(Private())
    routes.callback_query.register(show_table, CompareButton.filter(F.step == Step.TABLE))
    routes.callback_query.register(pick, CompareButton.filter())
    return routes
