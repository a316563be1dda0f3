"""Reading what travellers wrote, and answering it."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.support.buttons import ThreadAction, ThreadButton
from bot.admin.support.screens import render_answer_question, render_thread, render_threads
from bot.sending.screen import Screen
from bot.updates.filters import RepliesTo, Typed
from bot.updates.visit import Visit
from domain.administration.audit import actor_of
from domain.administration.support.queries import list_threads, load_thread
from domain.administration.support.service import answer, close

MOST_LISTED = 10
KEY = "support_thread"


class AnsweringStep(StatesGroup):
    """An answer is typed."""

    text = State()


async def show_all(_callback: CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show the open conversations."""
    await state.set_state(None)
    return render_threads(await list_threads(visit.app.pool, MOST_LISTED), visit.now, visit.t)


async def press(
    _callback: CallbackQuery, callback_data: ThreadButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show a conversation, ask for an answer, or end it."""
    number = callback_data.thread_id
    thread = await load_thread(visit.app.pool, number)
    if callback_data.action is ThreadAction.ANSWER:
        await state.set_state(AnsweringStep.text)
        await state.update_data({KEY: number})
        return render_answer_question(thread, visit.t)
    await state.set_state(None)
    if callback_data.action is ThreadAction.CLOSE:
        thread = await close(visit.app, actor_of(visit.traveller), number)
    return render_thread(thread, visit.traveller.time_zone, visit.t)


async def take(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Send what was typed to the traveller; what is refused is asked for again."""
    number = int((await state.get_data()).get(KEY, 0))
    thread = await answer(visit.app, actor_of(visit.traveller), number, typed)
    await state.set_state(None)
    return render_thread(thread, visit.traveller.time_zone, visit.t)


async def take_reply(
    _message: Message, typed: str, callback_data: ThreadButton, visit: Visit
) -> Screen:
    """Send what was written in reply to what a traveller wrote."""
    thread = await answer(visit.app, actor_of(visit.traveller), callback_data.thread_id, typed)
    return render_thread(thread, visit.traveller.time_zone, visit.t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin support")
    routes.callback_query.register(show_all, AdminGo.filter(F.to == AdminPage.SUPPORT))
    routes.callback_query.register(press, ThreadButton.filter())
    routes.message.register(take_reply, Typed(), RepliesTo(ThreadButton, "thread_id"))
    routes.message.register(take, StateFilter(AnsweringStep.text), Typed())
    return routes
