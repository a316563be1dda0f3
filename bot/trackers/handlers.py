"""One of my trackers: what it shows, its chart, pause, resume, delete and undo."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.buttons.callbacks import (
    HotelButton,
    TrackerAction,
    TrackerButton,
)
from bot.flights.results.handlers import first_flights
from bot.hotel.buttons import Span
from bot.hotel.handlers import hotel_later
from bot.results.handlers import open_search
from bot.search.saved.buttons import opening
from bot.sending.screen import InStages, Later, Screen
from bot.trackers.buttons import TrackerHistoryButton
from bot.trackers.screens import render_delete_question, render_tracker
from bot.trackers.starts import chart_of
from bot.trips.handlers import price_start
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.prices.models import TrackableKind
from domain.search.service import search_for
from domain.trackers.flight_starts import flights_of_tracker
from domain.trackers.service import (
    delete_tracker,
    get_tracker,
    pause_tracker,
    restore_tracker,
    resume_tracker,
    try_again,
)
from domain.trackers.starts import search_of_tracker
from domain.trackers.trip_starts import tour_of_tracker

CHANGES = {
    TrackerAction.SHOW: get_tracker,
    TrackerAction.PAUSE: pause_tracker,
    TrackerAction.RESUME: resume_tracker,
    TrackerAction.DELETE: delete_tracker,
    TrackerAction.RESTORE: restore_tracker,
    TrackerAction.TRY_AGAIN: try_again,
}


async def act(
    _callback: CallbackQuery, callback_data: TrackerButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show, pause, resume, delete or bring back a tracker."""
    await state.set_state(None)
    change = CHANGES[callback_data.action]
    tracker = await change(visit.app, visit.traveller, callback_data.tracker_id)
    return render_tracker(tracker, visit.now, visit.traveller.time_zone, visit.t)


async def ask_delete(
    _callback: CallbackQuery, callback_data: TrackerButton, visit: Visit
) -> Screen:
    """Ask before deleting."""
    return render_delete_question(
        await get_tracker(visit.app, visit.traveller, callback_data.tracker_id), visit.t
    )


async def show_chart(
    _callback: CallbackQuery, callback_data: TrackerButton | TrackerHistoryButton, visit: Visit
) -> Screen:
    """Show the price history."""
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    span = callback_data.span if isinstance(callback_data, TrackerHistoryButton) else Span.ALL
    return await chart_of(visit, tracker, span)


async def show_hotel(
    _callback: CallbackQuery, callback_data: TrackerButton, visit: Visit
) -> Screen | Later | InStages:
    """Open the hotel's page for the tracked stay, or the results of a tracked search or flight."""
    return await what_is_watched(visit, callback_data.tracker_id)


async def what_is_watched(
    visit: Visit, tracker_id: int, hotel_id: int | None = None
) -> Later | InStages | Screen:
    """Return what a tracker watches; of many hotels the one of `hotel_id`. Raises NotFound."""
    tracker = await get_tracker(visit.app, visit.traveller, tracker_id)
    hotel_id = hotel_id or tracker.hotel_id
    if tracker.flight_days is not None:
        flights = await flights_of_tracker(visit.app, visit.traveller, tracker.tracker_id)
        return first_flights(visit, flights, None)
    if tracker.kind is TrackableKind.TRIP:
        tour = await tour_of_tracker(visit.app, visit.traveller, tracker.tracker_id)
        return price_start(visit, tour, tour.first_start)
    if hotel_id is None or tracker.destination_id is None:
        found = await search_of_tracker(visit.app, visit.traveller, tracker.tracker_id)
        return open_search(visit, found, opening(found))
    search = await search_for(visit.app, visit.traveller, tracker.destination_id, tracker.stay)
    button = HotelButton(search_id=search.search_id, hotel_id=hotel_id)
    return hotel_later(visit, button)


def router() -> Router:
    """Return the routes of the trackers."""
    routes = Router(name="trackers")
    routes.callback_query.filter(Private())
    press = routes.callback_query
    press.register(act, TrackerButton.filter(F.action.in_(set(CHANGES))))
    press.register(ask_delete, TrackerButton.filter(F.action == TrackerAction.CONFIRM))
    press.register(show_chart, TrackerHistoryButton.filter())
    press.register(show_chart, TrackerButton.filter(F.action == TrackerAction.CHART))
    press.register(show_hotel, TrackerButton.filter(F.action == TrackerAction.HOTEL))
    return routes
