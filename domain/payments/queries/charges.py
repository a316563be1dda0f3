"""Invoices, charges and refunds in the database."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.money import Money
from domain.payments.amounts import Asked
from domain.payments.models import ChargeState, InvoiceState
from domain.payments.queries.refunds import CLAIM, MOST_CLAIMED, charge_from
from domain.payments.values import Charge, Invoice, Payment
from domain.unit_of_work import Database


async def open_invoice(
    database: Database,
    booking_id: int,
    review: int,
    user_id: int,
    chat_id: int,
    asked: Asked,
    terms: dict[str, Any],
    now: datetime,
) -> Invoice:
    """Store an invoice, which voids the booking's earlier ones.

    Joins the open transaction.
    """
    await void_invoices(database, booking_id)
    row = await database.fetchrow(
        """
        INSERT INTO payment_invoices (payload, booking_id, review, user_id, chat_id, amount,
            currency, covers, covers_currency, terms, state, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11) RETURNING *
        """,
        f"stay-{secrets.token_urlsafe(24)}",
        booking_id,
        review,
        user_id,
        chat_id,
        asked.money.amount,
        asked.money.currency,
        asked.covers.amount,
        asked.covers.currency,
        terms,
        now,
    )
    return _invoice(row)


async def void_invoices(database: Database, booking_id: int) -> None:
    """Void a booking's unpaid invoices."""
    await database.execute(
        """
        UPDATE payment_invoices SET state = 'void'
        WHERE booking_id = $1 AND state IN ('open', 'approved')
        """,
        booking_id,
    )


async def note_message(database: Database, invoice_id: int, message_id: int) -> None:
    """Record the message that shows an invoice."""
    await database.execute(
        "UPDATE payment_invoices SET message_id = $2 WHERE id = $1", invoice_id, message_id
    )


async def find_invoice(database: Database, payload: str) -> Invoice | None:
    """Return the invoice with a payload."""
    row = await database.fetchrow("SELECT * FROM payment_invoices WHERE payload = $1", payload)
    return None if row is None else _invoice(row)


async def last_messages(database: Database, booking_id: int) -> list[tuple[int, int]]:
    """Return chat and message of a booking's void invoices that are still in the chat."""
    rows = await database.fetch(
        """
        UPDATE payment_invoices i SET message_id = NULL FROM payment_invoices was
        WHERE was.id = i.id AND i.booking_id = $1 AND i.state = 'void'
              AND i.message_id IS NOT NULL AND i.chat_id IS NOT NULL
        RETURNING i.chat_id, was.message_id
        """,
        booking_id,
    )
    return [(row["chat_id"], row["message_id"]) for row in rows]


async def set_invoice(
    database: Database, invoice_id: int, state: InvoiceState, now: datetime
) -> None:
    """Set an invoice's state."""
    await database.execute(
        """
        UPDATE payment_invoices SET state = $2::varchar,
            approved_at = CASE $2::varchar WHEN 'approved' THEN $3::timestamptz
                          ELSE approved_at END
        WHERE id = $1
        """,
        invoice_id,
        state.value,
        now,
    )


async def keep_charge(
    database: Database, payment: Payment, invoice: Invoice | None, now: datetime
) -> Charge | None:
    """Record a payment; None if this charge is known already."""
    row = await database.fetchrow(
        """
        INSERT INTO payment_charges (charge_id, provider_charge_id, invoice_id, booking_id, user_id,
            payer_id, amount, currency, state, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'held', $9)
        ON CONFLICT (charge_id) DO NOTHING RETURNING *
        """,
        payment.charge_id,
        payment.provider_charge_id,
        None if invoice is None else invoice.invoice_id,
        None if invoice is None else invoice.booking_id,
        None if invoice is None else invoice.user_id,
        payment.payer_id,
        payment.money.amount,
        payment.money.currency,
        now,
    )
    return None if row is None else charge_from(row)


async def find_charge(database: Database, charge_id: str) -> Charge | None:
    """Return the charge with Telegram's id."""
    row = await database.fetchrow("SELECT * FROM payment_charges WHERE charge_id = $1", charge_id)
    return None if row is None else charge_from(row)


async def charges_of(
    database: Database, booking_id: int, states: Sequence[ChargeState]
) -> tuple[Charge, ...]:
    """Return a booking's charges in these states, first one first, locked."""
    rows = await database.fetch(
        """
        SELECT * FROM payment_charges WHERE booking_id = $1 AND state = ANY($2::text[])
        ORDER BY id FOR UPDATE
        """,
        booking_id,
        [state.value for state in states],
    )
    return tuple(map(charge_from, rows))


async def invoice_of(database: Database, charge: Charge) -> Invoice | None:
    """Return what a charge was for."""
    row = await database.fetchrow("SELECT * FROM payment_invoices WHERE id = $1", charge.invoice_id)
    return None if row is None else _invoice(row)


async def set_charge(
    database: Database, row_id: int, state: ChargeState, due_at: datetime | None = None
) -> None:
    """Set what a charge is for now, and when to look at it next."""
    await database.execute(
        "UPDATE payment_charges SET state = $2, due_at = $3 WHERE id = $1",
        row_id,
        state.value,
        due_at,
    )


async def give_charge(database: Database, row_id: int, booking_id: int) -> None:
    """Assign a charge to another booking."""
    await database.execute(
        "UPDATE payment_charges SET booking_id = $2 WHERE id = $1", row_id, booking_id
    )


async def claim_charges(database: Database, now: datetime) -> tuple[Charge, ...]:
    """Claim charges without a confirmed booking that are due for a look."""
    rows = await database.fetch(
        """
        UPDATE payment_charges c SET due_at = $1 + $2::interval, tries = c.tries + 1
        FROM (SELECT id FROM payment_charges WHERE state = 'held' AND due_at <= $1
              ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
        WHERE c.id = due.id RETURNING c.*
        """,
        now,
        CLAIM,
        MOST_CLAIMED,
    )
    return tuple(map(charge_from, rows))


async def forget_payer(database: Database, charge: Charge) -> None:
    """Remove the payer from a fully refunded charge whose account is gone."""
    await database.execute(
        """
        UPDATE payment_charges SET payer_id = NULL WHERE id = $1 AND user_id IS NULL
          AND NOT EXISTS (SELECT FROM payment_refunds WHERE charge_id = $1 AND state <> 'done')
        """,
        charge.row_id,
    )


def _invoice(row: Any) -> Invoice:
    return Invoice(
        row["id"], row["payload"], row["booking_id"], row["review"], row["user_id"],
        row["chat_id"], Money.of(row["amount"], row["currency"]),
        Money.of(row["covers"], row["covers_currency"]), row["terms"], InvoiceState(row["state"]),
    )  # fmt: skip
