"""Refunds to payers."""

from datetime import datetime, timedelta
from typing import Any

from domain.money import Money
from domain.payments.models import ChargeState, RefundState
from domain.payments.values import Charge, Reason, Refund
from domain.unit_of_work import Database

MOST_CLAIMED = 20


# A claim by a process that died is up for grabs after this time.
CLAIM = timedelta(seconds=120)


async def add_refund(
    database: Database, charge: Charge, key: str, money: Money, reason: Reason, now: datetime
) -> int | None:
    """Store a refund, due now; None if its key is known already."""
    refund_id: int | None = await database.fetchval(
        """
        INSERT INTO payment_refunds (key, charge_id, amount, currency, reason, state, created_at,
            due_at)
        VALUES ($1, $2, $3, $4, $5, 'due', $6, $6) ON CONFLICT (key) DO NOTHING RETURNING id
        """,
        key,
        charge.row_id,
        money.amount,
        money.currency,
        reason.value,
        now,
    )
    return refund_id


async def refunded_before(database: Database, charge: Charge, refund_id: int | None) -> Money:
    """Return how much of a charge was refunded, or will be, by refunds other than one."""
    amount = await database.fetchval(
        """
        SELECT coalesce(sum(amount), 0) FROM payment_refunds
        WHERE charge_id = $1 AND id IS DISTINCT FROM $2 AND ($2::bigint IS NULL OR state = 'done')
        """,
        charge.row_id,
        refund_id,
    )
    return Money.of(amount, charge.money.currency)


_REFUNDS = """
    SELECT r.id AS refund_id, r.key, r.amount AS back, r.currency AS back_currency, r.reason,
           r.state AS refund_state, r.tries AS refund_tries, r.detail, r.created_at, c.*
    FROM payment_refunds r JOIN payment_charges c ON c.id = r.charge_id
"""


async def claim_refunds(database: Database, now: datetime) -> tuple[Refund, ...]:
    """Claim the refunds that are due now, one at a time per charge."""
    ids = await database.fetch(
        """
        UPDATE payment_refunds r SET due_at = $1 + $2::interval, tries = r.tries + 1
        FROM (SELECT id FROM payment_refunds d WHERE state = 'due' AND due_at <= $1
              AND NOT EXISTS (SELECT FROM payment_refunds e
                              WHERE e.charge_id = d.charge_id AND e.state = 'due' AND e.id < d.id)
              ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
        WHERE r.id = due.id RETURNING r.id
        """,
        now,
        CLAIM,
        MOST_CLAIMED,
    )
    rows = await database.fetch(
        f"{_REFUNDS} WHERE r.id = ANY($1::bigint[]) ORDER BY r.id", [row["id"] for row in ids]
    )
    return tuple(map(_refund, rows))


async def load_refund(database: Database, refund_id: int) -> Refund | None:
    """Return a refund."""
    row = await database.fetchrow(f"{_REFUNDS} WHERE r.id = $1", refund_id)
    return None if row is None else _refund(row)


async def list_refunds(
    database: Database, booking_id: int | None = None, state: RefundState | None = None
) -> tuple[Refund, ...]:
    """Return refunds, newest first: of a booking, or in a state."""
    rows = await database.fetch(
        f"""
        {_REFUNDS} WHERE ($1::bigint IS NULL OR c.booking_id = $1)
          AND ($2::text IS NULL OR r.state = $2) ORDER BY r.id DESC LIMIT {MOST_CLAIMED}
        """,
        booking_id,
        None if state is None else state.value,
    )
    return tuple(map(_refund, rows))


async def set_refund(
    database: Database,
    refund_id: int,
    state: RefundState,
    detail: str,
    now: datetime,
    due_at: datetime | None = None,
    admin_id: int | None = None,
) -> bool:
    """Set a refund's state; False if it was done before."""
    done: int | None = await database.fetchval(
        """
        UPDATE payment_refunds SET state = $2::varchar, detail = $3, due_at = $5, settled_by = $6,
            settled_at = CASE WHEN $2::varchar = 'done' THEN $4::timestamptz END
        WHERE id = $1 AND state <> 'done' RETURNING id
        """,
        refund_id,
        state.value,
        detail[:200],
        now,
        due_at,
        admin_id,
    )
    return done is not None


def charge_from(row: Any) -> Charge:
    return Charge(
        row["id"], row["charge_id"], row["provider_charge_id"], row["invoice_id"],
        row["booking_id"], row["user_id"], row["payer_id"],
        Money.of(row["amount"], row["currency"]), ChargeState(row["state"]), row["tries"],
    )  # fmt: skip


def _refund(row: Any) -> Refund:
    return Refund(
        row["refund_id"], row["key"], charge_from(row), Money.of(row["back"], row["back_currency"]),
        Reason(row["reason"]), RefundState(row["refund_state"]), row["refund_tries"],
        row["detail"], row["created_at"],
    )  # fmt: skip
