"""The table of contents: what surrounds every update, and the conversations in their order."""

from datetime import timedelta

from aiogram import Dispatcher
from aiogram.fsm.storage.base import DefaultKeyBuilder
from aiogram.fsm.storage.redis import RedisStorage

from bot.admin import watch
from bot.conversations import (
    alert_settings,
    alerts,
    bookings,
    comparing,
    filtering,
    flexible,
    flight_ends,
    flight_results,
    flights,
    forecasts,
    group_search,
    groups,
    hotel,
    inline,
    membership,
    packages,
    requested,
    results,
    search_guided,
    search_text,
    searches,
    settings,
    sharing,
    small_talk,
    start,
    tours,
    track,
    tracker_editing,
    tracker_files,
    tracker_list,
    tracker_sharing,
    trackers,
    watching,
)
from bot.middlewares.answering import Answering
from bot.middlewares.isolation import RedisIsolation
from bot.middlewares.lines import Lines
from bot.middlewares.showing import Showing
from bot.middlewares.side_by_side import SideBySide
from bot.middlewares.throttle import Throttle
from bot.middlewares.traveller import Acquaintance
from domain.app import App

# What is being typed is of no use after a day.
DRAFT_LIFETIME = timedelta(days=1)


def create_dispatcher(app: App) -> Dispatcher:
    """Return the dispatcher of the whole bot; handlers ask for `app` by name."""
    dispatcher = Dispatcher(
        app=app,
        storage=RedisStorage(
            app.redis,
            DefaultKeyBuilder(with_bot_id=True),
            state_ttl=DRAFT_LIFETIME,
            data_ttl=DRAFT_LIFETIME,
        ),
        events_isolation=RedisIsolation(app.redis),
        # Registered below instead: a press is answered before it waits for the lock.
        disable_fsm=True,
    )
    for middleware in (
        Answering(),
        Throttle(app.redis),
        Acquaintance(app),
        Lines(app),
        SideBySide(dispatcher.fsm),
        Showing(app.redis, dispatcher.fsm.events_isolation),
    ):
        dispatcher.update.outer_middleware(middleware)
    dispatcher.include_routers(
        inline.router(),
        membership.router(),
        groups.router(),
        group_search.router(),
        watch.router(),
        start.router(),
        small_talk.router(),
        forecasts.router(),
        bookings.router(),
        packages.router(),
        tours.router(),
        flights.router(),
        flight_ends.router(),
        flight_results.router(),
        search_guided.router(),
        results.router(),
        filtering.router(),
        comparing.router(),
        searches.router(),
        sharing.router(),
        hotel.router(),
        flexible.router(),
        track.router(),
        alerts.router(),
        trackers.router(),
        tracker_list.router(),
        tracker_files.router(),
        tracker_sharing.router(),
        tracker_editing.router(),
        watching.router(),
        settings.router(),
        alert_settings.router(),
        requested.router(),
        search_text.router(),
        start.last_router(),
    )
    return dispatcher
