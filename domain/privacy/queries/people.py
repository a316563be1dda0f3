"""Deletes and exports one person's rows."""

from typing import Any

from domain.privacy.queries.holdings import BOOKED, LEDGER, Holding
from domain.privacy.values import Person
from domain.unit_of_work import Database

# Which ledger rows stay.
_OF_A_STAY = f"booking_id IN (SELECT id FROM universal_bookings WHERE {BOOKED})"
_BOOKED_ANEW = f"old_id IN (SELECT id FROM universal_bookings WHERE {BOOKED})"
_KEPT = {
    "universal_bookings": BOOKED,
    "users": f"id IN (SELECT user_id FROM universal_bookings WHERE {BOOKED})",
    **dict.fromkeys(
        (
            "booking_attempts",
            "booking_cases",
            "booking_transitions",
            "booking_watches",
            "savings",
            "universal_price_alerts",
        ),
        _OF_A_STAY,
    ),
    # Including those in progress: a person must know both sides.
    "rebookings": _BOOKED_ANEW,
    "rebooking_events": f"rebooking_id IN (SELECT id FROM rebookings WHERE {_BOOKED_ANEW})",
    # Payments and transfers are never deleted; they name nobody.
    **dict.fromkeys(
        (
            "ledger_entries",
            "ledger_transfers",
            "payment_charges",
            "payment_invoices",
            "payment_refunds",
        ),
        "true",
    ),
}


async def remove_rows(connection: Database, holding: Holding, person: Person) -> None:
    """Delete a person's rows from a table, except the ledger of booked stays."""
    kept = _KEPT.get(holding.table, "false") if holding.table in LEDGER else "false"
    await connection.execute(
        f"""
        DELETE FROM {holding.table} WHERE ({holding.mine}) AND NOT {kept}
          AND ($1::bigint[], $2::bigint[], $3::text[]) IS NOT NULL
        """,
        *person.values,
    )


async def blank_stays(connection: Database, person: Person) -> None:
    """Anonymise what the law requires to be kept: nobody can tell whose stay it was."""
    ids = list(person.account_ids)
    await connection.execute(
        f"""
        UPDATE universal_bookings SET email = NULL, phone = NULL, requests = '', chat_id = NULL,
            search_id = NULL, session = NULL
        WHERE user_id = ANY($1::bigint[]) AND {BOOKED}
        """,
        ids,
    )
    await connection.execute(
        """
        UPDATE booking_cases SET details = details - 'name_now' - 'name_wanted'
        WHERE booking_id IN (SELECT id FROM universal_bookings WHERE user_id = ANY($1::bigint[]))
        """,
        ids,
    )
    await connection.execute(
        """
        UPDATE users SET email = NULL, password_hash = NULL, first_name = '', language_code = '',
            home_airport = NULL, is_active = false, is_verified = false, role = 'traveller'
        WHERE id = ANY($1::bigint[])
        """,
        ids,
    )


async def blank_payments(connection: Database, person: Person) -> None:
    """Anonymise payments, except where a refund is still to be made."""
    await connection.execute(
        """
        UPDATE payment_invoices SET user_id = NULL, chat_id = NULL
        WHERE user_id = ANY($1::bigint[]) OR chat_id = ANY($2::bigint[])
        """,
        list(person.account_ids),
        list(person.chat_ids),
    )
    await connection.execute(
        """
        UPDATE payment_charges c SET user_id = NULL, payer_id = CASE WHEN EXISTS (
            SELECT FROM payment_refunds r WHERE r.charge_id = c.id AND r.state <> 'done'
        ) THEN c.payer_id END
        WHERE c.user_id = ANY($1::bigint[]) OR c.payer_id = ANY($2::bigint[])
        """,
        list(person.account_ids),
        list(person.chat_ids),
    )


async def blank_deeds(connection: Database, person: Person) -> None:
    """Anonymise administrators' acts."""
    ids = list(person.account_ids)
    await connection.execute(
        """
        UPDATE supplier_controls c SET paused_by = NULL
        WHERE paused_by IS NOT NULL AND EXISTS (
            SELECT FROM audit_entries e WHERE e.admin_id = ANY($1::bigint[])
              AND e.act = 'supplier paused' AND e.subject = 'supplier:' || c.supplier)
        """,
        ids,
    )
    await connection.execute(
        """
        UPDATE audit_entries SET admin_name = '', chat_id = NULL, admin_id = NULL
        WHERE admin_id = ANY($1::bigint[])
        """,
        ids,
    )
    await connection.execute(
        """
        UPDATE audit_entries SET subject = 'user', before = '{}', after = '{}'
        WHERE subject IN (SELECT 'user:' || u FROM unnest($1::bigint[]) u)
        """,
        ids,
    )
    await connection.execute(
        """
        UPDATE broadcasts SET author_id = NULL, progress_chat_id = NULL
        WHERE author_id = ANY($1::bigint[])
        """,
        ids,
    )


async def living_trackers(database: Database, person: Person) -> list[int]:
    """Return a person's trackers that are not deleted."""
    return await database.fetch_column(
        "SELECT id FROM trackers WHERE user_id = ANY($1::bigint[]) AND state <> 'deleted'",
        list(person.account_ids),
    )


async def rows_of(database: Database, holding: Holding, person: Person) -> list[dict[str, Any]]:
    """Return a person's rows of a table as JSON, without hidden columns."""
    return await database.fetch_column(
        f"""
        SELECT to_jsonb(t) - $4::text[] AS told FROM {holding.table} t
        WHERE ({holding.mine})
          AND ($1::bigint[], $2::bigint[], $3::text[]) IS NOT NULL
        """,
        *person.values,
        list(holding.hidden),
    )


async def shells_of(database: Database, user_id: int) -> list[int]:
    """Return the own accounts of an account's linked chats."""
    return await database.fetch_column(
        "SELECT DISTINCT own_user_id FROM chat_links WHERE user_id = $1 AND unlinked_at IS NULL",
        user_id,
    )


async def chats_of(database: Database, user_ids: list[int]) -> list[int]:
    """Return the accounts' private chats."""
    return await database.fetch_column(
        "SELECT id FROM chats WHERE user_id = ANY($1::bigint[]) AND type = 'private'", user_ids
    )


async def emails_of(database: Database, user_ids: list[int]) -> list[str | None]:
    """Return the address of each existing account."""
    return await database.fetch_column(
        "SELECT email FROM users WHERE id = ANY($1::bigint[])", user_ids
    )
