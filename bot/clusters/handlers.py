"""Collections of hotels: listed, found by name, shown, and watched for a stay."""

from datetime import UTC, date, datetime

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import STAMP
from bot.clusters.buttons import ClusterAction, ClusterButton, ClusterPage
from bot.clusters.screens import MOST_DAYS_LISTED, render_cluster, render_clusters, render_days
from bot.middlewares.prompt_answers import PressAnswer
from bot.pictures.style import PALETTES
from bot.sending.screen import Later, Screen
from bot.trackers.screens import render_first_look, render_tracking_started
from bot.updates.filters import Private, Typed
from bot.updates.line_context import SEARCHES
from bot.updates.visit import Visit
from domain.clock import today_in
from domain.clusters.members import preview_members
from domain.clusters.service import cheapest_days, list_clusters, public_cluster
from domain.clusters.stays import search_in, usual_stay
from domain.errors import NotFound
from domain.trackers.starts import track_cluster


class CollectionStep(StatesGroup):
    """A collection's name is typed."""

    seek = State()


async def show_all(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show the collections; what is typed next is looked for."""
    await state.set_state(CollectionStep.seek)
    return render_clusters(await list_clusters(visit.app.pool, public_only=True), visit.t)


async def turn(
    _callback: CallbackQuery, callback_data: ClusterPage, visit: Visit, state: FSMContext
) -> Screen:
    """Show another page of the collections."""
    await state.set_state(CollectionStep.seek)
    found = await list_clusters(visit.app.pool, public_only=True)
    return render_clusters(found, visit.t, page=callback_data.page)


async def seek(_message: Message, typed: str, visit: Visit) -> Screen:
    """Show the collections that a text looks for."""
    found = await list_clusters(visit.app.pool, public_only=True, holding=typed)
    return render_clusters(found, visit.t, sought=typed)


async def show(
    _callback: CallbackQuery, callback_data: ClusterButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show a collection with its cheapest days in the traveller's currency."""
    await state.set_state(None)
    now, number = visit.now, callback_data.cluster_id
    cluster = await public_cluster(visit.app.pool, number)
    known = await preview_members(visit.app.pool, number)
    days = await cheapest_days(visit.app.pool, number, visit.traveller.currency, now)
    otherwise = usual_stay(today_in(visit.traveller.time_zone, now))
    palette = PALETTES[visit.traveller.picture_style]
    return render_cluster(cluster, known, days, otherwise, visit.t, palette)


async def show_days(_callback: CallbackQuery, callback_data: ClusterButton, visit: Visit) -> Screen:
    """Show the cheapest known night of each day."""
    now, number = visit.now, callback_data.cluster_id
    cluster = await public_cluster(visit.app.pool, number)
    days = await cheapest_days(
        visit.app.pool, number, visit.traveller.currency, now, MOST_DAYS_LISTED
    )
    return render_days(cluster, days, visit.t)


async def track(
    _callback: CallbackQuery, callback_data: ClusterButton, visit: Visit, press: PressAnswer
) -> Later:
    """Watch a collection's hotels for a stay of two adults."""
    at = callback_data
    await public_cluster(visit.app.pool, at.cluster_id)
    check_in = _day(at.check_in)

    async def work() -> Screen:
        search = await search_in(visit.app, visit.traveller, at.cluster_id, check_in, at.nights)
        started = await track_cluster(visit.app, visit.traveller, search.search_id, at.cluster_id)
        press.give(
            visit.t.gettext("🔔 Tracking") if started.is_new else visit.t.gettext("Already tracked")
        )
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_first_look(visit.t))


def _day(stamp: str) -> date:
    try:
        return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC).date()
    except ValueError:
        raise NotFound("day") from None


def router() -> Router:
    """Return the routes of this conversation."""
    routes = Router(name="clusters")
    for observer in (routes.message, routes.callback_query):
        observer.filter(Private())
    routes.message.register(show_all, Command("collections", ignore_case=True))
    routes.callback_query.register(show_all, ClusterButton.filter(F.action == ClusterAction.LIST))
    routes.callback_query.register(turn, ClusterPage.filter())
    routes.callback_query.register(show, ClusterButton.filter(F.action == ClusterAction.SHOW))
    routes.callback_query.register(show_days, ClusterButton.filter(F.action == ClusterAction.DAYS))
    routes.callback_query.register(track, ClusterButton.filter(F.action == ClusterAction.TRACK))
    routes.message.register(seek, StateFilter(CollectionStep.seek), Typed(), flags={SEARCHES: True})
    return routes
