"""Writing to support: one question, one message; the answer comes by the outbox."""

from aiogram import Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.locales import Translator
from bot.sending.screen import Screen
from bot.support.buttons import SupportButton
from bot.support.screens import render_sent, render_support
from bot.updates.filters import Private, Typed
from domain.accounts.travellers import Traveller
from domain.administration.support.service import own_thread, write
from domain.app import App


class SupportStep(StatesGroup):
    """What is typed goes to support."""

    write = State()


async def ask(
    _event: Message | CallbackQuery,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Ask what is wrong."""
    await state.set_state(SupportStep.write)
    return render_support(await own_thread(app, traveller.user_id), traveller.time_zone, t)


async def take(
    _message: Message, typed: str, app: App, state: FSMContext, traveller: Traveller, t: Translator
) -> Screen:
    """Send what was typed; what is refused is asked for again."""
    thread = await write(app, traveller, typed)
    await state.set_state(None)
    return render_sent(thread, t)


def router() -> Router:
    """Return the routes."""
    routes = Router(name="support")
    for observer in (routes.message, routes.callback_query):
        observer.filter(Private())
    routes.message.register(ask, Command("support", ignore_case=True))
    routes.callback_query.register(ask, SupportButton.filter())
    routes.message.register(take, StateFilter(SupportStep.write), Typed())
    return routes
