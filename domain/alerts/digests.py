"""Alerts that wait to be told together: put into a digest, claimed with it, told or dropped.

A digest is delivered as an alert is: claimed under a lease that is made sure of before the call,
claimed again after a crash, and sent once Telegram has taken it, whoever holds the lease by then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from uuid import UUID

from domain.alerts.delivery import (
    LIFETIME,
    MOST_REFUSALS,
    ClaimedAlert,
    SentMessage,
    retry_pause,
    write_sent,
    write_told,
)
from domain.alerts.models import DigestKind
from domain.alerts.queries.loading import load_alerts
from domain.alerts.timing import Held, ranked
from domain.outbox.leases import LEASE, new_lease
from domain.outbox.queries import put_messages
from domain.outbox.values import NewMessage
from domain.unit_of_work import Database

MOST_CLAIMED = 10
# By these the time of a digest was chosen; when they differ from the user's, it is chosen again.
WISHES = (
    "concat_ws('|', u.time_zone, coalesce(u.quiet_from, -1), coalesce(u.quiet_until, -1),"
    " coalesce(u.digest_hour, -1))"
)


@dataclass(frozen=True, slots=True)
class ClaimedDigest:
    """A digest that this sender holds until its lease runs out, with the alerts in it, ranked."""

    digest_id: int
    chat_id: int
    topic_id: int | None
    kind: DigestKind
    lease: UUID
    due_at: datetime
    created_at: datetime
    attempts: int
    lines: tuple[ClaimedAlert, ...]


async def hold_alert(pool: Database, claimed: ClaimedAlert, held: Held, now: datetime) -> None:
    """Put an alert into the digest of that kind where it is told, begun if there is none."""
    async with pool.transaction() as connection:
        digest_id = await connection.fetchval(
            f"""
            INSERT INTO digests (chat_id, user_id, kind, state, wishes, due_at, attempts,
                                 created_at, topic_id)
            SELECT $1, u.id, $3, 'pending', {WISHES}, $4, 0, $5, $6 FROM users u WHERE u.id = $2
            ON CONFLICT (chat_id, coalesce(topic_id, 0), kind) WHERE state = 'pending'
                DO UPDATE SET due_at = least(digests.due_at, excluded.due_at)
            RETURNING id
            """,
            claimed.alert.chat_id,
            claimed.reader.user_id,
            held.kind.value,
            held.due_at,
            now,
            claimed.alert.topic_id,
        )
        await connection.execute(
            """
            UPDATE tracker_alerts SET state = 'held', digest_id = $3, lease = NULL,
                leased_until = NULL, attempts = $4
            WHERE id = $1 AND lease = $2
            """,
            claimed.alert.alert_id,
            claimed.lease,
            digest_id,
            claimed.alert.attempts,
        )


async def claim_digests(
    pool: Database, now: datetime, limit: int = MOST_CLAIMED
) -> tuple[ClaimedDigest, ...]:
    """Claim the digests that are due, or whose time is to be chosen again, in reachable chats."""
    lease = new_lease()
    rows = await pool.fetch(
        f"""
        WITH due AS (
            SELECT d.id FROM digests d
            JOIN users u ON u.id = d.user_id
            JOIN chats c ON c.id = d.chat_id AND c.is_reachable
            WHERE d.state = 'pending' AND (d.leased_until IS NULL OR d.leased_until <= now())
              AND (d.not_before IS NULL OR d.not_before <= $1)
              AND (d.due_at <= $1 OR d.wishes <> {WISHES})
              AND NOT EXISTS (SELECT FROM flood_pauses p
                              WHERE p.chat_id IN (0, d.chat_id) AND p.until > now())
            ORDER BY d.due_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED
        )
        UPDATE digests d SET lease = $3, leased_until = now() + $4::interval,
            attempts = d.attempts + 1
        FROM due WHERE d.id = due.id RETURNING d.*
        """,
        now,
        limit,
        lease,
        LEASE,
    )
    lines = await _claim_lines(pool, [row["id"] for row in rows], lease)
    return tuple(
        ClaimedDigest(
            row["id"],
            row["chat_id"],
            row["topic_id"],
            DigestKind(row["kind"]),
            lease,
            row["due_at"],
            row["created_at"],
            row["attempts"] - 1,
            lines.get(row["id"], ()),
        )
        for row in rows
    )


async def _claim_lines(
    pool: Database, digest_ids: list[int], lease: UUID
) -> dict[int, tuple[ClaimedAlert, ...]]:
    """Return what waits in digests, of active trackers, by the digests' ids."""
    rows = await pool.fetch(
        """
        UPDATE tracker_alerts a SET lease = $2 FROM trackers t
        WHERE a.digest_id = ANY($1::bigint[]) AND a.state = 'held' AND t.id = a.tracker_id
          AND t.state = 'active'
        RETURNING a.id, a.digest_id
        """,
        digest_ids,
        lease,
    )
    stored = await load_alerts(pool, [row["id"] for row in rows])
    digest_of = {row["id"]: row["digest_id"] for row in rows}
    lines: dict[int, tuple[ClaimedAlert, ...]] = {}
    for one in ranked(stored.values()):
        digest_id = digest_of[one.alert.alert_id]
        lines[digest_id] = (*lines.get(digest_id, ()), ClaimedAlert(one, lease))
    return lines


async def renew_digests(pool: Database, digests: Sequence[ClaimedDigest]) -> None:
    """Extend the leases of digests that were claimed together, as far as they are still held."""
    await pool.execute(
        """
        UPDATE digests SET leased_until = now() + $2::interval
        WHERE lease = $1 AND state = 'pending'
        """,
        digests[0].lease,
        LEASE,
    )


