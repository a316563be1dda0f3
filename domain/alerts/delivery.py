"""The outbox: which alert goes next, and what became of it.

Delivery is at least once: Telegram has no idempotency key. An alert is marked before it is sent;
one that a crash left marked is sent again when its lease has run out. Between its turn and the call
its sender makes sure of the lease (`renew_alert`), and what Telegram took is sent, whoever holds
the lease by then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.alerts.living import EDIT_EVERY
from domain.alerts.queries.loading import load_alerts
from domain.alerts.timing import lives_until
from domain.alerts.values import OutgoingAlert, Reader, StoredAlert
from domain.outbox.leases import LEASE, new_lease
from domain.outbox.queries import put_messages
from domain.outbox.values import NewMessage
from domain.unit_of_work import Database

# Few at a time, so that what is urgent never stands behind many that were claimed before it.
MOST_CLAIMED = 20
# A refusal may be a matter of the moment; after this many it is not.
MOST_REFUSALS = 8
# While Telegram cannot be reached an alert is kept for a day.
LIFETIME = timedelta(days=1)
FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=5)
# By now ($1), and by the database's clock where somebody holds it.
_DUE = """
    a.due_at <= $1
    AND (a.state = 'pending' OR (a.state = 'sending' AND a.leased_until <= now()))
"""
# Everything that is due of the trackers in `urgent`.
_CLAIM = f"""
    , due AS (
        SELECT a.id FROM tracker_alerts a JOIN urgent u ON u.id = a.tracker_id
        WHERE {_DUE} FOR UPDATE OF a SKIP LOCKED
    )
    UPDATE tracker_alerts a SET state = 'sending', lease = $3,
        leased_until = now() + $4::interval,
        attempts = a.attempts + 1, maybe_sent = a.maybe_sent OR a.state = 'sending'
    FROM due WHERE a.id = due.id RETURNING a.id, a.urgency, a.due_at, a.lease
