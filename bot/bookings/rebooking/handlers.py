"""Rebooking: both side by side, then the confirmation."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.bookings.buttons import BookingAction, BookingButton
from bot.bookings.rebooking.buttons import RebookButton
from bot.bookings.rebooking.screens import render_comparing, render_rebooking
from bot.bookings.rebooking.steps import result_screen
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.bookings.queries.bookings import load_booking
from domain.bookings.rebooking.agreement import confirm_rebooking
from domain.bookings.rebooking.offer import offer_rebooking
from domain.bookings.rebooking.queries import own_rebooking


async def compare(
    _callback: CallbackQuery, callback_data: BookingButton, visit: Visit, bot: Bot
) -> Later:
    """Show both side by side, or how far rebooking has got."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)

    async def work() -> Screen:
        result = await offer_rebooking(visit.app, visit.traveller, booking.booking_id)
        return await result_screen(visit, bot, result)

    return Later(work, render_comparing(visit.t))


async def rebook(
    _callback: CallbackQuery, callback_data: RebookButton, visit: Visit, bot: Bot
) -> Later:
    """Rebook what was shown, once, however often it is pressed."""
    shown = await own_rebooking(visit.app.pool, visit.traveller, callback_data.rebooking_id)

    async def work() -> Screen:
        result = await confirm_rebooking(
            visit.app, visit.traveller, shown.rebooking_id, callback_data.review
        )
        return await result_screen(visit, bot, result)

    return Later(work, render_rebooking(visit.t))


def router() -> Router:
    """Return the routes of rebooking."""
    routes = Router(name="rebooking")
    routes.callback_query.filter(Private())
    routes.callback_query.register(compare, BookingButton.filter(F.action == BookingAction.REBOOK))
    routes.callback_query.register(rebook, RebookButton.filter())
    return routes
