"""What is typed for clusters in chat: a name, and the values that conditions compare with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.admin.clusters.buttons import AdminCluster, read_namesake, read_place
from bot.admin.clusters.screens import (
    render_cluster,
    render_name_question,
    render_namesakes,
    render_value_question,
)
from bot.pictures.style import PALETTES
from bot.sending.screen import Screen
from bot.updates.typed_answers import StillOpen, take_typed
from bot.updates.visit import Visit
from domain.administration import clusters
from domain.administration.audit import actor_of
from domain.catalog.errors import PlaceAmbiguous
from domain.clusters import service
from domain.clusters.distances import read_distance
from domain.clusters.members import preview_members
from domain.clusters.rules import Condition
from domain.clusters.service import ClusterView
from domain.clusters.typed_conditions import condition_around, read_condition
from domain.reading.amounts import writing_as

NUMBER, KIND, AT = "cluster", "cluster_condition", "cluster_place"


class ClusterStep(StatesGroup):
    """What is typed for a cluster."""

    seek = State()
    name = State()
    value = State()


@dataclass(frozen=True, slots=True)
class Asked:
    """The question for a value: of which cluster, for which kind of condition, at which place of
    its rule.
    """

    number: int
    kind: str
    at: str


async def take_name(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Make a cluster of that name."""

    async def take() -> Screen:
        actor = actor_of(visit.traveller)
        return await cluster_page(
            visit, await clusters.make(visit.app.pool, actor, typed, visit.now)
        )

    async def ask_again(problem: str) -> Screen:
        return render_name_question(visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def take_value(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Add the condition whose value was typed; where several places are called so, ask which."""
    told = await state.get_data()
    asked = Asked(told.get(NUMBER, 0), told.get(KIND, ""), told.get(AT, ""))

    async def take() -> Screen | StillOpen:
        return await _take_condition(asked, typed, visit)

    async def ask_again(problem: str) -> Screen:
        return render_value_question(asked.number, asked.kind, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def _take_condition(asked: Asked, typed: str, visit: Visit) -> Screen | StillOpen:
    try:
        condition = await read_condition(
            visit.app.pool, asked.kind, typed, writing_as(visit.traveller)
        )
    except PlaceAmbiguous as problem:
        far = read_distance(typed) if asked.kind == "distance" else None
        kilometres = far.kilometres if far else None
        return StillOpen(render_namesakes(asked.number, problem, kilometres, asked.at, visit.t))
    return await _added(visit, asked.number, condition, asked.at)


async def choose_place(
    _callback: CallbackQuery, callback_data: AdminCluster, visit: Visit, state: FSMContext
) -> Screen:
    """Add the place that was meant of those with one name, or the distance from it."""
    await state.set_state(None)
    key, kilometres = read_namesake(callback_data.value)
    condition = await condition_around(visit.app.pool, key, kilometres)
    return await _added(visit, callback_data.cluster_id, condition, callback_data.at)


async def _added(visit: Visit, number: int, condition: Condition, at: str) -> Screen:
    """Return the cluster with one condition more.

    If somebody else has changed the rule in the meantime, it joins the conditions that all hotels
    meet.
    """
    now, cluster = visit.now, await service.load_cluster(visit.app.pool, number)
    path = read_place(at, cluster.rule) or ()
    changed = await cluster_changed(
        visit, number, lambda: service.add_condition(visit.app.pool, number, condition, now, path)
    )
    return await cluster_page(visit, changed)


async def cluster_changed(
    visit: Visit, number: int, how: Callable[[], Awaitable[ClusterView]]
) -> ClusterView:
    """Change a cluster, which the audit log notes with who did it."""
    actor = actor_of(visit.traveller)
    return await clusters.change(visit.app.pool, actor, number, how, visit.now)


async def cluster_page(visit: Visit, cluster: ClusterView) -> Screen:
    """Return a cluster's page."""
    known = await preview_members(visit.app.pool, cluster.cluster_id)
    palette = PALETTES[visit.traveller.picture_style]
    return render_cluster(cluster, known, visit.traveller.time_zone, visit.t, palette)
