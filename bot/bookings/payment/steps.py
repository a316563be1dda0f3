"""Sending an invoice, and what follows a payment that could not go on."""

from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest

from bot.bookings.buttons import pay_keyboard
from bot.bookings.payment.screens import (
    invoice_texts,
    render_invoiced,
    render_not_payable,
    render_not_taken,
)
from bot.bookings.reservation.screens import render_not_booked, render_unsent
from bot.bookings.reservation.steps import review_screen
from bot.bookings.screens import render_booking
from bot.locales import Translator
from bot.sending.invoices import Bill, send_invoice
from bot.sending.screen import Screen, send_message
from bot.updates.visit import Visit
from domain.app import App
from domain.bookings.models import BookingState
from domain.bookings.payment.checkout import Refused
from domain.bookings.payment.invoice import Invoiced, NotPayable, sent_invoice
from domain.bookings.review import review_booking
from domain.bookings.values import Booking, Review
from domain.money import STARS
from domain.payments.amounts import to_units
from domain.suppliers.contract import SupplierError

log = structlog.get_logger(__name__)


async def ask_to_pay(visit: Visit, bot: Bot, found: Invoiced | NotPayable) -> Screen:
    """Send the invoice, in place of those before it; return what the review becomes."""
    app, t = visit.app, visit.t
    if isinstance(found, NotPayable):
        return render_not_payable(found.booking, found.why, t)
    chat_id = found.invoice.chat_id or found.booking.chat_id
    try:
        message_id = await send_invoice(bot, chat_id, _bill(app, found, t))
    except TelegramBadRequest as refused:
        log.exception("invoice not taken", booking=found.booking.booking_id, why=refused.message)
        return render_not_taken(found.booking, t)
    for chat, older in await sent_invoice(app, found.invoice, message_id):
        with suppress(TelegramAPIError):
            await bot.delete_message(chat, older)
    return render_invoiced(found, visit.traveller.time_zone, t)


def _bill(app: App, found: Invoiced, t: Translator) -> Bill:
    title, description, label = invoice_texts(found, t)
    money, token = found.invoice.money, app.settings.payment_provider_token
    return Bill(
        title,
        description,
        found.invoice.payload,
        "" if money.currency == STARS or token is None else token.get_secret_value(),
        money.currency,
        to_units(money),
        label,
        pay_keyboard(t.exact(money), t),
    )


async def show_anew(app: App, bot: Bot, refused: Refused, t: Translator) -> None:
    """Show what there is to agree to now, below the invoice that could not be paid."""
    traveller, booking = refused.traveller, refused.booking
    if traveller is None or booking is None:
        return
    screen = await _anew(Visit(app, traveller, t), booking, refused.review)
    await send_message(bot, traveller.chat_id or booking.chat_id, screen)


async def _anew(visit: Visit, booking: Booking, review: Review | None) -> Screen:
    found: Review | Booking = review or booking
    if review is None and booking.can_change:
        try:
            found = await review_booking(visit.app, visit.traveller, booking.booking_id)
        except SupplierError:
            return render_unsent(booking, visit.t)
    if isinstance(found, Review):
        return await review_screen(visit, found)
    if found.state is BookingState.FAILED:
        return render_not_booked(found, visit.t)
    return render_booking(found, visit.now, visit.traveller.time_zone, visit.t)
