"""Alerts that wait to be told together: put into a digest, claimed with it, told or dropped.

A digest on its way is a message of the outbox, as an alert is; the messages of the alerts in it are
put aside until it is told, or let go where it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from domain.alerts.delivery import (
    ClaimedAlert,
    SentMessage,
    end_alert,
    ended,
    write_sent,
    write_told,
)
from domain.alerts.models import DigestKind
from domain.alerts.queries.loading import load_alerts
from domain.alerts.timing import Held, ranked
from domain.alerts.waiting import DIGEST, alert_key, digest_key
from domain.outbox.leases import new_lease
from domain.outbox.queries.claims import (
    CLAIMABLE,
    begin_messages,
    claim_chosen,
    gather,
    hasten,
    hold_gathered,
    release,
)
from domain.outbox.queries.messages import put_messages, renew_messages, settle_message
from domain.outbox.settling import Again, Done
from domain.outbox.values import ChannelName, Message, MessageClass, NewMessage
from domain.unit_of_work import Database

MOST_CLAIMED = 10
# By these the time of a digest was chosen; when they differ from the user's, it is chosen again.
WISHES = (
    "concat_ws('|', u.time_zone, coalesce(u.quiet_from, -1), coalesce(u.quiet_until, -1),"
    " coalesce(u.digest_hour, -1))"
)


@dataclass(frozen=True, slots=True)
class ClaimedDigest:
    """A digest whose message this sender holds, with the alerts in it, ranked."""

    digest_id: int
    chat_id: int
    topic_id: int | None
    kind: DigestKind
    lease: UUID
    message: Message
    due_at: datetime
    created_at: datetime
    lines: tuple[ClaimedAlert, ...]


class _Digest(NamedTuple):
    """A digest's own columns."""

    id: int
    chat_id: int
    topic_id: int | None
    kind: DigestKind
    due_at: datetime
    created_at: datetime


