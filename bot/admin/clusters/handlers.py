"""Clusters in chat: each press is one act; every change shows at once which hotels are meant."""

from collections.abc import Awaitable, Callable, Mapping

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.clusters.buttons import BOARDS, AdminCluster, ClusterAct, place_of, read_place
from bot.admin.clusters.screens import (
    render_amenities,
    render_boards,
    render_cluster,
    render_clusters,
    render_delete_question,
    render_kinds,
    render_name_question,
    render_part,
    render_parts,
    render_value_question,
)
from bot.locales import Translator
from bot.pictures.style import PALETTES
from bot.sending.screen import Screen
from bot.updates.filters import Typed
from domain.accounts.travellers import Traveller
from domain.administration import clusters
from domain.administration.audit import actor_of
from domain.app import App
from domain.catalog.amenities import Amenity
from domain.catalog.models import ClusterKind
from domain.clusters import service
from domain.clusters.editing import Path, negated, part_at, turned, with_part, without
from domain.clusters.members import preview_members
from domain.clusters.rules import Condition, HasAmenity, HasBoard, Rule
from domain.clusters.service import ClusterView
from domain.clusters.typed import TYPED_KINDS, read_condition
from domain.errors import NotFound
from domain.reading.amounts import writing_as

NUMBER, KIND, AT = "cluster", "cluster_condition", "cluster_place"


class ClusterStep(StatesGroup):
    """What is typed for a cluster."""

    name = State()
    value = State()


async def show_all(_callback: CallbackQuery, app: App, state: FSMContext, t: Translator) -> Screen:
    """Show the clusters."""
    await state.set_state(None)
    return render_clusters(await service.list_clusters(app.pool, public_only=False), t)


