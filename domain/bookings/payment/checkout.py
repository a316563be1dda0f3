"""The last check before money moves: Telegram asks, and waits ten seconds for the answer.

People may pay minutes after the invoice was sent, so the supplier is asked once more, within five
seconds. Anything that differs from what was agreed is refused, and needs another review; so does a
late answer. A room that the supplier holds for the invoice is as agreed, and nobody is asked.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import structlog

from domain.accounts.travellers import Traveller, traveller_of
from domain.app import App
from domain.bookings.holds import kept_until
from domain.bookings.models import BookingState
from domain.bookings.queries.bookings import TERMS, keep_session, load_any
from domain.bookings.review import differences, offer, recheck
from domain.bookings.terms import changes
from domain.bookings.values import Booking, Review
from domain.errors import NotFound
from domain.payments.models import ChargeState, InvoiceState
from domain.payments.queries.charges import charges_of, find_invoice, set_invoice
from domain.payments.values import Invoice, Payment
from domain.suppliers.booking_contract import Gone, Session
from domain.suppliers.contract import SupplierError

log = structlog.get_logger(__name__)

CHECK_SECONDS = 5.0
# In total, including the database; without an answer by then the payment is refused.
ANSWER_SECONDS = 6.5
# What is kept for less may be gone before the payment has come.
KEPT_FOR_LEAST = timedelta(minutes=2)


class CheckoutRefusal(StrEnum):
    """Why a payment may not go on."""

    OLD = "old"
    PAID = "paid"
    NOT_YOURS = "not_yours"
    CHANGED = "changed"
    SOLD_OUT = "sold_out"
    TOO_SLOW = "too_slow"


@dataclass(frozen=True, slots=True)
class Approved:
    """The payment may go on."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It may not. The traveller is shown what follows: the new review, or where to get one."""

    reason: CheckoutRefusal
    traveller: Traveller | None = None
    booking: Booking | None = None
    review: Review | None = None


Checkout = Approved | Refused


async def approve_checkout(app: App, payment: Payment) -> Checkout:
    """Return whether a payment may go on, within `ANSWER_SECONDS`. Raises the database's errors."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await _approve(app, payment)
    except TimeoutError:
        return Refused(CheckoutRefusal.TOO_SLOW)


async def _approve(app: App, payment: Payment) -> Checkout:
    invoice = await find_invoice(app.pool, payment.payload)
    if invoice is None or invoice.money != payment.money:
        return Refused(CheckoutRefusal.OLD)
    if invoice.chat_id != payment.payer_id:
        return Refused(CheckoutRefusal.NOT_YOURS)
    if invoice.state is InvoiceState.PAID:
        return Refused(CheckoutRefusal.PAID)
    return await _approve_invoice(app, invoice)


async def _approve_invoice(app: App, invoice: Invoice) -> Checkout:
    """Return whether an invoice may be paid now, by whoever it was sent to."""
    found = await _for_whom(invoice)
    if found is None:
        return Refused(CheckoutRefusal.OLD)
    traveller, booking = found
    if not await _is_newest(app, invoice, booking):
        return Refused(CheckoutRefusal.OLD, traveller, booking)
    session = await _kept(app, booking) or await _checked(app, traveller, booking)
    if not isinstance(session, Session):
        return session
    is_newest = await _let_through(app, invoice, session)
    return Approved() if is_newest else Refused(CheckoutRefusal.OLD, traveller, booking)


async def _for_whom(invoice: Invoice) -> tuple[Traveller, Booking] | None:
    """Return the owner of an invoice's booking; None if it is gone, or its traveller is banned."""
    try:
        booking = await load_any(invoice.booking_id)
        traveller = await traveller_of(booking.user_id)
    except NotFound:
        return None
    return (traveller, booking) if traveller.is_active else None


async def _is_newest(app: App, invoice: Invoice, booking: Booking) -> bool:
    """Return whether an invoice is for what would be booked now."""
    if invoice.state is InvoiceState.VOID or booking.review != invoice.review:
        return False
    if booking.state is not BookingState.RECHECKED:
        return False
    agreed = TERMS.validate_python(invoice.terms)
    if changes(agreed, booking.wanted.seen, app.clock.now()):
        return False
    async with app.pool.transaction():
        return not await charges_of(
            app.pool, booking.booking_id, (ChargeState.HELD, ChargeState.USED)
        )


async def _checked(app: App, traveller: Traveller, booking: Booking) -> Session | Refused:
    """Ask the supplier once more, and compare; return the session in which all is as agreed to."""
    try:
        async with asyncio.timeout(CHECK_SECONDS):
            found = await recheck(app, booking)
    except (TimeoutError, SupplierError) as error:
        log.warning("checkout refused", booking=booking.booking_id, why=type(error).__name__)
        return Refused(CheckoutRefusal.TOO_SLOW, traveller, booking)
    if isinstance(found, Gone):
        gone = await offer(app, traveller, booking, found)
        return Refused(CheckoutRefusal.SOLD_OUT, traveller, _booking_of(gone))
    if differences(booking, found, app.clock.now()):
        review = await offer(app, traveller, booking, found)
        if isinstance(review, Review):
            return Refused(CheckoutRefusal.CHANGED, traveller, review.booking, review)
        return Refused(CheckoutRefusal.OLD, traveller, review)
    return found.session


def _booking_of(found: Review | Booking) -> Booking:
    return found.booking if isinstance(found, Review) else found


async def _kept(app: App, booking: Booking) -> Session | None:
    """Return the session in which the room is held for the payment, None if it is not held."""
    now = app.clock.now()
    until = await kept_until(booking, now)
    return booking.session if until is not None and now + KEPT_FOR_LEAST < until else None


async def _let_through(app: App, invoice: Invoice, session: Session) -> bool:
    """Store the session for the coming order; False if a concurrent change came first."""
    async with app.pool.transaction():
        is_kept = await keep_session(
            app.pool, invoice.booking_id, invoice.review, session.token, session.expires_at
        )
        if is_kept:
            await set_invoice(app.pool, invoice.invoice_id, InvoiceState.APPROVED, app.clock.now())
    return is_kept
