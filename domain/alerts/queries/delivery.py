"""Alerts in delivery: due, sent, ended, put back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from domain.alerts.outbox_keys import ALERT, EDIT
from domain.outbox.queries.claims import CLAIMABLE
from domain.outbox.values import MessageClass
from domain.unit_of_work import Database


async def lock_trackers_due(connection: Database, now: datetime, limit: int) -> list[int]:
    """Lock the active trackers, in reachable chats, with due news that no sender holds."""
    return await connection.fetch_column(
        f"""
        SELECT t.id FROM outbox_messages m
        JOIN tracker_alerts a ON a.id = m.subject_id
        JOIN trackers t ON t.id = a.tracker_id
        JOIN chats c ON c.id = t.chat_id AND c.is_reachable
        WHERE m.channel = 'telegram' AND m.class = {MessageClass.ALERT.value}
          AND m.kind = '{ALERT}' AND m.due_at <= $1 AND {CLAIMABLE}
          AND t.state = 'active' AND t.ends_at > $1
          AND NOT EXISTS (SELECT FROM outbox_messages o WHERE o.batch = m.batch
                          AND o.state = 'sending' AND o.leased_until > now())
          AND NOT EXISTS (SELECT FROM flood_pauses p
                          WHERE p.chat_id IN (0, t.chat_id) AND p.until > now())
        ORDER BY m.urgency, m.due_at LIMIT $2 FOR NO KEY UPDATE OF t SKIP LOCKED
        """,
        now,
        limit,
    )


async def runs(database: Database, tracker_id: int) -> bool:
    """Return whether a tracker is active."""
    active: bool | None = await database.fetchval(
        "SELECT state = 'active' FROM trackers WHERE id = $1", tracker_id
    )
    return bool(active)


async def begin_life(
    connection: Database,
    alert_id: int,
    message: tuple[int, bool],
    living_until: datetime | None,
) -> bool | None:
    """Keep an alert's message (its id, and whether it has a picture) up to date from now on.

    Return whether its price was seen again while it was sent; None where it had a message already.
    """
    seen_anew: bool | None = await connection.fetchval(
        """
        UPDATE tracker_alerts a SET message_id = $2, has_photo = $3, living_until = $4
        FROM trackables k WHERE a.id = $1 AND a.message_id IS NULL AND k.id = a.trackable_id
        RETURNING coalesce(k.last_observed_at > a.observed_at, false)
        """,
        alert_id,
        *message,
        living_until,
    )
    return seen_anew


async def note_told_with(connection: Database, alert_ids: Sequence[int], lead_id: int) -> None:
    """Record which alert's message reported others."""
    await connection.execute(
        "UPDATE tracker_alerts SET told_with = $2 WHERE id = ANY($1::bigint[])",
        list(alert_ids),
        lead_id,
    )


async def note_told(
    connection: Database,
    told: Sequence[tuple[int, datetime, Decimal, str, datetime, int | None]],
) -> None:
    """Record that alerts were sent: (id, when, total, source, when it was seen, hotel_id)."""
    await connection.executemany(
        """
        UPDATE tracker_alerts a SET state = 'sent', sent_at = $2, total = $3, source = $4,
            observed_at = $5, last_error = NULL,
            hotel_id = CASE WHEN k.kind = 'search' THEN $6 ELSE a.hotel_id END
        FROM trackables k WHERE a.id = $1 AND a.state <> 'sent' AND k.id = a.trackable_id
        """,
        told,
    )


async def tell_from_before(connection: Database, alert_id: int) -> None:
    """Have a newer waiting alert report the change from this one's starting point."""
    await connection.execute(
        """
        UPDATE tracker_alerts newer SET previous_total = a.previous_total
        FROM tracker_alerts a
        WHERE a.id = $1 AND newer.rule_id = a.rule_id
          AND newer.state IN ('pending', 'held')
          AND newer.trackable_id = a.trackable_id AND newer.id > a.id
          AND newer.previous_total = a.total
        """,
        alert_id,
    )


async def note_ended(connection: Database, alert_id: int, state: str, why: str) -> None:
    """Record how an unsent alert ended."""
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = $2::text, last_error = $3,
            failed_at = CASE WHEN $2::text = 'failed' THEN now() END
        WHERE id = $1
        """,
        alert_id,
        state,
        why,
    )


async def note_waiting(
    connection: Database, alert_id: int, sought: datetime | None, why: str | None
) -> None:
    """Record that an alert waits again, and since when its price has been unavailable."""
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = 'pending', digest_id = NULL, sought_since = $2,
            last_error = coalesce($3, last_error)
        WHERE id = $1
        """,
        alert_id,
        sought,
        why,
    )


async def orphans(connection: Database) -> list[int]:
    """Return waiting alerts of trackers that are no longer active."""
    return await connection.fetch_column(
        """
        SELECT a.id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
        WHERE t.state <> 'active' AND a.state IN ('pending', 'held')
        """
    )


async def without_alerts(connection: Database, before: datetime) -> list[str]:
    """Return the keys of messages, due before then, whose alerts were deleted with their rule."""
    return await connection.fetch_column(
        f"""
        SELECT m.dedupe_key FROM outbox_messages m
        WHERE m.channel = 'telegram' AND m.due_at < $1 AND m.state IN ('waiting', 'sending')
          AND m.class IN ({MessageClass.ALERT.value}, {MessageClass.EDIT.value})
          AND m.kind IN ('{ALERT}', '{EDIT}')
          AND NOT EXISTS (SELECT FROM tracker_alerts a WHERE a.id = m.subject_id)
        """,
        before,
    )


async def note_dropped(connection: Database, alert_ids: Sequence[int], why: str) -> None:
    """Record that alerts were dropped."""
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = 'dropped', last_error = $2
        WHERE id = ANY($1::bigint[])
        """,
        list(alert_ids),
        why,
    )
