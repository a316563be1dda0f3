"""Correcting the lead guest's name: asked for, read, and handed to the supplier or a person."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.bookings.buttons import BookingAction, BookingButton
from bot.bookings.guest_name.screens import render_ask_name, render_correcting, render_named
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private, Typed
from bot.updates.typed_answers import take_typed
from bot.updates.visit import Visit
from domain.bookings.lead_guest import correct_name
from domain.bookings.people import read_guest
from domain.bookings.queries.bookings import load_booking
from domain.errors import NotFound
from domain.suppliers.booking_contract import Guest

KEY = "naming"


class NamingStep(StatesGroup):
    """The name is typed next."""

    name = State()


async def ask(
    _callback: CallbackQuery, callback_data: BookingButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for the name."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)
    if not booking.named:
        raise NotFound("guest")
    await state.set_state(NamingStep.name)
    await state.update_data({KEY: booking.booking_id})
    return render_ask_name(booking, visit.t)


async def take(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen | Later:
    """Take the name, and have it corrected."""
    booking = await load_booking(visit.traveller, int((await state.get_data()).get(KEY) or 0))

    async def take_name() -> Later:
        return _correcting(visit, booking.booking_id, read_guest(typed))

    async def ask_again(problem: str) -> Screen:
        return render_ask_name(booking, visit.t, problem)

    return await take_typed(state, visit.t, take_name, ask_again)


def _correcting(visit: Visit, booking_id: int, wanted: Guest) -> Later:
    async def work() -> Screen:
        named = await correct_name(visit.app, visit.traveller, booking_id, wanted)
        return render_named(named, visit.t)

    return Later(work, render_correcting(visit.t))


def router() -> Router:
    """Return the routes of correcting a name."""
    routes = Router(name="correcting a name")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(take, StateFilter(NamingStep.name), Typed())
    routes.callback_query.register(ask, BookingButton.filter(F.action == BookingAction.NAME))
    return routes