async def press(
    _callback: CallbackQuery,
    callback_data: AdminCluster,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Ask, change, or show."""
    act, number = callback_data.act, callback_data.cluster_id
    await state.set_state(None)
    if act is ClusterAct.NEW:
        await state.set_state(ClusterStep.name)
        return render_name_question(t)
    cluster = await service.load_cluster(app.pool, number)
    if act is ClusterAct.KIND and callback_data.value in TYPED_KINDS:
        await state.set_state(ClusterStep.value)
        await state.update_data({NUMBER: number, KIND: callback_data.value, AT: callback_data.at})
        return render_value_question(number, callback_data.value, t)
    if act is ClusterAct.DELETE:
        await clusters.delete(app.pool, actor_of(traveller), number, app.clock.now())
        return await show_all(_callback, app, state, t)
    asked = _asked(cluster, callback_data, t)
    if asked is not None:
        return asked
    how = _change(app, cluster, callback_data)
    if how is not None:
        cluster = await _done(app, traveller, number, how)
    return await _page(app, cluster, traveller, t)


CHOICES = {ClusterAct.AMENITY: render_amenities, ClusterAct.BOARD: render_boards}


def _asked(cluster: ClusterView, pressed: AdminCluster, t: Translator) -> Screen | None:
    """Return the question that a button leads to, None where it asks none."""
    number, at = cluster.cluster_id, pressed.at
    match pressed.act:
        case ClusterAct.ADD:
            return render_kinds(number, at or place_of((), cluster.rule), t)
        case ClusterAct.AMENITY | ClusterAct.BOARD if not pressed.value:
            return CHOICES[pressed.act](number, at, t)
        case ClusterAct.PARTS:
            return render_parts(cluster, t)
        case ClusterAct.PART:
            return _part(cluster, at, t)
        case ClusterAct.ASK_DELETE:
            return render_delete_question(cluster, t)
        case _:
            return None


def _part(cluster: ClusterView, at: str, t: Translator) -> Screen:
    """Return one part of the rule; all of them where the rule has changed since."""
    path = read_place(at, cluster.rule)
    if path is None:
        return render_parts(cluster, t)
    return render_part(cluster.cluster_id, part_at(cluster.rule, path), at, t)


Edit = Callable[[Rule | None], Rule | None]
EDITS: Mapping[ClusterAct, Callable[[Rule | None, Path], Rule | None]] = {
    ClusterAct.REMOVE: without,
    ClusterAct.TURN: turned,
    ClusterAct.NEGATE: negated,
}
RULE_ACTS = {*EDITS, ClusterAct.AMENITY, ClusterAct.BOARD}


def _change(
    app: App, cluster: ClusterView, pressed: AdminCluster
) -> Callable[[], Awaitable[ClusterView]] | None:
    """Return the change that a button means, None where it only shows.

    A button of a rule that has changed since only shows what there is now.
    """
    number, value, pool, now = pressed.cluster_id, pressed.value, app.pool, app.clock.now()
    if pressed.act in RULE_ACTS:
        edit = _edit(cluster, pressed)
        return None if edit is None else lambda: service.edit_rule(pool, number, edit, now)
    match pressed.act:
        case ClusterAct.FOLLOW:
            kind = ClusterKind.DYNAMIC if value else ClusterKind.THEMATIC
            return lambda: service.change_cluster(pool, number, kind=kind)
        case ClusterAct.PUBLISH:
            return lambda: service.change_cluster(pool, number, is_public=bool(value))
        case ClusterAct.REFRESH:
            return lambda: service.refreshed(pool, number, now)
        case _:
            return None


def _edit(cluster: ClusterView, pressed: AdminCluster) -> Edit | None:
    """Return what becomes of the rule, None where it has changed since the button was shown."""
    path = read_place(pressed.at, cluster.rule)
    if pressed.act in EDITS:
        edit = EDITS[pressed.act]
        return None if path is None else lambda rule: edit(rule, path)
    condition = _condition(pressed.act, pressed.value)
    return None if path is None else lambda rule: with_part(rule, path, condition)


def _condition(act: ClusterAct, value: str) -> Condition:
    """Return what a button of a choice says. Raises NotFound for none of ours."""
    if act is ClusterAct.AMENITY and value in set(Amenity):
        return HasAmenity(of=(Amenity(value),))
    board = next((one for one in BOARDS if one.value == value), None)
    if act is ClusterAct.BOARD and board is not None:
        return HasBoard(of=(board,))
    raise NotFound("condition")


async def _done(
    app: App, traveller: Traveller, number: int, how: Callable[[], Awaitable[ClusterView]]
) -> ClusterView:
    actor = actor_of(traveller)
    return await clusters.change(app.pool, actor, number, how, app.clock.now())


async def _page(app: App, cluster: ClusterView, traveller: Traveller, t: Translator) -> Screen:
    known = await preview_members(app.pool, cluster.cluster_id)
    palette = PALETTES[traveller.picture_style]
    return render_cluster(cluster, known, traveller.time_zone, t, palette)


async def take_name(
    _message: Message, typed: str, app: App, state: FSMContext, traveller: Traveller, t: Translator
) -> Screen:
    """Make a cluster of that name."""
    made = await clusters.make(app.pool, actor_of(traveller), typed, app.clock.now())
    await state.set_state(None)
    return await _page(app, made, traveller, t)


async def take_value(
    _message: Message, typed: str, app: App, state: FSMContext, traveller: Traveller, t: Translator
) -> Screen:
    """Add the condition whose value was typed."""
    told = await state.get_data()
    number, kind = told.get(NUMBER, 0), told.get(KIND, "")
    condition = await read_condition(app.pool, kind, typed, writing_as(traveller))
    now, cluster = app.clock.now(), await service.load_cluster(app.pool, number)
    # Where somebody else has changed the rule meanwhile, it comes to what all hotels fulfil.
    path = read_place(told.get(AT, ""), cluster.rule) or ()
    cluster = await _done(
        app,
        traveller,
        number,
        lambda: service.add_condition(app.pool, number, condition, now, path),
    )
    await state.set_state(None)
    return await _page(app, cluster, traveller, t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin clusters")
    routes.callback_query.register(show_all, AdminGo.filter(F.to == AdminPage.CLUSTERS))
    routes.callback_query.register(press, AdminCluster.filter())
    routes.message.register(take_name, StateFilter(ClusterStep.name), Typed())
    routes.message.register(take_value, StateFilter(ClusterStep.value), Typed())
    return routes
