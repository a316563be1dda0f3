"""Writing to support: one question, one message; the answer comes by the outbox."""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.sending.screen import Screen
from bot.support.buttons import SupportButton
from bot.support.screens import render_sent, render_support
from bot.updates.filters import Private, RepliesTo, Typed
from bot.updates.visit import Visit
from domain.administration.support.service import own_thread, write


class SupportStep(StatesGroup):
    """What is typed goes to support."""

    write = State()


async def ask(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Ask what is wrong."""
    await state.set_state(SupportStep.write)
    return render_support(
        await own_thread(visit.app, visit.traveller.user_id), visit.traveller.time_zone, visit.t
    )


async def take(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Send what was typed, asked for or in reply; what is refused is asked for again."""
    thread = await write(visit.app, visit.traveller, typed)
    await state.set_state(None)
    return render_sent(thread, visit.t)


def router() -> Router:
    """Return the routes."""
    routes = Router(name="support")
    for observer in (routes.message, routes.callback_query):
        observer.filter(Private())
    routes.message.register(ask, Command("support", ignore_case=True))
    routes.callback_query.register(ask, SupportButton.filter())
    routes.message.register(take, StateFilter(SupportStep.write), Typed())
    routes.message.register(take, Typed(), RepliesTo(SupportButton))
    return routes
