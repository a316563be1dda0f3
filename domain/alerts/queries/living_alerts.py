"""Messages that are kept true: whose edits are due, and what is known of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from domain.alerts.living_alerts import Course, LivingAlert, Now
from domain.alerts.queries.stored_alerts import load_told
from domain.alerts.values import StoredAlert
from domain.outbox.queries.claims import CLAIMABLE
from domain.outbox.values import MessageClass
from domain.prices.models import Availability
from domain.unit_of_work import Database

# Telegram accepts one edit per chat in this time.
EDITS_APART = timedelta(seconds=3)


async def lock_edits_due(connection: Database, now: datetime, limit: int) -> list[int]:
    """Lock the alerts whose messages are due for an edit, in chats that take one; one a chat."""
    return await connection.fetch_column(
        f"""
        WITH due AS (
            SELECT a.id, t.chat_id FROM outbox_messages m
            JOIN tracker_alerts a ON a.id = m.subject_id
            JOIN trackers t ON t.id = a.tracker_id
            WHERE m.channel = 'telegram' AND m.class = {MessageClass.EDIT.value} AND m.urgency = 0
              AND m.due_at <= $1 AND {CLAIMABLE}
              AND NOT EXISTS (SELECT FROM flood_pauses p
                              WHERE p.chat_id IN (0, t.chat_id) AND p.until > now())
              AND NOT EXISTS (SELECT FROM tracker_alerts o JOIN trackers ot ON ot.id = o.tracker_id
                              WHERE ot.chat_id = t.chat_id AND o.edited_at > $1 - $3::interval
                                AND o.edited_at <= $1)
            ORDER BY m.due_at LIMIT $2 FOR NO KEY UPDATE OF a SKIP LOCKED
        )
        SELECT DISTINCT ON (chat_id) id FROM due ORDER BY chat_id, id
        """,
        now,
        limit,
        EDITS_APART,
    )


class _Living(NamedTuple):
    """A message that is kept true, and what is known now of what it tells."""

    id: int
    message_id: int
    has_photo: bool
    living_until: datetime
    shown_course: Course
    shown_total: Decimal | None
    total: Decimal
    total_now: Decimal
    seen_at: datetime
    availability_now: Availability
    is_told_anew: bool
    is_active: bool
    snoozed_until: datetime | None


async def living_by_id(database: Database, alert_ids: Sequence[int]) -> dict[int, LivingAlert]:
    """Return the messages of alerts that are kept true, by the alerts' ids."""
    rows = await database.fetch_as(
        _Living,
        """
        SELECT a.id, a.message_id, a.has_photo, a.living_until, a.shown_course,
            a.shown_total, a.total, t.state = 'active' AS is_active, t.snoozed_until,
            coalesce(CASE WHEN a.hotel_id IS NULL THEN k.last_total ELSE (
                SELECT o.total FROM search_options o
                WHERE o.trackable_id = k.id AND o.hotel_id = a.hotel_id) END, a.total) AS total_now,
            coalesce(k.last_observed_at, a.observed_at) AS seen_at,
            k.availability AS availability_now,
            EXISTS (SELECT FROM tracker_alerts newer WHERE newer.tracker_id = a.tracker_id
                    AND newer.trackable_id = a.trackable_id AND newer.id > a.id
                    AND newer.message_id IS NOT NULL) AS is_told_anew
        FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
        JOIN trackables k ON k.id = a.trackable_id
        WHERE a.id = ANY($1::bigint[]) AND a.living_until IS NOT NULL
        """,
        list(alert_ids),
    )
    stored = await load_told(database, [one.id for one in rows])
    return {one.id: _living(one, stored[one.id]) for one in rows if one.id in stored}


def _living(row: _Living, stored: StoredAlert) -> LivingAlert:
    return LivingAlert(
        stored=stored,
        message_id=row.message_id,
        has_photo=row.has_photo,
        living_until=row.living_until,
        shown=row.shown_course,
        shown_total=row.total if row.shown_total is None else row.shown_total,
        now=Now(row.total_now, row.seen_at, row.availability_now, row.is_told_anew),
        is_active=row.is_active,
        snoozed_until=row.snoozed_until,
    )
