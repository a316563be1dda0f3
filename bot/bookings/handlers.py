"""The bookings of a traveller: the list, and one of them."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.bookings.buttons import BookingAction, BookingButton
from bot.bookings.screens import render_booking, render_bookings
from bot.buttons.callbacks import Go, Where
from bot.sending.screen import Screen
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.visit import Visit
from domain.bookings.noted_bookings.queries import list_beside
from domain.bookings.notes import notes_of
from domain.bookings.queries.bookings import list_bookings, load_booking
from domain.reading.intents import Command as Said


async def show_bookings(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show what was booked here, or noted as booked elsewhere."""
    if (await state.get_state() or "").startswith("NoteStep:"):
        await state.set_state(None)
    return render_bookings(await list_bookings(visit.traveller), visit.t)


async def show_booking(
    _callback: CallbackQuery, callback_data: BookingButton, visit: Visit
) -> Screen:
    """Show all there is to say of a booking."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)
    beside = await list_beside(visit.app.pool, visit.traveller.user_id, booking.booking_id)
    notes = await notes_of(booking.booking_id)
    return render_booking(booking, visit.now, visit.traveller.time_zone, visit.t, beside, notes)


def router() -> Router:
    """Return the routes of the bookings."""
    routes = Router(name="bookings")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(show_bookings, Command("bookings", ignore_case=True))
    routes.message.register(show_bookings, Typed(), Says(Said.BOOKINGS))
    routes.callback_query.register(show_bookings, Go.filter(F.to == Where.BOOKINGS))
    routes.callback_query.register(
        show_booking, BookingButton.filter(F.action == BookingAction.SHOW)
    )
    return routes
