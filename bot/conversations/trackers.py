"""My trackers: the list, and everything that can be done with one of them."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.conversations.filters import Private
from bot.conversations.flight_results import first_flights
from bot.conversations.hotel import hotel_later
from bot.conversations.results import open_search
from bot.conversations.track import chart_of
from bot.keyboards.callbacks import (
    Go,
    HotelButton,
    StopAllButton,
    TrackerAction,
    TrackerButton,
    TrackersButton,
    Where,
)
from bot.keyboards.hotel import Span
from bot.keyboards.searches import opening
from bot.keyboards.trackers import TrackerHistoryButton
from bot.locales import Translator
from bot.rendering.home import render_stop_all
from bot.rendering.trackers import render_delete_question, render_tracker, render_trackers
from bot.screen import InStages, Later, Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.search.service import search_for
from domain.trackers.flight_tracking import flights_of_tracker
from domain.trackers.models import TrackerState
from domain.trackers.poison import try_again
from domain.trackers.service import (
    delete_tracker,
    get_tracker,
    list_trackers,
    pause_tracker,
    restore_tracker,
    resume_tracker,
)
from domain.trackers.tracking import search_of_tracker

CHANGES = {
    TrackerAction.SHOW: get_tracker,
    TrackerAction.PAUSE: pause_tracker,
    TrackerAction.RESUME: resume_tracker,
    TrackerAction.DELETE: delete_tracker,
    TrackerAction.RESTORE: restore_tracker,
    TrackerAction.TRY_AGAIN: try_again,
}


async def show_list(
    _event: Message | CallbackQuery,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
    callback_data: TrackersButton | Go | None = None,
) -> Screen:
    """Show a page of the list; without a button the first one."""
    await state.set_state(None)
    page = callback_data.page if isinstance(callback_data, TrackersButton) else 0
    return render_trackers(await list_trackers(app, traveller), page, app.clock.now(), t)


async def act(
    _callback: CallbackQuery,
    callback_data: TrackerButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show, pause, resume, delete or bring back a tracker."""
    await state.set_state(None)
    change = CHANGES[callback_data.action]
    tracker = await change(app, traveller, callback_data.tracker_id)
    return render_tracker(tracker, app.clock.now(), traveller.time_zone, t)


async def ask_delete(
    _callback: CallbackQuery,
    callback_data: TrackerButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Ask before deleting."""
    return render_delete_question(await get_tracker(app, traveller, callback_data.tracker_id), t)


async def show_chart(
    _callback: CallbackQuery,
    callback_data: TrackerButton | TrackerHistoryButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show the price history."""
    tracker = await get_tracker(app, traveller, callback_data.tracker_id)
    span = callback_data.span if isinstance(callback_data, TrackerHistoryButton) else Span.ALL
    return await chart_of(app, traveller, tracker, t, span)


async def show_hotel(
    _callback: CallbackQuery,
    callback_data: TrackerButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen | Later | InStages:
    """Open the hotel's page for the tracked stay, or the results of a tracked search or flight."""
    tracker = await get_tracker(app, traveller, callback_data.tracker_id)
    if tracker.flight_days is not None:
        flights = await flights_of_tracker(app, traveller, tracker.tracker_id)
        return first_flights(app, traveller, flights, t, None)
    if tracker.hotel_id is None or tracker.destination_id is None:
        found = await search_of_tracker(app, traveller, tracker.tracker_id)
        return open_search(app, traveller, found, opening(found), t)
    search = await search_for(app, traveller, tracker.destination_id, tracker.stay)
    button = HotelButton(search_id=search.search_id, hotel_id=tracker.hotel_id)
    return hotel_later(app, traveller, button, t)


async def ask_stop_all(_message: Message, app: App, traveller: Traveller, t: Translator) -> Screen:
    """Ask before all alerts are paused."""
    trackers = await list_trackers(app, traveller)
    return render_stop_all(t, sum(one.state is TrackerState.ACTIVE for one in trackers))


async def stop_all(
    _callback: CallbackQuery, app: App, traveller: Traveller, t: Translator
) -> Screen:
    """Pause every active tracker."""
    for tracker in await list_trackers(app, traveller):
        if tracker.state is TrackerState.ACTIVE:
            await pause_tracker(app, traveller, tracker.tracker_id)
    return render_trackers(await list_trackers(app, traveller), 0, app.clock.now(), t)


def router() -> Router:
    """Return the routes of the trackers."""
    routes = Router(name="trackers")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(show_list, Command("trackers", ignore_case=True))
    routes.message.register(ask_stop_all, Command("stop", ignore_case=True))
    press = routes.callback_query
    press.register(show_list, Go.filter(F.to == Where.TRACKERS))
    press.register(show_list, TrackersButton.filter())
    press.register(act, TrackerButton.filter(F.action.in_(set(CHANGES))))
    press.register(ask_delete, TrackerButton.filter(F.action == TrackerAction.CONFIRM))
    press.register(show_chart, TrackerHistoryButton.filter())
    press.register(show_chart, TrackerButton.filter(F.action == TrackerAction.CHART))
    press.register(show_hotel, TrackerButton.filter(F.action == TrackerAction.HOTEL))
    press.register(stop_all, StopAllButton.filter())
    return routes
