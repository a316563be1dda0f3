"""Watching more than one stay: a whole search, the same nights from other days."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.conversations.filters import Private
from bot.keyboards.watching import FlexibilityButton, TrackSearchButton
from bot.locales import Translator
from bot.middlewares.answering import PressAnswer
from bot.rendering.drafts import render_searching
from bot.rendering.trackers import render_tracker, render_tracking_started
from bot.screen import Later, Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.search.queries import load_search
from domain.trackers.tracking import set_flexibility
from domain.trackers.tracking import track_search as begin_tracking


async def track_search(
    _callback: CallbackQuery,
    callback_data: TrackSearchButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Later:
    """Watch the cheapest hotel that fits a search."""
    search, _nationality = await load_search(app.pool, traveller, callback_data.search_id)

    async def work() -> Screen:
        started = await begin_tracking(app, traveller, search.search_id)
        return render_tracking_started(started, app.clock.now(), traveller.time_zone, t)

    return Later(work, render_searching(search.destination.name, t))


async def flexibility(
    _callback: CallbackQuery,
    callback_data: FlexibilityButton,
    app: App,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Screen:
    """Watch neighbouring dates too, or no longer."""
    tracker = await set_flexibility(app, traveller, callback_data.tracker_id, callback_data.days)
    press.give(t.ngettext("I watch {count} date", "I watch {count} dates", len(tracker.items)))
    return render_tracker(tracker, app.clock.now(), traveller.time_zone, t)


def router() -> Router:
    """Return the routes of wider watches."""
    routes = Router(name="watching")
    routes.callback_query.filter(Private())
    routes.callback_query.register(track_search, TrackSearchButton.filter())
    routes.callback_query.register(flexibility, FlexibilityButton.filter())
    return routes