async def hold_alert(pool: Database, claimed: ClaimedAlert, held: Held, now: datetime) -> None:
    """Put an alert into the digest of that kind where it is told, begun if there is none."""
    async with pool.transaction() as connection:
        if not await gather(connection, claimed.lease, claimed.message.message_id):
            return
        digest_id = await connection.fetchval(
            f"""
            INSERT INTO digests (chat_id, user_id, kind, state, wishes, due_at, created_at,
                                 topic_id, not_before)
            SELECT $1, u.id, $3, 'pending', {WISHES}, $4, $5, $6, 'infinity'
            FROM users u WHERE u.id = $2
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
        await put_messages(connection, [_message(claimed, digest_id, held)], now)
        await hasten(connection, held.due_at, key=digest_key(digest_id))
        await connection.execute(
            "UPDATE tracker_alerts SET state = 'held', digest_id = $2 WHERE id = $1",
            claimed.alert.alert_id,
            digest_id,
        )


def _message(line: ClaimedAlert, digest_id: int, held: Held) -> NewMessage:
    """Return a digest on its way; what it tells, and where, is looked up as it leaves."""
    return NewMessage(
        ChannelName.TELEGRAM,
        str(line.alert.chat_id),
        DIGEST,
        digest_key(digest_id),
        line.alert.language,
        line.alert.region,
        user_id=line.reader.user_id,
        topic_id=line.alert.topic_id,
        message_class=MessageClass.ALERT,
        due_at=held.due_at,
        subject_id=digest_id,
    )


async def claim_digests(
    pool: Database, now: datetime, limit: int = MOST_CLAIMED
) -> tuple[ClaimedDigest, ...]:
    """Claim the digests that are due, or whose time is to be chosen again, in reachable chats."""
    lease = new_lease()
    async with pool.transaction() as connection:
        chosen = await connection.fetch_column(
            f"""
            SELECT m.id FROM outbox_messages m
            JOIN digests d ON d.id = m.subject_id AND d.state = 'pending'
            JOIN users u ON u.id = d.user_id
            JOIN chats c ON c.id = d.chat_id AND c.is_reachable
            WHERE m.channel = 'telegram' AND m.class = {MessageClass.ALERT.value}
              AND m.kind = '{DIGEST}' AND {CLAIMABLE}
              AND (m.due_at <= $1 OR d.wishes <> {WISHES})
              AND NOT EXISTS (SELECT FROM flood_pauses p
                              WHERE p.chat_id IN (0, d.chat_id) AND p.until > now())
            ORDER BY m.due_at LIMIT $2 FOR UPDATE OF m SKIP LOCKED
            """,
            now,
            limit,
        )
        messages = await claim_chosen(connection, chosen, lease) if chosen else ()
    held = {one.subject_id: one for one in messages}
    digests = await pool.fetch_as(
        _Digest,
        "SELECT id, chat_id, topic_id, kind, due_at, created_at FROM digests "
        "WHERE id = ANY($1::bigint[]) ORDER BY due_at",
        [*held],
    )
    lines = await _claim_lines(pool, [one.id for one in digests], lease)
    return tuple(
        ClaimedDigest(
            one.id,
            one.chat_id,
            one.topic_id,
            one.kind,
            lease,
            held[one.id],
            one.due_at,
            one.created_at,
            lines.get(one.id, ()),
        )
        for one in digests
    )


class _Line(NamedTuple):
    """An alert in a digest."""

    id: int
    digest_id: int


async def _claim_lines(
    pool: Database, digest_ids: list[int], lease: UUID
) -> dict[int, tuple[ClaimedAlert, ...]]:
    """Return what waits in digests, of active trackers, by the digests' ids."""
    if not digest_ids:
        return {}
    rows = await pool.fetch_as(
        _Line,
        """
        SELECT a.id, a.digest_id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
        WHERE a.digest_id = ANY($1::bigint[]) AND a.state = 'held' AND t.state = 'active'
        """,
        digest_ids,
    )
    digest_of = {row.id: row.digest_id for row in rows}
    held = await hold_gathered(pool, [alert_key(one) for one in digest_of], lease)
    messages = {one.subject_id: one for one in held}
    stored = await load_alerts(pool, [*digest_of])
    lines: dict[int, tuple[ClaimedAlert, ...]] = {}
    for one in ranked(stored.values()):
        alert_id = one.alert.alert_id
        if alert_id in messages:
            line = ClaimedAlert(one, messages[alert_id], lease)
            digest_id = digest_of[alert_id]
            lines[digest_id] = (*lines.get(digest_id, ()), line)
    return lines


async def renew_digests(pool: Database, digests: Sequence[ClaimedDigest]) -> None:
    """Extend the leases of digests that were claimed together, as far as they are still held."""
    await renew_messages(pool, digests[0].lease)


async def renew_digest(pool: Database, digest: ClaimedDigest, told: Sequence[ClaimedAlert]) -> bool:
    """Extend a digest's lease; False where it is not to be sent (any more) as it is.

    Another may have claimed it since, or a tracker that it tells of has stopped.
    """
    has_stopped = await pool.fetchval(
        """
        SELECT EXISTS (
            SELECT FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
            WHERE a.id = ANY($1::bigint[]) AND t.state <> 'active')
        """,
        [one.alert.alert_id for one in told],
    )
    if has_stopped:
        return False
    return await begin_messages(pool, digest.lease, [digest.message.message_id])


async def wait_with_digest(
    pool: Database,
    digest: ClaimedDigest,
    again: Again,
    now: datetime,
    *,
    chosen_anew: bool = False,
) -> None:
    """Put a digest back; `chosen_anew` says that this is when it is due by its reader's wishes."""
    async with pool.transaction() as connection:
        await _lock(connection, digest)
        if not await settle_message(connection, digest.message, digest.lease, again, now):
            return
        await connection.execute(
            f"""
            UPDATE digests d SET wishes = {WISHES}, last_error = coalesce($4, d.last_error),
                due_at = CASE WHEN $3::bool THEN $2::timestamptz ELSE d.due_at END
            FROM users u WHERE d.id = $1 AND u.id = d.user_id
            """,
            digest.digest_id,
            again.due_at,
            chosen_anew,
            again.reason and again.reason[:255],
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
        await _write_digest_sent(connection, digest, message, now)
        if len(bundles) == 1:
            await write_sent(connection, bundles[0], message, now)
        else:
            await write_told(connection, chain(*bundles), message, now)
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
        await _lock(connection, digest)
        if not letters or not await renew_digest(pool, digest, watched):
            return False
        await _write_digest_sent(connection, digest, None, now)
        await write_told(connection, told, None, now)
        await put_messages(connection, letters, now)
        await _release(connection, digest)
    return True


async def _write_digest_sent(
    connection: Database, digest: ClaimedDigest, message: SentMessage | None, now: datetime
) -> None:
    number = None if message is None else message.message_id
    await connection.execute(
        """
        UPDATE digests SET state = 'sent', message_id = $2, sent_at = $3, last_error = NULL
        WHERE id = $1 AND state <> 'sent'
        """,
        digest.digest_id,
        number,
        now,
    )
    done = Done("sent", receipt=None if number is None else str(number))
    await settle_message(connection, digest.message, digest.lease, done, now)


async def end_digest(pool: Database, digest: ClaimedDigest, done: Done, now: datetime) -> None:
    """Note that a digest is not sent, and why; what is still in it fails with it."""
    async with pool.transaction() as connection:
        await _lock(connection, digest)
        if not await settle_message(connection, digest.message, digest.lease, done, now):
            return
        await connection.execute(
            "UPDATE digests SET state = $2, last_error = $3 WHERE id = $1",
            digest.digest_id,
            ended(done),
            (done.reason or "")[:255],
        )
        for line in digest.lines:
            await end_alert(connection, line, Done("failed", done.reason), now)
        await _release(connection, digest)


async def _lock(connection: Database, digest: ClaimedDigest) -> None:
    """Take a digest's row before its messages, as whoever puts an alert into it does."""
    await connection.execute("SELECT FROM digests WHERE id = $1 FOR UPDATE", digest.digest_id)


async def _release(connection: Database, digest: ClaimedDigest) -> None:
    left = await connection.fetch_column(
        """
        SELECT a.id FROM tracker_alerts a JOIN digests d ON d.id = a.digest_id
        WHERE d.id = $1 AND d.state <> 'pending' AND a.state = 'held'
        """,
        digest.digest_id,
    )
    await _let_go(connection, left)


async def _let_go(connection: Database, alert_ids: Sequence[int]) -> None:
    await release(connection, [alert_key(one) for one in alert_ids])
    await connection.execute(
        """
        UPDATE tracker_alerts SET state = 'pending', digest_id = NULL
        WHERE id = ANY($1::bigint[]) AND state = 'held'
        """,
        list(alert_ids),
    )


async def release_strays(pool: Database) -> None:
    """Put back into the outbox what waits in a digest that will no longer be sent."""
    async with pool.transaction() as connection:
        strays = await connection.fetch_column(
            """
            SELECT id FROM tracker_alerts a WHERE a.state = 'held' AND NOT EXISTS (
                SELECT FROM digests d WHERE d.id = a.digest_id AND d.state = 'pending')
            """
        )
        await _let_go(connection, strays)
