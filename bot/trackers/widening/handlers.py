"""Watching more than one stay: a whole search, the same nights from other days."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.buttons.calendar import read_day
from bot.flights.screens import render_asking_flights
from bot.middlewares.prompt_answers import PressAnswer
from bot.packages.screens import render_asking_package
from bot.search.screens import render_searching
from bot.sending.screen import Later, Screen
from bot.trackers.screens import render_first_look, render_tracker, render_tracking_started
from bot.trackers.widening.buttons import (
    FlexibilityButton,
    TrackFlightsButton,
    TrackPackageButton,
    TrackSearchButton,
    TrackTourButton,
)
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.flights.queries import load_flight_search
from domain.search.queries.searches import load_search
from domain.trackers.flight_starts import track_flight, track_package
from domain.trackers.starts import set_flexibility
from domain.trackers.starts import track_search as begin_tracking
from domain.trackers.trip_starts import track_tour
from domain.trips.packages import load_package
from domain.trips.tours import load_tour


async def track_search(
    _callback: CallbackQuery, callback_data: TrackSearchButton, visit: Visit
) -> Later:
    """Watch the cheapest hotel that fits a search."""
    search = await load_search(visit.app.pool, visit.traveller, callback_data.search_id)

    async def work() -> Screen:
        started = await begin_tracking(visit.app, visit.traveller, search.search_id)
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_searching(visit.t.place(search.destination), visit.t))


async def track_flights(
    _callback: CallbackQuery, callback_data: TrackFlightsButton, visit: Visit
) -> Later:
    """Watch the lowest price of a flight search."""
    search = await load_flight_search(visit.traveller, callback_data.search_id)

    async def work() -> Screen:
        started = await track_flight(visit.app, visit.traveller, search.search_id)
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    return Later(
        work,
        render_asking_flights(
            visit.t.place(search.origin), visit.t.place(search.destination), visit.t
        ),
    )


async def track_packages(
    _callback: CallbackQuery, callback_data: TrackPackageButton, visit: Visit
) -> Later:
    """Watch the total of a hotel and a flight."""
    view = await load_package(visit.app, visit.traveller, callback_data.package_id)

    async def work() -> Screen:
        started = await track_package(
            visit.app,
            visit.traveller,
            view.package_id,
            callback_data.hotel_id,
            callback_data.flight or None,
        )
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_asking_package(view, visit.t))


async def track_trip(
    _callback: CallbackQuery, callback_data: TrackTourButton, visit: Visit
) -> Later:
    """Watch what a trip costs in all from one day on."""
    at = callback_data
    tour = await load_tour(visit.app, visit.traveller, at.tour_id)

    async def work() -> Screen:
        started = await track_tour(visit.app, visit.traveller, tour.tour_id, read_day(at.day))
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_first_look(visit.t))


async def flexibility(
    _callback: CallbackQuery, callback_data: FlexibilityButton, visit: Visit, press: PressAnswer
) -> Later:
    """Watch neighbouring dates too, or no longer."""
    at = callback_data

    async def work() -> Screen:
        tracker = await set_flexibility(visit.app, visit.traveller, at.tracker_id, at.days)
        press.give(
            visit.t.ngettext(
                "Tracking {count} date", "Tracking {count} dates", len(tracker.watched)
            )
        )
        return render_tracker(tracker, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_first_look(visit.t))


def router() -> Router:
    """Return the routes of wider watches."""
    routes = Router(name="watching")
    routes.callback_query.filter(Private())
    routes.callback_query.register(track_search, TrackSearchButton.filter())
    routes.callback_query.register(track_flights, TrackFlightsButton.filter())
    routes.callback_query.register(track_packages, TrackPackageButton.filter())
    routes.callback_query.register(track_trip, TrackTourButton.filter())
    routes.callback_query.register(flexibility, FlexibilityButton.filter())
    return routes
