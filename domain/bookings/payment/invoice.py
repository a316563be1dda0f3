"""Confirms a review that must be paid first: an invoice for what is due, then the booking.

Without a provider a confirmation goes straight to the supplier, which is paid from the agency's
wallet.
"""

from dataclasses import dataclass
from datetime import datetime

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.holds import hold_room, kept_until
from domain.bookings.models import BookingState
from domain.bookings.payment.fulfilment import book_paid
from domain.bookings.payment.money_moves import due_now
from domain.bookings.queries.bookings import TERMS, load_booking
from domain.bookings.review import review_booking
from domain.bookings.submission import ConfirmOutcome, Submitted, confirm_booking, holds
from domain.bookings.values import Booking, Review
from domain.exchange_rates.queries import exchange_rates
from domain.payments.amounts import Asked, CannotAsk, Takes, ask
from domain.payments.models import ChargeState
from domain.payments.queries.charges import charges_of, last_messages, note_message, open_invoice
from domain.payments.values import Invoice
from domain.settings import Settings


@dataclass(frozen=True, slots=True)
class Invoiced:
    """An invoice has to be sent; nothing is booked before it is paid. `asked` has its amount.

    `kept_until`: until when the supplier holds the room unpaid, if it does.
    """

    booking: Booking
    invoice: Invoice
    asked: Asked
    kept_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotPayable:
    """It cannot be paid here, so it cannot be booked here."""

    booking: Booking
    why: CannotAsk


Confirmed = ConfirmOutcome | Invoiced | NotPayable


def takes_payments(settings: Settings) -> bool:
    """Return whether travellers pay here."""
    return settings.payment_stars or settings.payment_provider_token is not None


def takes_of(settings: Settings) -> Takes:
    """Return the currencies that can be paid in."""
    return Takes(
        settings.payment_currencies,
        settings.payment_exchange_margin,
        settings.payment_star_price,
        only_stars=settings.payment_stars,
    )


async def what_to_pay(app: App, booking: Booking) -> Asked | CannotAsk | None:
    """Return what confirming would charge; None if nothing is paid here, or nothing now."""
    due = due_now(booking.wanted.seen)
    if not takes_payments(app.settings) or due.amount <= 0:
        return None
    return ask(due, takes_of(app.settings), await exchange_rates(app.pool, app.clock.now()))


async def confirm_or_ask(app: App, traveller: Traveller, booking_id: int, review: int) -> Confirmed:
    """Confirm a review, or ask for its payment first.

    Raises NotFound for somebody else's booking and a `SupplierError`, as `confirm_booking` does.
    """
    booking = await load_booking(traveller, booking_id)
    if not takes_payments(app.settings) or not booking.can_change:
        return await confirm_booking(app, traveller, booking_id, review)
    async with app.pool.transaction():
        held = await charges_of(app.pool, booking_id, (ChargeState.HELD,))
    if held:
        return await book_paid(app, traveller, booking_id)
    fresh = await _fresh(app, traveller, booking, review)
    if not isinstance(fresh, Booking):
        return fresh
    asked = await what_to_pay(app, fresh)
    if asked is None:
        return await confirm_booking(app, traveller, booking_id, fresh.review)
    if isinstance(asked, CannotAsk):
        return NotPayable(fresh, asked)
    await hold_room(app, fresh)
    invoice = await _open(app, traveller, fresh, asked, app.clock.now())
    return Invoiced(fresh, invoice, asked, await kept_until(fresh, app.clock.now()))


async def _open(
    app: App, traveller: Traveller, booking: Booking, asked: Asked, now: datetime
) -> Invoice:
    terms = TERMS.dump_python(booking.wanted.seen, mode="json")
    async with app.pool.transaction() as connection:
        return await open_invoice(
            connection, booking.booking_id, booking.review, traveller.user_id,
            traveller.chat_id or booking.chat_id, asked, terms, now,
        )  # fmt: skip


async def _fresh(
    app: App, traveller: Traveller, booking: Booking, review: int
) -> Booking | ConfirmOutcome:
    """Return the booking if its review still holds, else what to show instead."""
    is_newest = booking.state is BookingState.RECHECKED and booking.review == review
    if is_newest and holds(booking, app.clock.now()):
        return booking
    found = await review_booking(app, traveller, booking.booking_id)
    if isinstance(found, Review):
        return found.booking if is_newest and not found.changed else found
    return Submitted(found)


async def sent_invoice(app: App, invoice: Invoice, message_id: int) -> list[tuple[int, int]]:
    """Record where an invoice was sent; return chat and message of those that it voids."""
    await note_message(app.pool, invoice.invoice_id, message_id)
    return await last_messages(app.pool, invoice.booking_id)
