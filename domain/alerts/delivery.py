"""The outbox: which alert goes next, and what became of it.

Delivery is at least once: Telegram has no idempotency key. An alert is marked before it is sent;
one that a crash left marked is sent again when its lease has run out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from domain.alerts.freshness import Standing
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.values import OutgoingAlert
from domain.money import Money
from domain.prices.models import Availability
from domain.search.queries import rooms_from_json
from domain.stay import Stay

# Longer than a second look at the price, the wait for one's turn and the send together.
LEASE = timedelta(seconds=60)
MOST_CLAIMED = 50
# A refusal may be a matter of the moment; after this many it is not.
MOST_REFUSALS = 8
# While Telegram cannot be reached an alert is kept for a day.
LIFETIME = timedelta(days=1)
FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ClaimedAlert:
    """An alert that this sender holds until its lease runs out."""

    alert: OutgoingAlert
    lease: UUID
    trackable_id: int
    created_at: datetime


async def claim_alerts(
    pool: asyncpg.Pool, now: datetime, limit: int = MOST_CLAIMED
) -> tuple[ClaimedAlert, ...]:
    """Claim the most urgent alerts that are due, of active trackers in reachable chats.

    They are marked as being sent from here on.
    """
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
            r.target
        """,
        now,
        limit,
        lease,
        now + LEASE,
    )
    ordered = sorted(rows, key=lambda row: (row["urgency"], row["due_at"], row["id"]))
    return tuple(
        ClaimedAlert(_alert(row), lease, row["trackable_id"], row["created_at"]) for row in ordered
    )


def _alert(row: Any) -> OutgoingAlert:
    currency, photos = row["currency"], row["photos"]

    def money(amount: Any) -> Money | None:
        return None if amount is None else Money.of(amount, currency)

    return OutgoingAlert(
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
        previous=money(row["previous_total"]),
        total=Money.of(row["total"], currency),
        percent=row["percent"],
        target=money(row["target"]),
        source=row["source"],
        observed_at=row["observed_at"],
        attempts=row["attempts"] - 1,
        availability=None if row["availability"] is None else Availability(row["availability"]),
    )


async def load_standings(
    pool: asyncpg.Pool, claimed: Iterable[ClaimedAlert]
) -> dict[int, Standing]:
    """Return by alert id what is known now of each one's price and rule."""
    rows = await pool.fetch(
        """
        SELECT a.id, coalesce(k.last_total, a.total) AS total,
               coalesce(k.last_source, a.source) AS source,
               coalesce(k.last_observed_at, a.observed_at) AS observed_at,
               k.availability = 'available' AS is_available, s.phase,
               r.is_active AND a.dedupe_key
                   = concat_ws(':', s.rule_id, s.trackable_id, s.firings) AS is_latest
        FROM tracker_alerts a
        JOIN trackables k ON k.id = a.trackable_id
        JOIN price_rules r ON r.id = a.rule_id
        JOIN rule_states s ON s.rule_id = a.rule_id AND s.trackable_id = a.trackable_id
        WHERE a.id = ANY($1::bigint[])
        """,
        [one.alert.alert_id for one in claimed],
    )
    return {
        row["id"]: Standing(
            row["total"], row["source"], row["observed_at"], row["is_available"],
            RulePhase(row["phase"]), row["is_latest"],
        )
        for row in rows
    }  # fmt: skip


async def mark_sent(
    pool: asyncpg.Pool, claimed: ClaimedAlert, message_id: int, now: datetime
) -> None:
    """Note that Telegram has taken the message, and which price it told."""
    await pool.execute(
        """
        UPDATE tracker_alerts SET state = 'sent', message_id = $3, sent_at = $4, total = $5,
            observed_at = $6, lease = NULL, leased_until = NULL, last_error = NULL
        WHERE id = $1 AND lease = $2
        """,
        claimed.alert.alert_id,
        claimed.lease,
        message_id,
        now,
        claimed.alert.total.amount,
        claimed.alert.observed_at,
    )


async def mark_dropped(pool: asyncpg.Pool, claimed: ClaimedAlert, reason: str) -> None:
    """Note that the news was overtaken by events.

    A newer alert that waits then tells the change from where this one would have begun.
    """
    async with pool.acquire() as connection, connection.transaction():
        await _end(connection, claimed, "dropped", reason)
        await connection.execute(
            """
            UPDATE tracker_alerts newer SET previous_total = a.previous_total
            FROM tracker_alerts a
            WHERE a.id = $1 AND newer.rule_id = a.rule_id AND newer.state = 'pending'
              AND newer.trackable_id = a.trackable_id AND newer.id > a.id
              AND newer.previous_total = a.total
            """,
            claimed.alert.alert_id,
        )


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


async def postpone(pool: asyncpg.Pool, claimed: ClaimedAlert, until: datetime) -> None:
    """Put the alert back without having tried: it was not its turn yet."""
    await _put_back(pool, claimed, until, None, tries=0)


async def retry_later(
    pool: asyncpg.Pool,
    claimed: ClaimedAlert,
    now: datetime,
    reason: str,
    *,
    wait: timedelta | None = None,
    refused: bool = False,
) -> None:
    """Put the alert back after a try that failed.

    `wait` is Telegram's own wish, else the pause doubles. An alert that Telegram refused
    `MOST_REFUSALS` times has failed; one that it could not take is kept for a day.
    """
    tries = claimed.alert.attempts + 1
    if (refused and tries >= MOST_REFUSALS) or now - claimed.created_at > LIFETIME:
        await _end(pool, claimed, "failed", reason)
        return
    pause = min(FIRST_RETRY * 2 ** min(tries - 1, 10), LAST_RETRY) if wait is None else wait
    await _put_back(pool, claimed, now + pause, reason, tries=1)


async def _put_back(
    pool: asyncpg.Pool, claimed: ClaimedAlert, until: datetime, reason: str | None, *, tries: int
) -> None:
    await pool.execute(
        """
        UPDATE tracker_alerts SET state = 'pending', lease = NULL, leased_until = NULL,
            due_at = $3, last_error = coalesce($4, last_error), attempts = $5
        WHERE id = $1 AND lease = $2
        """,
        claimed.alert.alert_id,
        claimed.lease,
        until,
        None if reason is None else reason[:255],
        claimed.alert.attempts + tries,
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


async def drop_orphans(pool: asyncpg.Pool, now: datetime) -> None:
    """Take out of the outbox what belongs to trackers that are no longer active."""
    await pool.execute(
        """
        UPDATE tracker_alerts a SET state = 'dropped', last_error = 'the tracker is not active',
            lease = NULL, leased_until = NULL
        FROM trackers t
        WHERE t.id = a.tracker_id AND t.state <> 'active'
          AND a.state IN ('pending', 'sending', 'held')
          AND (a.leased_until IS NULL OR a.leased_until <= $1)
        """,
        now,
    )
