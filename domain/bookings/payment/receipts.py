"""Incoming payments: recorded before anything else, then used for their booking or refunded."""

from dataclasses import dataclass
from datetime import timedelta

import structlog

from domain.app import App
from domain.bookings.models import BookingState
from domain.bookings.payment.money_moves import give_back
from domain.bookings.queries.agreed_terms import Review, lock_review
from domain.ledger.accounts import Account
from domain.ledger.posting import post
from domain.ledger.transfers import move
from domain.payments.models import ChargeState, InvoiceState
from domain.payments.queries.charges import (
    charges_of,
    find_charge,
    find_invoice,
    keep_charge,
    set_charge,
    set_invoice,
)
from domain.payments.values import Charge, Invoice, Payment, Reason
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

# The receiver books right away; anything not booked by then is picked up.
BOOKED_WITHIN = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class Received:
    """What a payment is for: a booking, or nothing (`reason`), so that it is refunded."""

    charge: Charge
    reason: Reason | None


async def receive_payment(app: App, payment: Payment) -> Received:
    """Record a payment, once per charge, with its transfer and what follows.

    Raises ValueError for an amount of zero or less.
    """
    if payment.money.amount <= 0:
        raise ValueError("a payment of nothing")
    now = app.clock.now()
    async with app.pool.transaction():
        invoice = await find_invoice(app.pool, payment.payload)
        row = None if invoice is None else await lock_review(app.pool, invoice.booking_id)
        charge = await keep_charge(app.pool, payment, invoice, now)
        if charge is None:
            return await _known(app.pool, payment.charge_id)
        await post(
            app.pool,
            move(
                f"charge:{charge.charge_id}", "charge", charge.money, Account.HELD,
                Account.PROVIDER, charge.booking_id, charge.provider_charge_id,
            ),
            now,
        )  # fmt: skip
        reason = await _why_not(app.pool, payment, charge, invoice, row)
        if reason is None and invoice is not None:
            await set_invoice(app.pool, invoice.invoice_id, InvoiceState.PAID, now)
            await set_charge(app.pool, charge.row_id, ChargeState.HELD, now + BOOKED_WITHIN)
        elif reason is not None:
            await give_back(app.pool, charge, charge.money, reason, now)
    log.info("payment received", charge=payment.charge_id, goes_back=reason)
    return Received(charge, reason)


async def _known(database: Database, charge_id: str) -> Received:
    charge = await find_charge(database, charge_id)
    if charge is None:
        raise LookupError("a charge that is there and is not")
    is_back = charge.state is ChargeState.RETURNED
    return Received(charge, Reason.DOUBLED if is_back else None)


async def _why_not(
    database: Database,
    payment: Payment,
    charge: Charge,
    invoice: Invoice | None,
    row: Review | None,
) -> Reason | None:
    """Return why a payment is for nothing, None if it is for its booking."""
    if invoice is None or payment.money != invoice.money or payment.payer_id != invoice.chat_id:
        return Reason.STRAY
    taken = (ChargeState.HELD, ChargeState.USED)
    others = await charges_of(database, invoice.booking_id, taken)
    if any(other.row_id != charge.row_id for other in others):
        return Reason.DOUBLED
    if row is None or invoice.state is InvoiceState.VOID:
        return Reason.OLD
    if row.state is not BookingState.RECHECKED:
        return Reason.OLD
    return None if row.review == invoice.review else Reason.OLD
