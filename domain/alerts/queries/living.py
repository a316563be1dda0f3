"""Messages that are kept true: which are due, and what became of each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.alerts.living import EDIT_EVERY, FINAL, Course, LivingAlert, Now
from domain.alerts.queries.loading import load_told
from domain.alerts.values import StoredAlert
from domain.outbox.leases import LEASE, new_lease
from domain.prices.models import Availability
from domain.unit_of_work import Database

MOST_EDITS = 20


# Telegram takes one edit in so long of a chat.
EDITS_APART = timedelta(seconds=3)


async def stir_living(connection: Database, trackable_ids: Sequence[int], now: datetime) -> None:
    """Make the living messages of trackables due that have changed, within their pace."""
    await connection.execute(
        """
        UPDATE tracker_alerts SET edit_due_at = least(
            living_until, greatest($2, edited_at + $3::interval))
        WHERE trackable_id = ANY($1::bigint[]) AND living_until IS NOT NULL
        """,
        list(trackable_ids),
        now,
        EDIT_EVERY,
    )


class _Edit(NamedTuple):
    """A message that is due for a look, and what is known now of what it tells."""

    id: int
    edit_lease: UUID
    message_id: int
    has_photo: bool
    sent_at: datetime
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


_CLAIM = """
    WITH due AS (
        SELECT a.id, t.chat_id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
        WHERE (a.edit_leased_until <= now()
               OR (a.edit_due_at <= $1 AND a.edit_leased_until IS NULL))
          AND NOT EXISTS (SELECT FROM flood_pauses p
                          WHERE p.chat_id IN (0, t.chat_id) AND p.until > now())
          AND NOT EXISTS (SELECT FROM tracker_alerts o JOIN trackers ot ON ot.id = o.tracker_id
                          WHERE ot.chat_id = t.chat_id AND o.edited_at > $1 - $5::interval
                            AND o.edited_at <= $1)
        ORDER BY a.edit_due_at LIMIT $2 FOR UPDATE OF a SKIP LOCKED
    ), first AS (
        -- One of a chat at a time.
        SELECT DISTINCT ON (chat_id) id FROM due ORDER BY chat_id, id
    )
    UPDATE tracker_alerts a SET edit_due_at = a.living_until, edit_lease = $3,
        edit_leased_until = now() + $4::interval
    FROM first, trackers t, trackables k
    WHERE a.id = first.id AND t.id = a.tracker_id AND k.id = a.trackable_id
    RETURNING a.*, t.state = 'active' AS is_active, t.snoozed_until,
        coalesce(CASE WHEN a.hotel_id IS NULL THEN k.last_total ELSE (
            SELECT o.total FROM search_options o
            WHERE o.trackable_id = k.id AND o.hotel_id = a.hotel_id) END, a.total) AS total_now,
        coalesce(k.last_observed_at, a.observed_at) AS seen_at,
        k.availability AS availability_now,
        EXISTS (SELECT FROM tracker_alerts newer WHERE newer.tracker_id = a.tracker_id
                AND newer.trackable_id = a.trackable_id AND newer.id > a.id
                AND newer.message_id IS NOT NULL) AS is_told_anew
"""


async def claim_edits(
    pool: Database, now: datetime, limit: int = MOST_EDITS
) -> tuple[LivingAlert, ...]:
    """Claim the messages that are due for a look, in chats that take edits."""
    edits = await pool.fetch_as(
        _Edit,
        _CLAIM,
        now,
        limit,
        new_lease(),
        LEASE,
        EDITS_APART,
    )
    stored = await load_told(pool, [one.id for one in edits])
    return tuple(_living(one, stored[one.id]) for one in edits if one.id in stored)


def _living(edit: _Edit, stored: StoredAlert) -> LivingAlert:
    return LivingAlert(
        stored=stored,
        lease=edit.edit_lease,
        message_id=edit.message_id,
        has_photo=edit.has_photo,
        sent_at=edit.sent_at,
        living_until=edit.living_until,
        shown=edit.shown_course,
        shown_total=edit.total if edit.shown_total is None else edit.shown_total,
        now=Now(
            edit.total_now,
            edit.seen_at,
            edit.availability_now,
            edit.is_told_anew,
        ),
        is_active=edit.is_active,
        snoozed_until=edit.snoozed_until,
    )


async def renew_edits(pool: Database, claimed: Sequence[LivingAlert]) -> None:
    """Extend the leases of messages that were claimed together, as far as they are held."""
    await pool.execute(
        "UPDATE tracker_alerts SET edit_leased_until = now() + $2::interval WHERE edit_lease = $1",
        claimed[0].lease,
        LEASE,
    )


async def renew_edit(pool: Database, living: LivingAlert) -> bool:
    """Lengthen a message's lease; False where another looks at it, or its life has ended."""
    renewed = await pool.fetchval(
        """
        UPDATE tracker_alerts SET edit_leased_until = now() + $3::interval
        WHERE id = $1 AND edit_lease = $2 AND living_until IS NOT NULL RETURNING id
        """,
        living.stored.alert.alert_id,
        living.lease,
        LEASE,
    )
    return renewed is not None


async def mark_edited(pool: Database, living: LivingAlert, course: Course, now: datetime) -> None:
    """Note what the message says now, whoever holds the lease; its life ends with a final edit.

    What changed while it was edited is told when its pace allows. Where another holds the lease by
    now, nobody knows whose edit came last: the message is looked at once more.
    """
    await pool.execute(
        """
        UPDATE tracker_alerts a SET shown_course = $2, shown_total = $3, edited_at = $4,
            edit_lease = CASE WHEN is_ours THEN NULL ELSE a.edit_lease END,
            edit_leased_until = CASE WHEN is_ours THEN NULL ELSE a.edit_leased_until END,
            living_until = CASE WHEN $5 THEN NULL ELSE a.living_until END,
            edit_due_at = CASE WHEN $5 THEN NULL
                WHEN is_ours AND a.edit_due_at = a.living_until THEN a.living_until
                ELSE least(a.living_until, $4::timestamptz + $7::interval) END
        FROM (SELECT id, edit_lease IS NOT DISTINCT FROM $6 AS is_ours FROM tracker_alerts
              WHERE id = $1 FOR UPDATE) held
        WHERE a.id = held.id AND a.living_until IS NOT NULL
        """,
        living.stored.alert.alert_id,
        course.value,
        living.now.total,
        now,
        course in FINAL,
        living.lease,
        EDIT_EVERY,
    )


async def leave_as_it_is(pool: Database, living: LivingAlert) -> None:
    """Give a message back that says what is true; it is due when something changes, or at last."""
    await pool.execute(
        """
        UPDATE tracker_alerts SET edit_lease = NULL, edit_leased_until = NULL
        WHERE id = $1 AND edit_lease = $2
        """,
        living.stored.alert.alert_id,
        living.lease,
    )


async def look_later(pool: Database, living: LivingAlert, at: datetime) -> None:
    """Look at the message again at `at`, or when its life ends."""
    await pool.execute(
        """
        UPDATE tracker_alerts SET edit_due_at = least($3, living_until), edit_lease = NULL,
            edit_leased_until = NULL
        WHERE id = $1 AND edit_lease = $2
        """,
        living.stored.alert.alert_id,
        living.lease,
        at,
    )


async def end_life(pool: Database, alert_id: int) -> None:
    """Leave a message as it stands for good."""
    await pool.execute(
        """
        UPDATE tracker_alerts SET living_until = NULL, edit_due_at = NULL, edit_lease = NULL,
            edit_leased_until = NULL
        WHERE id = $1
        """,
        alert_id,
    )
