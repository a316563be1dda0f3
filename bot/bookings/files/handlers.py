"""Handing over a booking's voucher and calendar file, and the address of all in one calendar."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.bookings.buttons import BookingAction, BookingButton, FeedButton, FeedStep
from bot.bookings.files.screens import render_address, render_ended, render_feed
from bot.bookings.files.sheets import calendar_entries, reference_of, voucher
from bot.papers.calendars import write_calendar
from bot.papers.sheet import sheet_pdf
from bot.sending.attachments import send_file
from bot.sending.screen import Screen
from bot.updates.filters import Private
from bot.updates.presses import is_first_press
from bot.updates.visit import Visit
from domain.accounts.travellers import Traveller
from domain.bookings.feeds import end_feed, has_feed, renew_feed
from domain.bookings.models import BookingState
from domain.bookings.operator import operator_of
from domain.bookings.queries.bookings import load_booking
from domain.bookings.values import Booking
from domain.errors import NotFound


async def _standing(traveller: Traveller, booking_id: int) -> Booking:
    """Return a booking that stands. Raises NotFound for any other."""
    booking = await load_booking(traveller, booking_id)
    if booking.state not in {BookingState.CONFIRMED, BookingState.COMPLETED}:
        raise NotFound("booking")
    return booking


async def hand_voucher(
    callback: CallbackQuery, callback_data: BookingButton, visit: Visit, bot: Bot
) -> None:
    """Send the voucher as PDF."""
    booking = await _standing(visit.traveller, callback_data.booking_id)
    if await is_first_press(visit.app.redis, callback):
        operator = operator_of(visit.app.settings)
        sheet = voucher(booking, operator, visit.now, visit.traveller.time_zone, visit.t)
        name = f"voucher-{_file_name(booking)}.pdf"
        await send_file(bot, visit.traveller.chat_id, name, await sheet_pdf(sheet))


async def hand_calendar(
    callback: CallbackQuery, callback_data: BookingButton, visit: Visit, bot: Bot
) -> None:
    """Send the stay and its deadline as a calendar file."""
    booking = await _standing(visit.traveller, callback_data.booking_id)
    if await is_first_press(visit.app.redis, callback):
        now = visit.now
        content = write_calendar(booking.title, calendar_entries(booking, now, visit.t), now)
        await send_file(bot, visit.traveller.chat_id, f"booking-{_file_name(booking)}.ics", content)


async def show_feed(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Show whether the calendar has an address."""
    return render_feed(visit.t, is_on=await has_feed(visit.app, visit.traveller))


async def make_address(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Show a new address; the old one ends."""
    secret = await renew_feed(visit.app, visit.traveller)
    return render_address(f"{visit.app.settings.web_address}/calendar/{secret}.ics", visit.t)


async def end_address(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Switch the calendar's address off."""
    await end_feed(visit.app, visit.traveller)
    return render_ended(visit.t)


def _file_name(booking: Booking) -> str:
    """Return a reference as any file system takes it."""
    return "".join(sign for sign in reference_of(booking) if sign.isascii() and sign.isalnum())[:40]


def router() -> Router:
    """Return the routes of bookings' files."""
    routes = Router(name="booking files")
    routes.callback_query.filter(Private())
    for action, hand in (
        (BookingAction.VOUCHER, hand_voucher),
        (BookingAction.CALENDAR, hand_calendar),
    ):
        routes.callback_query.register(hand, BookingButton.filter(F.action == action))
    for step, do in (
        (FeedStep.SHOW, show_feed),
        (FeedStep.RENEW, make_address),
        (FeedStep.END, end_address),
    ):
        routes.callback_query.register(do, FeedButton.filter(F.step == step))
    return routes
