"""Cancelling a booking: what it costs, then the confirmation."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.bookings.buttons import BookingAction, BookingButton, CancelButton
from bot.bookings.cancellation.screens import render_cancelling, render_quoting, render_result
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.bookings.cancellation import cancel_booking, quote_cancelling
from domain.bookings.noted_bookings.queries import companions
from domain.bookings.queries.bookings import load_booking
from domain.money import Money


async def quote(_callback: CallbackQuery, callback_data: BookingButton, visit: Visit) -> Later:
    """Show what cancelling costs now."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)

    async def work() -> Screen:
        result = await quote_cancelling(visit.app, visit.traveller, booking.booking_id)
        others = await companions(visit.app.pool, visit.traveller.user_id, booking.booking_id)
        return render_result(result, others, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_quoting(visit.t))


async def cancel(_callback: CallbackQuery, callback_data: CancelButton, visit: Visit) -> Later:
    """Cancel for at most what was shown."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)
    most = Money.of(callback_data.penalty, booking.terms.total.currency)

    async def work() -> Screen:
        result = await cancel_booking(visit.app, visit.traveller, booking.booking_id, most)
        others = await companions(visit.app.pool, visit.traveller.user_id, booking.booking_id)
        return render_result(result, others, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_cancelling(visit.t))


def router() -> Router:
    """Return the routes of cancelling."""
    routes = Router(name="cancelling a booking")
    routes.callback_query.filter(Private())
    routes.callback_query.register(quote, BookingButton.filter(F.action == BookingAction.CANCEL))
    routes.callback_query.register(cancel, CancelButton.filter())
    return routes
