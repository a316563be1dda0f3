"""Flexible dates: the days around a search's own, and a search from any of them."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import timedelta
from functools import partial

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.buttons.calendar import read_day
from bot.buttons.callbacks import HotelButton
from bot.hotel.handlers import hotel_later
from bot.pictures.gallery import picture_of
from bot.results.flexible.buttons import FlexibleButton, FlexibleDayButton, FlexibleStep
from bot.results.flexible.screens import heat_map_of, render_flexible
from bot.results.handlers import first_results
from bot.search.draft import draft_of
from bot.sending.screen import InStages, Later, Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.search.flexible import MOST_ASKED, ask_for_days, flexible_dates
from domain.search.flexible_values import FlexibleDates
from domain.search.queries.searches import load_search
from domain.search.service import begin_search


async def show_days(
    _callback: CallbackQuery, callback_data: FlexibleButton, visit: Visit
) -> Screen | InStages:
    """Show what is known now, then ask for more dates in the background."""
    hotel_id = callback_data.hotel_id or None
    view = await flexible_dates(visit.app, visit.traveller, callback_data.search_id, hotel_id)
    asking = min(len(view.unknown), MOST_ASKED)
    if not asking:
        return await _screen(visit, view)
    first = await _screen(visit, replace(view, asking=asking), is_asking=True)
    return InStages(partial(_as_they_come, visit, view, first), first)


async def _as_they_come(visit: Visit, view: FlexibleDates, first: Screen) -> AsyncIterator[Screen]:
    # The first stage frees the traveller's next press, "Stop" above all.
    yield first
    shown = view
    async with aclosing(ask_for_days(visit.app, view)) as views:
        async for shown in views:
            if shown.answered < shown.asking:
                yield await _screen(visit, shown, is_asking=True)
    yield await _screen(visit, shown)


async def stop_asking(
    _callback: CallbackQuery, callback_data: FlexibleButton, visit: Visit
) -> Screen:
    """Show what is known by now; the press itself has ended the asking."""
    hotel_id = callback_data.hotel_id or None
    view = await flexible_dates(visit.app, visit.traveller, callback_data.search_id, hotel_id)
    return await _screen(visit, view)


async def _screen(visit: Visit, view: FlexibleDates, *, is_asking: bool = False) -> Screen:
    picture = await picture_of(visit.app, heat_map_of(view, visit.t), visit.traveller.picture_style)
    return render_flexible(view, picture, visit.now, visit.t, is_asking=is_asking)


async def choose_day(
    _callback: CallbackQuery, callback_data: FlexibleDayButton, visit: Visit
) -> Later | InStages:
    """Begin the same search from another day."""
    search = await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    first = read_day(callback_data.day)
    last = first + timedelta(search.stay.nights)
    begun = await begin_search(
        visit.app, visit.traveller, replace(draft_of(search), check_in=first, check_out=last)
    )
    if callback_data.hotel_id:
        button = HotelButton(search_id=begun.search_id, hotel_id=callback_data.hotel_id)
        return hotel_later(visit, button)
    return first_results(visit, begun, None)


def router() -> Router:
    """Return the routes of flexible dates."""
    routes = Router(name="flexible")
    routes.callback_query.filter(Private())
    press = routes.callback_query
    press.register(show_days, FlexibleButton.filter(F.step == FlexibleStep.ASK))
    press.register(stop_asking, FlexibleButton.filter(F.step == FlexibleStep.STOP))
    press.register(choose_day, FlexibleDayButton.filter())
    return routes
