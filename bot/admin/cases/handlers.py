"""Cases of bookings: the list, one of them, and what a person found out."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.cases.buttons import CaseAction, CaseButton
from bot.admin.cases.screens import (
    render_case,
    render_cases,
    render_change,
    render_reference,
    render_sure,
)
from bot.errors import words_for
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen
from bot.updates.filters import Typed
from bot.updates.typed_answers import take_typed
from bot.updates.visit import Visit
from domain.administration.audit import actor_of
from domain.administration.booking_cases import ask_supplier, enter_reference, note_report, settle
from domain.bookings.case_resolution import Finding, steps_of
from domain.bookings.cases import list_cases, load_case
from domain.bookings.lifecycle import WrongState
from domain.bookings.notes import NoteKind
from domain.errors import NotFound
from domain.suppliers.contract import SupplierError

KEY = "case"
LONGEST_REFERENCE = 128
SURE = {
    CaseAction.ASK_NOT_BOOKED: CaseAction.NOT_BOOKED,
    CaseAction.ASK_STANDS: CaseAction.STANDS,
    CaseAction.ASK_NO_SHOW: CaseAction.NO_SHOW,
    CaseAction.ASK_SEEN_TO: CaseAction.SEEN_TO,
}
FINDINGS = {
    CaseAction.NOT_BOOKED: Finding.NOT_BOOKED,
    CaseAction.STANDS: Finding.STANDS,
    CaseAction.SEEN_TO: Finding.SEEN_TO,
}


class CaseStep(StatesGroup):
    """A reference is typed, or what a hotel has changed."""

    reference = State()
    change = State()


ASKED = {CaseAction.REFERENCE: CaseStep.reference, CaseAction.CHANGED: CaseStep.change}


async def show(_callback: CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show the open cases."""
    await state.set_state(None)
    return render_cases(await list_cases(visit.app.pool), visit.now, visit.t)


async def press(
    _callback: CallbackQuery,
    callback_data: CaseButton,
    visit: Visit,
    state: FSMContext,
    press: PressAnswer,
) -> Screen:
    """Show a case, ask, or write down what was found out and show what is left."""
    action, case_id = callback_data.action, callback_data.case_id
    await state.set_state(None)
    case = await load_case(visit.app.pool, case_id)
    if action in SURE:
        return render_sure(case, SURE[action], visit.t)
    if action in ASKED:
        await state.set_state(ASKED[action])
        await state.update_data({KEY: case_id})
        return (render_change if action is CaseAction.CHANGED else render_reference)(case, visit.t)
    try:
        await _act(visit, case_id, action)
    except WrongState:
        press.give(visit.t.gettext("The supplier answered first."))
    return await _left(visit, case_id)


async def _act(visit: Visit, case_id: int, action: CaseAction) -> None:
    """Write down what was found out, or ask the supplier. Raises WrongState."""
    if action in FINDINGS:
        await settle(visit.app, actor_of(visit.traveller), case_id, FINDINGS[action])
    if action is CaseAction.NO_SHOW:
        await note_report(visit.app, actor_of(visit.traveller), case_id, NoteKind.NO_SHOW, "")
    if action is CaseAction.ASK_SUPPLIER:
        await ask_supplier(visit.app, actor_of(visit.traveller), case_id)


async def type_change(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Pass on what the hotel has changed; more than a note holds is asked for again."""
    case_id = int((await state.get_data()).get(KEY, 0))

    async def take() -> Screen:
        actor = actor_of(visit.traveller)
        await note_report(visit.app, actor, case_id, NoteKind.CHANGED_BY_HOTEL, typed)
        return await _left(visit, case_id)

    async def ask_again(problem: str) -> Screen:
        return render_change(await load_case(visit.app.pool, case_id), visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def type_reference(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Settle the case with the typed reference; for an unknown one, ask again."""
    case_id = int((await state.get_data()).get(KEY, 0))
    try:
        await enter_reference(
            visit.app, actor_of(visit.traveller), case_id, typed.strip()[:LONGEST_REFERENCE]
        )
    except SupplierError as problem:
        return await _left(visit, case_id, words_for(problem, visit.t))
    await state.set_state(None)
    return await _left(visit, case_id)


async def _left(visit: Visit, case_id: int, problem: str | None = None) -> Screen:
    """Return the case while it is open, else those that are."""
    try:
        case = await load_case(visit.app.pool, case_id)
    except NotFound:
        return render_cases(await list_cases(visit.app.pool), visit.now, visit.t)
    steps = await steps_of(visit.app, case.booking_id)
    return render_case(case, steps, visit.traveller.time_zone, visit.t, problem)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin cases")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.CASES))
    routes.callback_query.register(press, CaseButton.filter())
    routes.message.register(type_change, StateFilter(CaseStep.change), Typed())
    routes.message.register(type_reference, StateFilter(CaseStep.reference), Typed())
    return routes
