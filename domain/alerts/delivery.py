"""The outbox: which alert goes next, and what became of it.

Delivery is at least once: Telegram has no idempotency key. An alert is marked before it is sent;
one that a crash left marked is sent again when its lease has run out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from domain.alerts.models import RuleKind
from domain.alerts.values import OutgoingAlert
from domain.money import Money
from domain.search.queries import rooms_from_json
from domain.stay import Stay

LEASE = timedelta(seconds=45)
MOST_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=10)
# An older quote is asked again before it is sent.
FRESH = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class ClaimedAlert:
    """An alert that this sender holds, with the price as last known now."""

    alert: OutgoingAlert
    lease: UUID
    trackable_id: int
    current_total: Decimal | None
    checked_at: datetime | None
    is_available: bool


async def claim_alerts(
    pool: asyncpg.Pool, now: datetime, most: int = 50
) -> tuple[ClaimedAlert, ...]:
    """Claim the most urgent alerts that are due, of active trackers in reachable chats."""
    lease = uuid4()
    rows = await pool.fetch(
        """
        WITH due AS (
            SELECT a.id FROM tracker_alerts a
            JOIN trackers t ON t.id = a.tracker_id AND t.state = 'active'
             AND (t.muted_until IS NULL OR t.muted_until <= $1)
            JOIN chats c ON c.id = t.chat_id AND c.is_reachable
            WHERE a.due_at <= $1 AND (a.state = 'pending'
                  OR (a.state = 'sending' AND a.leased_until <= $1))
            ORDER BY a.urgency, a.due_at LIMIT $2 FOR UPDATE OF a SKIP LOCKED
        )
        UPDATE tracker_alerts a SET state = 'sending', lease = $3, leased_until = $4,
            attempts = a.attempts + 1
        FROM due, trackers t, users u, trackables k, hotels h, destinations d, price_rules r
        WHERE a.id = due.id AND t.id = a.tracker_id AND u.id = t.user_id
          AND k.id = a.trackable_id AND h.id = k.hotel_id AND d.id = k.destination_id
          AND r.id = a.rule_id
        RETURNING a.*, t.chat_id, u.language, u.time_zone, h.name AS hotel_name, k.hotel_id,
            h.photos, d.name AS destination_name, k.check_in, k.check_out, k.rooms, r.percent,
            r.target, k.last_total, k.last_observed_at, k.availability
        """,
        now,
        most,
        lease,
        now + LEASE,
    )
    ordered = sorted(rows, key=lambda row: (row["urgency"], row["due_at"], row["id"]))
    return tuple(_claimed(row, lease) for row in ordered)


def _claimed(row: Any, lease: UUID) -> ClaimedAlert:
    currency = row["currency"]
    previous, target = row["previous_total"], row["target"]
    photos = row["photos"] or []
    alert = OutgoingAlert(
        alert_id=row["id"],
        tracker_id=row["tracker_id"],
        chat_id=row["chat_id"],
        language=row["language"],
        time_zone=row["time_zone"],
        kind=RuleKind(row["kind"]),
        hotel_id=row["hotel_id"],
        hotel_name=row["hotel_name"],
        destination_name=row["destination_name"],
        photo=photos[0] if photos else None,
        stay=Stay(row["check_in"], row["check_out"], rooms_from_json(row["rooms"])),
        previous=None if previous is None else Money.of(previous, currency),
        total=Money.of(row["total"], currency),
        percent=row["percent"],
        target=None if target is None else Money.of(target, currency),
        source=row["source"],
        observed_at=row["observed_at"],
        attempts=row["attempts"] - 1,
    )
    return ClaimedAlert(
        alert, lease, row["trackable_id"], row["last_total"], row["last_observed_at"],
        row["availability"] == "available",
    )  # fmt: skip


def is_overtaken(claimed: ClaimedAlert, fires_at: Decimal | None) -> bool:
    """Say whether the news is no longer true: sold out, or back above the line that was crossed.

    `fires_at` is the line; the price as last known decides.
    """
    if not claimed.is_available:
        return True
    if claimed.current_total is None or fires_at is None:
        return False
    return claimed.current_total > fires_at


async def mark_sent(
    pool: asyncpg.Pool, claimed: ClaimedAlert, message_id: int, now: datetime
) -> None:
    """Note that Telegram has taken the message."""
    await pool.execute(
        """
        UPDATE tracker_alerts SET state = 'sent', message_id = $3, sent_at = $4, lease = NULL,
            leased_until = NULL, last_error = NULL WHERE id = $1 AND lease = $2
        """,
        claimed.alert.alert_id,
        claimed.lease,
        message_id,
        now,
    )


async def mark_dropped(pool: asyncpg.Pool, claimed: ClaimedAlert, reason: str) -> None:
    """Note that events have overtaken the alert."""
    await _end(pool, claimed, "dropped", reason)


async def mark_unreachable(pool: asyncpg.Pool, claimed: ClaimedAlert, reason: str) -> None:
    """Note that the chat has gone; nothing is sent there until its traveller writes again."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(
            "UPDATE chats SET is_reachable = false WHERE id = $1", claimed.alert.chat_id
        )
        await _end(connection, claimed, "failed", reason)


async def follow_chat(pool: asyncpg.Pool, old_id: int, new_id: int, now: datetime) -> None:
    """Move a group's trackers to the supergroup that it has become."""
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(
            """
            INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)
            SELECT $2, user_id, 'supergroup', title, true, $3 FROM chats WHERE id = $1
            ON CONFLICT (id) DO NOTHING
            """,
            old_id,
            new_id,
            now,
        )
        await connection.execute(
            "UPDATE trackers SET chat_id = $2 WHERE chat_id = $1", old_id, new_id
        )
        await connection.execute("UPDATE chats SET is_reachable = false WHERE id = $1", old_id)


async def retry_later(
    pool: asyncpg.Pool,
    claimed: ClaimedAlert,
    now: datetime,
    reason: str,
    wait: timedelta | None = None,
) -> None:
    """Put the alert back; after `MOST_ATTEMPTS` it has failed. `wait` is Telegram's own wish."""
    attempts = claimed.alert.attempts + 1
    if attempts >= MOST_ATTEMPTS and wait is None:
        await _end(pool, claimed, "failed", reason)
        return
    pause = wait or min(FIRST_RETRY * 2 ** (attempts - 1), LAST_RETRY)
    await pool.execute(
        """
        UPDATE tracker_alerts SET state = 'pending', lease = NULL, leased_until = NULL,
            due_at = $3, last_error = $4 WHERE id = $1 AND lease = $2
        """,
        claimed.alert.alert_id,
        claimed.lease,
        now + pause,
        reason[:255],
    )


async def _end(
    connection: asyncpg.Pool | asyncpg.Connection, claimed: ClaimedAlert, state: str, reason: str
) -> None:
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = $3, last_error = $4, lease = NULL, leased_until = NULL
        WHERE id = $1 AND lease = $2
        """,
        claimed.alert.alert_id,
        claimed.lease,
        state,
        reason[:255],
    )
