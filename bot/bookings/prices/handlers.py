"""A booking's price watch: shown, switched, and the least saving worth telling."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.bookings.buttons import BookingAction, BookingButton
from bot.bookings.prices.buttons import LeastButton
from bot.bookings.prices.screens import render_watch
from bot.sending.screen import Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.bookings.price_watches.queries import watch_of
from domain.bookings.price_watches.starts import set_least, set_watch
from domain.bookings.queries.bookings import load_booking


async def _page(visit: Visit, booking_id: int) -> Screen:
    booking = await load_booking(visit.traveller, booking_id)
    return render_watch(
        booking, await watch_of(visit.traveller, booking_id), visit.traveller.time_zone, visit.t
    )


async def show(_callback: CallbackQuery, callback_data: BookingButton, visit: Visit) -> Screen:
    """Show the watch."""
    return await _page(visit, callback_data.booking_id)


async def switch(_callback: CallbackQuery, callback_data: BookingButton, visit: Visit) -> Screen:
    """Switch the watch on or off."""
    is_on = callback_data.action is BookingAction.WATCH_ON
    await set_watch(visit.app, visit.traveller, callback_data.booking_id, is_on=is_on)
    return await _page(visit, callback_data.booking_id)


async def choose_least(
    _callback: CallbackQuery, callback_data: LeastButton, visit: Visit
) -> Screen:
    """Choose the least saving worth telling."""
    await set_least(visit.app, visit.traveller, callback_data.booking_id, callback_data.percent)
    return await _page(visit, callback_data.booking_id)


def router() -> Router:
    """Return the routes of the watch."""
    routes = Router(name="price watch of a booking")
    routes.callback_query.filter(Private())
    press = routes.callback_query
    press.register(show, BookingButton.filter(F.action == BookingAction.WATCH))
    press.register(
        switch,
        BookingButton.filter(F.action.in_({BookingAction.WATCH_ON, BookingAction.WATCH_OFF})),
    )
    press.register(choose_least, LeastButton.filter())
    return routes