"""


@dataclass(frozen=True, slots=True)
class ClaimedAlert:
    """An alert that this sender holds until its lease runs out."""

    stored: StoredAlert
    lease: UUID

    @property
    def alert(self) -> OutgoingAlert:
        """Return what the message says."""
        return self.stored.alert

    @property
    def reader(self) -> Reader:
        """Return who is told."""
        return self.stored.reader


def with_alert(claimed: ClaimedAlert, alert: OutgoingAlert) -> ClaimedAlert:
    """Return the claim with the alert as it is true now."""
    return replace(claimed, stored=replace(claimed.stored, alert=alert))


@dataclass(frozen=True, slots=True)
class SentMessage:
    """The message that Telegram has taken."""

    message_id: int
    has_photo: bool


async def claim_alerts(
    pool: Database, now: datetime, limit: int = MOST_CLAIMED
) -> tuple[ClaimedAlert, ...]:
    """Claim the most urgent alerts that are due, of active trackers in chats that take them.

    What else is due of the same trackers is claimed with them, and nothing of a tracker whose news
    another is telling: what is news at once is told at once. They are marked as being sent from
    here on; one whose earlier try was cut short may have reached its reader.
    """
    rows = await pool.fetch(
        f"""
        WITH urgent AS (
            SELECT t.id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
            JOIN chats c ON c.id = t.chat_id AND c.is_reachable
            WHERE {_DUE} AND t.state = 'active' AND t.ends_at > $1
              AND NOT EXISTS (SELECT FROM tracker_alerts o WHERE o.tracker_id = t.id
                              AND o.state = 'sending' AND o.leased_until > now())
              AND NOT EXISTS (SELECT FROM flood_pauses p
                              WHERE p.chat_id IN (0, t.chat_id) AND p.until > now())
            ORDER BY a.urgency, a.due_at LIMIT $2 FOR NO KEY UPDATE OF t SKIP LOCKED
        )
        {_CLAIM}
        """,
        now,
        limit,
        new_lease(),
        LEASE,
    )
    return await _claimed(pool, rows)


async def claim_beside(
    pool: Database, claimed: Sequence[ClaimedAlert], now: datetime
) -> tuple[ClaimedAlert, ...]:
    """Claim what has become due meanwhile of trackers whose news is about to be told."""
    rows = await pool.fetch(
        f"WITH urgent AS (SELECT unnest($2::bigint[]) AS id) {_CLAIM}",
        now,
        sorted({one.alert.tracker_id for one in claimed}),
        claimed[0].lease,
        LEASE,
    )
    return await _claimed(pool, rows)


async def _claimed(pool: Database, rows: Sequence[Any]) -> tuple[ClaimedAlert, ...]:
    ordered = sorted(rows, key=lambda row: (row["urgency"], row["due_at"], row["id"]))
    stored = await load_alerts(pool, [row["id"] for row in ordered])
    return tuple(
        ClaimedAlert(stored[row["id"]], row["lease"]) for row in ordered if row["id"] in stored
    )


async def renew_alert(pool: Database, claimed: ClaimedAlert, *, also_stopped: bool = False) -> bool:
    """Extend an alert's lease; False where it is not to be sent (any more) by its holder.

    Another may have claimed it since, or (but for `also_stopped`) its tracker has stopped.
    """
    renewed = await pool.fetchval(
        """
        UPDATE tracker_alerts a SET leased_until = now() + $3::interval FROM trackers t
        WHERE a.id = $1 AND a.lease = $2 AND a.state = 'sending'
          AND t.id = a.tracker_id AND (t.state = 'active' OR $4) RETURNING a.id
        """,
        claimed.alert.alert_id,
        claimed.lease,
        LEASE,
        also_stopped,
    )
    return renewed is not None


async def renew_claims(pool: Database, claimed: Sequence[ClaimedAlert]) -> None:
    """Extend the leases of what was claimed together, as far as they are still held."""
    await pool.execute(
        """
        UPDATE tracker_alerts SET leased_until = now() + $2::interval
        WHERE lease = $1 AND state = 'sending'
        """,
        claimed[0].lease,
        LEASE,
    )


async def mark_sent(
    pool: Database,
    told: Sequence[ClaimedAlert],
    message: SentMessage,
    now: datetime,
    letters: Sequence[NewMessage] = (),
) -> None:
    """Note that Telegram has taken a message, and which prices it told; twice is as good as once.

    `told` are the alert that leads and those that its message tells beside it; `letters` tell the
    same by mail.
    """
    async with pool.transaction() as connection:
        await write_sent(connection, told, message, now)
        await put_messages(connection, letters, now)


async def tell_by_letter(
    pool: Database,
    told: Sequence[ClaimedAlert],
    letters: Sequence[NewMessage],
    now: datetime,
    *,
    also_stopped: bool = False,
) -> bool:
    """Hand alerts over to be told by mail alone; False where they are another's by now.

    Also where there is no letter to tell them, or (but for `also_stopped`) their tracker stopped.
    """
    async with pool.transaction() as connection:
        if not letters or not await renew_alert(pool, told[0], also_stopped=also_stopped):
            return False
        await write_told(connection, told, now)
        await put_messages(connection, letters, now)
    return True


async def write_sent(
    connection: Database,
    told: Sequence[ClaimedAlert],
    message: SentMessage,
    now: datetime,
) -> None:
    """Write within a transaction what `mark_sent` says, whoever holds the leases by now.

    The message lives from here on, for the alert that leads, and what has changed while it was sent
    is told as soon as the pace of edits allows; those that told of the same before it are due for a
    last edit.
    """
    lead, *beside = told
    living_until = lives_until(lead.stored, now)
    await write_told(connection, told, now)
    await connection.execute(
        """
        UPDATE tracker_alerts a SET message_id = $2, has_photo = $3, living_until = $4,
            edit_due_at = CASE WHEN k.last_observed_at > a.observed_at
                               THEN least($4, a.sent_at + $5::interval) ELSE $4 END
        FROM trackables k WHERE a.id = $1 AND a.message_id IS NULL AND k.id = a.trackable_id
        """,
        lead.alert.alert_id,
        message.message_id,
        message.has_photo,
        living_until,
        EDIT_EVERY,
    )
    await connection.execute(
        "UPDATE tracker_alerts SET told_with = $2 WHERE id = ANY($1::bigint[])",
        [one.alert.alert_id for one in beside],
        lead.alert.alert_id,
    )
    await connection.execute(
        """
        UPDATE tracker_alerts older SET edit_due_at = $2 FROM tracker_alerts a
        WHERE a.id = $1 AND older.tracker_id = a.tracker_id
          AND older.trackable_id = a.trackable_id AND older.id < a.id
          AND older.living_until IS NOT NULL
        """,
        lead.alert.alert_id,
        now,
    )


async def write_told(connection: Database, told: Iterable[ClaimedAlert], now: datetime) -> None:
    """Write that alerts were told, with which prices, whoever holds their leases by now."""
    await connection.executemany(
        """
        UPDATE tracker_alerts a SET state = 'sent', sent_at = $2, total = $3, source = $4,
            observed_at = $5, lease = NULL, leased_until = NULL, last_error = NULL,
            hotel_id = CASE WHEN k.kind = 'search' THEN $6 ELSE a.hotel_id END
        FROM trackables k WHERE a.id = $1 AND a.state <> 'sent' AND k.id = a.trackable_id
        """,
        [
            (one.alert.alert_id, now, one.alert.total.amount, one.alert.source,
             one.alert.observed_at, one.alert.hotel_id)
            for one in told
        ],
    )  # fmt: skip


async def mark_dropped(pool: Database, claimed: ClaimedAlert, reason: str) -> None:
    """Note that the alert is not sent, and why.

    A newer alert that waits then tells the change from where this one would have begun.
    """
    async with pool.transaction() as connection:
        await _end(connection, claimed, "dropped", reason)
        await connection.execute(
            """
            UPDATE tracker_alerts newer SET previous_total = a.previous_total
            FROM tracker_alerts a
            WHERE a.id = $1 AND newer.rule_id = a.rule_id
              AND newer.state IN ('pending', 'sending', 'held')
              AND newer.trackable_id = a.trackable_id AND newer.id > a.id
              AND newer.previous_total = a.total
            """,
            claimed.alert.alert_id,
        )


async def mark_failed(pool: Database, claimed: ClaimedAlert, reason: str) -> None:
    """Note that the alert cannot be delivered, and why."""
    await _end(pool, claimed, "failed", reason)


async def postpone(pool: Database, claimed: ClaimedAlert, until: datetime) -> None:
    """Put the alert back without having tried: Telegram would not have it yet."""
    await _put_back(pool, claimed, until, None, tries=0, sought=claimed.stored.sought_since)


async def put_off(pool: Database, claimed: ClaimedAlert, until: datetime) -> None:
    """Put the alert back as its reader wishes: its price is sought again then."""
    await _put_back(pool, claimed, until, None, tries=0, sought=None)


async def await_price(
    pool: Database, claimed: ClaimedAlert, until: datetime, now: datetime
) -> None:
    """Put the alert back because its price could not be found again; note since when."""
    since = claimed.stored.sought_since or now
    await _put_back(pool, claimed, until, None, tries=0, sought=since)


async def retry_later(
    pool: Database,
    claimed: ClaimedAlert,
    now: datetime,
    reason: str,
    *,
    wait: timedelta | None = None,
    refused: bool = False,
) -> None:
    """Put the alert back after a try that failed.

    `wait` is Telegram's own wish, else the pause doubles. An alert that Telegram refused
    `MOST_REFUSALS` times has failed; one that it could not take is kept for a day, and tried as
    often at least: it may have waited for its reader all the day before.
    """
    tries = claimed.alert.attempts + 1
    is_old = now - claimed.stored.created_at > LIFETIME
    if tries >= MOST_REFUSALS and (refused or is_old):
        await _end(pool, claimed, "failed", reason)
        return
    pause = retry_pause(tries) if wait is None else wait
    sought = claimed.stored.sought_since
    await _put_back(pool, claimed, now + pause, reason, tries=1, sought=sought)


def retry_pause(tries: int) -> timedelta:
    """Return how long to wait after so many failed tries."""
    return min(FIRST_RETRY * float(2 ** min(tries - 1, 10)), LAST_RETRY)


async def _put_back(
    pool: Database,
    claimed: ClaimedAlert,
    until: datetime,
    reason: str | None,
    *,
    tries: int,
    sought: datetime | None,
) -> None:
    await pool.execute(
        """
        UPDATE tracker_alerts SET state = 'pending', lease = NULL, leased_until = NULL,
            digest_id = NULL, due_at = $3, last_error = coalesce($4, last_error), attempts = $5,
            sought_since = $6
        WHERE id = $1 AND lease = $2
        """,
        claimed.alert.alert_id,
        claimed.lease,
        until,
        None if reason is None else reason[:255],
        claimed.alert.attempts + tries,
        sought,
    )


async def _end(connection: Database, claimed: ClaimedAlert, state: str, reason: str) -> None:
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = $3::text, last_error = $4, lease = NULL,
            leased_until = NULL, failed_at = CASE WHEN $3::text = 'failed' THEN now() END
        WHERE id = $1 AND lease = $2
        """,
        claimed.alert.alert_id,
        claimed.lease,
        state,
        reason[:255],
    )


async def drop_orphans(pool: Database) -> None:
    """Take out of the outbox what belongs to trackers that are no longer active."""
    await pool.execute(
        """
        UPDATE tracker_alerts a SET state = 'dropped', last_error = 'the tracker is not active',
            lease = NULL, leased_until = NULL
        FROM trackers t
        WHERE t.id = a.tracker_id AND t.state <> 'active'
          AND a.state IN ('pending', 'sending', 'held')
          AND (a.leased_until IS NULL OR a.leased_until <= now())
        """
    )
