"""Finding people and acting on them; each act is written down with it."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.log.screens import render_log
from bot.admin.people.buttons import CheckButton, PersonAction, PersonButton
from bot.admin.people.screens import (
    render_people,
    render_person,
    render_question,
    render_trackers,
)
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen
from bot.updates.filters import Typed
from bot.updates.line_context import SEARCHES
from bot.updates.visit import Visit
from domain.accounts.models import Role
from domain.administration.audit import Actor, actor_of, read_audit
from domain.administration.people import find_people, read_person, recent_people
from domain.administration.roles import ban, end_all_sessions, give_role, unban
from domain.administration.trackers import check_now, list_trackers

QUESTIONS = frozenset(
    {
        PersonAction.ASK_BAN,
        PersonAction.ASK_PROMOTE,
        PersonAction.ASK_DEMOTE,
        PersonAction.ASK_SESSIONS,
    }
)
MOST_LOGGED = 10


class PeopleStep(StatesGroup):
    """Somebody is looked for."""

    find = State()


async def show(_callback: CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show who was seen last; what is typed next is looked for."""
    await state.set_state(PeopleStep.find)
    return render_people(await recent_people(visit.app.pool), visit.traveller.time_zone, visit.t)


async def find(_message: Message, typed: str, visit: Visit) -> Screen:
    """Show the people a text finds: a single one directly, several as a list."""
    found = await find_people(visit.app.pool, typed)
    if len(found) > 1:
        return render_people(found, visit.traveller.time_zone, visit.t)
    card = await read_person(visit.app.pool, found[0].user_id, visit.now)
    return render_person(card, visit.traveller.time_zone, visit.t)


async def press(
    _callback: CallbackQuery, callback_data: PersonButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Show somebody, ask, or act and show the result."""
    user_id, action = callback_data.user_id, callback_data.action
    if action is PersonAction.TRACKERS:
        return await _trackers(visit, user_id)
    if action is PersonAction.LOG:
        entries = await read_audit(visit.app.pool, MOST_LOGGED, subject=f"user:{user_id}")
        return render_log(entries, visit.traveller.time_zone, visit.t, about=user_id)
    if action not in QUESTIONS:
        said = await _act(visit, actor_of(visit.traveller), action, user_id)
        press.give(said)
    card = await read_person(visit.app.pool, user_id, visit.now)
    if action in QUESTIONS:
        return render_question(card, action, visit.t)
    return render_person(card, visit.traveller.time_zone, visit.t)


async def _trackers(visit: Visit, user_id: int) -> Screen:
    found = await list_trackers(visit.app, user_id)
    return render_trackers(user_id, found, visit.traveller.time_zone, visit.t)


async def check(
    _callback: CallbackQuery, callback_data: CheckButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Have a tracker checked now, and show its owner's trackers."""
    now, actor = visit.now, actor_of(visit.traveller)
    user_id = await check_now(visit.app, actor, callback_data.tracker_id, now)
    press.give(visit.t.gettext("Checking now"))
    return await _trackers(visit, user_id)


async def _act(visit: Visit, actor: Actor, action: PersonAction, user_id: int) -> str | None:
    """Do it, and return the word for it."""
    now = visit.now
    match action:
        case PersonAction.BAN:
            await ban(visit.app.pool, actor, user_id, now)
            return visit.t.gettext("Banned")
        case PersonAction.UNBAN:
            await unban(visit.app.pool, actor, user_id, now)
            return visit.t.gettext("Unbanned")
        case PersonAction.PROMOTE:
            await give_role(visit.app.pool, actor, user_id, Role.ADMIN, now)
            return visit.t.gettext("Now an admin")
        case PersonAction.DEMOTE:
            await give_role(visit.app.pool, actor, user_id, Role.TRAVELLER, now)
            return visit.t.gettext("No longer an admin")
        case PersonAction.END_SESSIONS:
            ended = await end_all_sessions(visit.app.pool, actor, user_id, now)
            return visit.t.ngettext("{count} session ended", "{count} sessions ended", ended)
        case _:
            return None


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin people")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.PEOPLE))
    routes.callback_query.register(press, PersonButton.filter())
    routes.callback_query.register(check, CheckButton.filter())
    routes.message.register(find, StateFilter(PeopleStep.find), Typed(), flags={SEARCHES: True})
    return routes
