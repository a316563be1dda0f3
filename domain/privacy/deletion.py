"""An account and all that is held of its owner, removed in one transaction."""

import structlog

from domain.app import App
from domain.bookings.price_watches.closing import stop_watching
from domain.privacy.holdings import BLANKED, BOOKED, HOLDINGS, LEDGER, Holding
from domain.privacy.person import Person, person_of
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState

log = structlog.get_logger(__name__)


async def delete_person(app: App, user_id: int) -> None:
    """Remove an account for good. Raises NotFound.

    What others were told stays with them. What administrators did, and the ledger of stays that
    were booked, which the law wants kept, stay without the person in them.
    """
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        person = await person_of(app.pool, user_id)
        rows = await app.pool.fetch(
            "SELECT id FROM trackers WHERE user_id = ANY($1::bigint[]) AND state <> 'deleted'",
            list(person.account_ids),
        )
        # First nobody watches for them any more: checks are for those who stay.
        ids = [row["id"] for row in rows]
        await set_state(connection, ids, TrackerState.DELETED, now)
        await stop_watching(app.pool, person.account_ids)
        await _blank(app, person)
        await _keep_ledger(app, person)
        await _keep_payments(app, person)
        for holding in HOLDINGS:
            if holding.table not in BLANKED:
                await _remove(app, holding, person)
    log.info("account deleted", accounts=len(person.account_ids))


async def _remove(app: App, holding: Holding, person: Person) -> None:
    """Remove a person's rows from a table, but for the ledger of stays that were booked."""
    kept = _KEPT.get(holding.table, "false") if holding.table in LEDGER else "false"
    await app.pool.execute(
        f"""
        DELETE FROM {holding.table} WHERE ({holding.mine}) AND NOT {kept}
          AND ($1::bigint[], $2::bigint[], $3::text[]) IS NOT NULL
        """,
        *person.values,
    )


# Which rows of the ledger stay.
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
    # Also what is under way: a person has to know where two stand.
    "rebookings": _BOOKED_ANEW,
    "rebooking_events": f"rebooking_id IN (SELECT id FROM rebookings WHERE {_BOOKED_ANEW})",
    # What was paid and what went from where to where is never taken away; it names nobody.
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


async def _keep_ledger(app: App, person: Person) -> None:
    """Take the person out of what the law wants kept: nobody can tell whose stay it was."""
    ids = list(person.account_ids)
    await app.pool.execute(
        f"""
        UPDATE universal_bookings SET email = NULL, phone = NULL, requests = '', chat_id = NULL,
            search_id = NULL, session = NULL
        WHERE user_id = ANY($1::bigint[]) AND {BOOKED}
        """,
        ids,
    )
    await app.pool.execute(
        """
        UPDATE booking_cases SET details = details - 'name_now' - 'name_wanted'
        WHERE booking_id IN (SELECT id FROM universal_bookings WHERE user_id = ANY($1::bigint[]))
        """,
        ids,
    )
    await app.pool.execute(
        """
        UPDATE users SET email = NULL, password_hash = NULL, first_name = '', language_code = '',
            home_airport = NULL, is_active = false, is_verified = false, role = 'traveller'
        WHERE id = ANY($1::bigint[])
        """,
        ids,
    )


async def _keep_payments(app: App, person: Person) -> None:
    """Take the person out of what was paid, but for where money is still to go back to."""
    await app.pool.execute(
        """
        UPDATE payment_invoices SET user_id = NULL, chat_id = NULL
        WHERE user_id = ANY($1::bigint[]) OR chat_id = ANY($2::bigint[])
        """,
        list(person.account_ids),
        list(person.chat_ids),
    )
    await app.pool.execute(
        """
        UPDATE payment_charges c SET user_id = NULL, payer_id = CASE WHEN EXISTS (
            SELECT FROM payment_refunds r WHERE r.charge_id = c.id AND r.state <> 'done'
        ) THEN c.payer_id END
        WHERE c.user_id = ANY($1::bigint[]) OR c.payer_id = ANY($2::bigint[])
        """,
        list(person.account_ids),
        list(person.chat_ids),
    )


async def _blank(app: App, person: Person) -> None:
    """Take the person out of what administrators did."""
    ids = list(person.account_ids)
    await app.pool.execute(
        """
        UPDATE audit_entries SET admin_name = '', chat_id = NULL, admin_id = NULL
        WHERE admin_id = ANY($1::bigint[])
        """,
        ids,
    )
    await app.pool.execute(
        """
        UPDATE audit_entries SET subject = 'user', before = '{}', after = '{}'
        WHERE subject IN (SELECT 'user:' || u FROM unnest($1::bigint[]) u)
        """,
        ids,
    )
    await app.pool.execute(
        """
        UPDATE broadcasts SET author_id = NULL, progress_chat_id = NULL
        WHERE author_id = ANY($1::bigint[])
        """,
        ids,
    )
