"""Correcting the lead guest's name: asked for, read, and handed to the supplier or a person."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.bookings.buttons import BookingAction, BookingButton
from bot.bookings.naming.screens import render_ask_name, render_correcting, render_named
from bot.errors import words_for
from bot.locales import Translator
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private, Typed
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.errors import BookingRefused
from domain.bookings.naming import correct_name
from domain.bookings.people import read_guest
from domain.bookings.queries import load_booking
from domain.errors import NotFound

KEY = "naming"


class NamingStep(StatesGroup):
    """The name is typed next."""

    name = State()


async def ask(
    _callback: CallbackQuery,
    callback_data: BookingButton,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Ask for the name."""
    booking = await load_booking(traveller, callback_data.booking_id)
    if not booking.named:
        raise NotFound("guest")
    await state.set_state(NamingStep.name)
    await state.update_data({KEY: booking.booking_id})
    return render_ask_name(booking, t)


async def take(
    _message: Message, typed: str, app: App, state: FSMContext, traveller: Traveller, t: Translator
) -> Screen | Later:
    """Take the name, and have it corrected."""
    booking = await load_booking(traveller, int((await state.get_data()).get(KEY) or 0))
    try:
        wanted = read_guest(typed)
    except BookingRefused as problem:
        return render_ask_name(booking, t, words_for(problem, t))
    await state.set_state(None)

    async def work() -> Screen:
        return render_named(await correct_name(app, traveller, booking.booking_id, wanted), t)

    return Later(work, render_correcting(t))


def router() -> Router:
    """Return the routes of correcting a name."""
    routes = Router(name="correcting a name")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(take, StateFilter(NamingStep.name), Typed())
    routes.callback_query.register(ask, BookingButton.filter(F.action == BookingAction.NAME))
    return routes