async def renew_digest(
    pool: Database, digest: ClaimedDigest, told: Collection[ClaimedAlert]
) -> bool:
    """Extend a digest's lease; False where it is not to be sent (any more) as it is.

    Another may have claimed it since, or a tracker that it tells of has stopped.
    """
    renewed = await pool.fetchval(
        """
        UPDATE digests SET leased_until = now() + $3::interval
        WHERE id = $1 AND lease = $2 AND state = 'pending' AND NOT EXISTS (
            SELECT FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
            WHERE a.id = ANY($4::bigint[]) AND t.state <> 'active'
        ) RETURNING id
        """,
        digest.digest_id,
        digest.lease,
        LEASE,
        [one.alert.alert_id for one in told],
    )
    return renewed is not None


async def wait_with_digest(
    pool: Database, digest: ClaimedDigest, until: datetime, *, chosen_anew: bool = False
) -> None:
    """Put a digest back without having tried; `chosen_anew` says that it is due at `until`."""
    await pool.execute(
        f"""
        UPDATE digests d SET lease = NULL, attempts = $5, wishes = {WISHES},
            leased_until = NULL, not_before = CASE WHEN $4::bool THEN NULL ELSE $3::timestamptz END,
            due_at = CASE WHEN $4::bool THEN $3::timestamptz ELSE d.due_at END
        FROM users u WHERE d.id = $1 AND d.lease = $2 AND u.id = d.user_id
        """,
        digest.digest_id,
        digest.lease,
        until,
        chosen_anew,
        digest.attempts,
    )


async def retry_digest(
    pool: Database,
    digest: ClaimedDigest,
    now: datetime,
    reason: str,
    *,
    wait: timedelta | None = None,
    refused: bool = False,
) -> None:
    """Put a digest back after a try that failed; as with alerts, not for ever."""
    tries = digest.attempts + 1
    if (refused and tries >= MOST_REFUSALS) or now - digest.due_at > LIFETIME:
        await end_digest(pool, digest, "failed", reason)
        return
    await pool.execute(
        """
        UPDATE digests SET lease = NULL, leased_until = NULL, not_before = $3, last_error = $4
        WHERE id = $1 AND lease = $2
        """,
        digest.digest_id,
        digest.lease,
        now + (retry_pause(tries) if wait is None else wait),
        reason[:255],
    )


async def mark_digest_sent(
    pool: Database,
    digest: ClaimedDigest,
    bundles: Sequence[Sequence[ClaimedAlert]],
    message: SentMessage,
    now: datetime,
    letters: Sequence[NewMessage] = (),
) -> None:
    """Note that Telegram has taken a digest with its alerts; twice is as good as once.

    `bundles` are what is told together, its lead first. A bundle that was told alone is an ordinary
    alert, whose message lives; a digest's does not. `letters` tell the same by mail.
    What came into the digest meanwhile goes back into the outbox.
    """
    async with pool.transaction() as connection:
        await _write_digest_sent(connection, digest, message.message_id, now)
        if len(bundles) == 1:
            await write_sent(connection, bundles[0], message, now)
        else:
            await write_told(connection, chain(*bundles), now)
        await put_messages(connection, letters, now)
        await _release(connection, digest)


async def tell_digest_by_letter(
    pool: Database,
    digest: ClaimedDigest,
    told: Sequence[ClaimedAlert],
    letters: Sequence[NewMessage],
    now: datetime,
    *,
    also_stopped: bool = False,
) -> bool:
    """Hand a digest over to be told by mail alone; False where it is another's by now.

    Also where there is no letter to tell it, or (but for `also_stopped`) a tracker stopped.
    """
    async with pool.transaction() as connection:
        watched = () if also_stopped else told
        if not letters or not await renew_digest(pool, digest, watched):
            return False
        await _write_digest_sent(connection, digest, None, now)
        await write_told(connection, told, now)
        await put_messages(connection, letters, now)
        await _release(connection, digest)
    return True


async def _write_digest_sent(
    connection: Database, digest: ClaimedDigest, message_id: int | None, now: datetime
) -> None:
    await connection.execute(
        """
        UPDATE digests SET state = 'sent', message_id = $2, sent_at = $3, lease = NULL,
            leased_until = NULL, last_error = NULL
        WHERE id = $1 AND state <> 'sent'
        """,
        digest.digest_id,
        message_id,
        now,
    )


async def end_digest(pool: Database, digest: ClaimedDigest, state: str, reason: str) -> None:
    """Note that a digest is not sent, and why; what is still in it fails with it."""
    async with pool.transaction() as connection:
        await connection.execute(
            """
            UPDATE digests SET state = $3, last_error = $4, lease = NULL, leased_until = NULL
            WHERE id = $1 AND lease = $2
            """,
            digest.digest_id,
            digest.lease,
            state,
            reason[:255],
        )
        await connection.execute(
            """
            UPDATE tracker_alerts SET state = 'failed', last_error = $3, lease = NULL
            WHERE digest_id = $1 AND state = 'held' AND lease = $2
            """,
            digest.digest_id,
            digest.lease,
            reason[:255],
        )
        await _release(connection, digest)


async def _release(connection: Database, digest: ClaimedDigest) -> None:
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = 'pending', digest_id = NULL
        WHERE digest_id = $1 AND state = 'held'
          AND EXISTS (SELECT FROM digests d WHERE d.id = $1 AND d.state <> 'pending')
        """,
        digest.digest_id,
    )


async def release_strays(pool: Database) -> None:
    """Put back into the outbox what waits in a digest that will no longer be sent."""
    await pool.execute(
        """
        UPDATE tracker_alerts a SET state = 'pending', digest_id = NULL
        WHERE a.state = 'held' AND NOT EXISTS (
            SELECT FROM digests d WHERE d.id = a.digest_id AND d.state = 'pending'
        )
        """
    )
