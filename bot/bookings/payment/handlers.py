"""Payments as Telegram reports them.

The checkout and the keeping of a payment come before everything else: see
`bot.middlewares.past_queues`.
"""

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import structlog
from aiogram import Bot, F, Router
from aiogram.exceptions import AiogramError
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, PreCheckoutQuery, ShippingQuery, SuccessfulPayment

from bot.bookings.payment.screens import refusal_words, render_paid
from bot.bookings.payment.steps import show_anew
from bot.bookings.reservation.steps import outcome_screen
from bot.locales import Translator, translator
from bot.sending.screen import Later, Screen
from bot.updates.visit import Visit
from domain.accounts.travellers import guess_language
from domain.app import App
from domain.bookings.payment.checkout import (
    Approved,
    Checkout,
    CheckoutRefusal,
    Refused,
    approve_checkout,
)
from domain.bookings.payment.fulfilment import book_paid
from domain.bookings.payment.receipts import Received, receive_payment
from domain.payments.amounts import from_units
from domain.payments.models import ChargeState
from domain.payments.values import Payment

log = structlog.get_logger(__name__)

Follow = Callable[[Coroutine[Any, Any, None]], None]


def payment_of(told: PreCheckoutQuery | SuccessfulPayment, payer_id: int) -> Payment:
    """Return a payment as Telegram reports it; a checkout has no charge yet."""
    charges = ("", "")
    if isinstance(told, SuccessfulPayment):
        charges = (told.telegram_payment_charge_id, told.provider_payment_charge_id)
    money = from_units(told.total_amount, told.currency)
    return Payment(told.invoice_payload, *charges, payer_id, money)


async def answer_checkout(query: PreCheckoutQuery, app: App, bot: Bot, follow: Follow) -> None:
    """Say within Telegram's ten seconds whether a payment may go on; show what follows if not."""
    verdict = await _verdict(app, query)
    if isinstance(verdict, Approved):
        with suppress(AiogramError):
            await bot.answer_pre_checkout_query(query.id, ok=True)
        return
    t = _words(verdict, query)
    why = refusal_words(verdict.reason, t)
    with suppress(AiogramError):
        await bot.answer_pre_checkout_query(query.id, ok=False, error_message=why)
    follow(show_anew(app, bot, verdict, t))


async def _verdict(app: App, query: PreCheckoutQuery) -> Checkout:
    """Return whether it may go on; what cannot be found out is refused in time."""
    try:
        return await approve_checkout(app, payment_of(query, query.from_user.id))
    except Exception:
        log.exception("checkout not decided")
        return Refused(CheckoutRefusal.TOO_SLOW)


def _words(refused: Refused, query: PreCheckoutQuery) -> Translator:
    traveller = refused.traveller
    if traveller is None:
        return translator(guess_language(query.from_user.language_code))
    return translator(traveller.language, traveller.region)


async def refuse_shipping(query: ShippingQuery, bot: Bot) -> None:
    """Refuse to ship: what is sold here is not sent anywhere."""
    t = translator(guess_language(query.from_user.language_code))
    why = t.gettext("A stay isn’t sent to an address. Nothing was charged.")
    with suppress(AiogramError):
        await bot.answer_shipping_query(query.id, ok=False, error_message=why)


async def keep_payment(message: Message, app: App) -> Received | None:
    """Write a payment down."""
    if message.successful_payment is None:
        return None
    # The payer is the private chat's person.
    return await receive_payment(app, payment_of(message.successful_payment, message.chat.id))


async def paid(
    _message: Message, received: Received, visit: Visit, state: FSMContext
) -> Later | None:
    """Book what was paid; refunds notify the payer on their own."""
    booking_id = received.charge.booking_id
    is_held = received.reason is None and received.charge.state is ChargeState.HELD
    if not is_held or booking_id is None:
        return None

    async def work() -> Screen:
        outcome = await book_paid(visit.app, visit.traveller, booking_id)
        return await outcome_screen(visit, state, outcome)

    return Later(work, render_paid(visit.t))


async def refunded(_message: Message) -> None:
    """Leave Telegram's own message about a refund as it is."""


def router() -> Router:
    """Return the routes of payments."""
    routes = Router(name="payments")
    routes.message.register(paid, F.successful_payment)
    routes.message.register(refunded, F.refunded_payment)
    return routes
