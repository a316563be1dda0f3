"""Clusters in chat: each press is one change, and each change shows which hotels now match."""

from collections.abc import Awaitable, Callable, Mapping

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.clusters.buttons import (
    BOARDS,
    AdminCluster,
    ClusterAct,
    place_of,
    read_page,
    read_place,
)
from bot.admin.clusters.screens import (
    render_amenities,
    render_boards,
    render_clusters,
    render_delete_question,
    render_kinds,
    render_name_question,
    render_part,
    render_parts,
    render_value_question,
)
from bot.admin.clusters.steps import (
    AT,
    KIND,
    NUMBER,
    ClusterStep,
    choose_place,
    cluster_changed,
    cluster_page,
    take_name,
    take_value,
)
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.updates.filters import Typed
from bot.updates.visit import Visit
from domain.administration import clusters
from domain.administration.audit import actor_of
from domain.app import App
from domain.catalog.amenities import Amenity
from domain.catalog.models import ClusterKind
from domain.clusters import service
from domain.clusters.rule_edits import Path, negated, part_at, turned, with_part, without
from domain.clusters.rules import Condition, HasAmenity, HasBoard, Rule
from domain.clusters.service import ClusterView
from domain.clusters.typed_conditions import TYPED_KINDS
from domain.errors import NotFound


async def show_all(
    _callback: CallbackQuery,
    visit: Visit,
    state: FSMContext,
    callback_data: CallbackData | None = None,
) -> Screen:
    """Show a page of the clusters; what is typed next is looked for."""
    await state.set_state(ClusterStep.seek)
    found = await service.list_clusters(visit.app.pool, public_only=False)
    turned_to = callback_data.value if isinstance(callback_data, AdminCluster) else ""
    return render_clusters(found, visit.t, page=read_page(turned_to))


async def seek(_message: Message, typed: str, visit: Visit) -> Screen:
    """Show the clusters that a text looks for."""
    found = await service.list_clusters(visit.app.pool, public_only=False, holding=typed)
    return render_clusters(found, visit.t, sought=typed)


async def ask_name(_callback: CallbackQuery, state: FSMContext, t: Translator) -> Screen:
    """Ask what a new cluster is called."""
    await state.set_state(ClusterStep.name)
    return render_name_question(t)


async def ask_value(
    _callback: CallbackQuery, callback_data: AdminCluster, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for what a condition compares with."""
    number, kind = callback_data.cluster_id, callback_data.value
    await state.set_state(None)
    await service.load_cluster(visit.app.pool, number)
    await state.set_state(ClusterStep.value)
    await state.update_data({NUMBER: number, KIND: kind, AT: callback_data.at})
    return render_value_question(number, kind, visit.t)


async def delete(
    callback: CallbackQuery, callback_data: AdminCluster, visit: Visit, state: FSMContext
) -> Screen:
    """Take a cluster away, and show the others."""
    number = callback_data.cluster_id
    await state.set_state(None)
    await clusters.delete(visit.app.pool, actor_of(visit.traveller), number, visit.now)
    return await show_all(callback, visit, state)


async def press(
    _callback: CallbackQuery, callback_data: AdminCluster, visit: Visit, state: FSMContext
) -> Screen:
    """Ask, change, or show."""
    number = callback_data.cluster_id
    await state.set_state(None)
    cluster = await service.load_cluster(visit.app.pool, number)
    asked = _asked(cluster, callback_data, visit.t)
    if asked is not None:
        return asked
    return await cluster_page(visit, await _changed(visit, cluster, callback_data))


async def _changed(visit: Visit, cluster: ClusterView, pressed: AdminCluster) -> ClusterView:
    """Return the cluster after what a button does to it."""
    number, actor = cluster.cluster_id, actor_of(visit.traveller)
    if pressed.act is ClusterAct.REFRESH:
        return await clusters.refresh(visit.app.pool, actor, number, visit.now)
    how = _change(visit.app, cluster, pressed)
    return cluster if how is None else await cluster_changed(visit, number, how)


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
    """Return what a button of a choice says. Raises NotFound for a value that no button has."""
    if act is ClusterAct.AMENITY and value in set(Amenity):
        return HasAmenity(of=(Amenity(value),))
    board = next((one for one in BOARDS if one.value == value), None)
    if act is ClusterAct.BOARD and board is not None:
        return HasBoard(of=(board,))
    raise NotFound("condition")


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin clusters")
    routes.callback_query.register(show_all, AdminGo.filter(F.to == AdminPage.CLUSTERS))
    routes.callback_query.register(show_all, AdminCluster.filter(F.act == ClusterAct.LIST))
    routes.callback_query.register(ask_name, AdminCluster.filter(F.act == ClusterAct.NEW))
    typed = (F.act == ClusterAct.KIND) & F.value.in_(TYPED_KINDS)
    routes.callback_query.register(ask_value, AdminCluster.filter(typed))
    routes.callback_query.register(delete, AdminCluster.filter(F.act == ClusterAct.DELETE))
    named = AdminCluster.filter(F.act == ClusterAct.PLACE)
    routes.callback_query.register(choose_place, named)
    routes.callback_query.register(press, AdminCluster.filter())
    routes.message.register(seek, StateFilter(ClusterStep.seek), Typed())
    routes.message.register(take_name, StateFilter(ClusterStep.name), Typed())
    routes.message.register(take_value, StateFilter(ClusterStep.value), Typed())
    return routes
