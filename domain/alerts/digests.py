"""Digests: alerts that wait to be reported together.

A digest is delivered as an outbox message, like an alert; the messages of the alerts in it are set
aside until it is sent, or released if it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
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
from domain.alerts.outbox_keys import DIGEST, alert_key, digest_key
from domain.alerts.queries.digests import (
    digests_by_id,
    has_stopped,
    left_in,
    lines_of,
    lock_digest,
    lock_digests_due,
    note_digest_ended,
    note_digest_sent,
    note_put_back,
    open_digest,
    put_into_digest,
    strays,
    take_out,
)
from domain.alerts.queries.stored_alerts import load_alerts
from domain.alerts.timing import Held, ranked
from domain.outbox.leases import new_lease
from domain.outbox.queries.claims import (
    begin_messages,
    claim_chosen,
    gather,
    hasten,
    hold_gathered,
    release,
)
from domain.outbox.queries.messages import put_messages, renew_messages, settle_message
from domain.outbox.settlement import Again, Done
from domain.outbox.values import ChannelName, Message, MessageClass, NewMessage
from domain.unit_of_work import Database

MOST_CLAIMED = 10


@dataclass(frozen=True, slots=True)
class ClaimedDigest:
    """A digest whose message this sender holds, with its alerts, ranked."""

    digest_id: int
    chat_id: int
    topic_id: int | None
    kind: DigestKind
    lease: UUID
    message: Message
    due_at: datetime
    created_at: datetime
    lines: tuple[ClaimedAlert, ...]


async def hold_alert(pool: Database, claimed: ClaimedAlert, held: Held, now: datetime) -> None:
    """Put an alert into the digest of that kind for its chat, opening one if necessary."""
    async with pool.transaction() as connection:
        if not await gather(connection, claimed.lease, claimed.message.message_id):
            return
        digest_id = await open_digest(
            connection, claimed.alert.chat_id, claimed.alert.topic_id, claimed.reader.user_id,
            held.kind, held.due_at, now,
        )  # fmt: skip
        await put_messages(connection, [_message(claimed, digest_id, held)], now)
        await hasten(connection, digest_key(digest_id), held.due_at)
        await put_into_digest(connection, claimed.alert.alert_id, digest_id)


def _message(line: ClaimedAlert, digest_id: int, held: Held) -> NewMessage:
    """Return a digest's message; its content and chat are looked up when it leaves."""
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
    """Claim digests in reachable chats that are due or need another due time."""
    lease = new_lease()
    async with pool.transaction() as connection:
        chosen = await lock_digests_due(connection, now, limit)
        messages = await claim_chosen(connection, chosen, lease) if chosen else ()
    held = {one.subject_id: one for one in messages}
    digests = await digests_by_id(pool, [one for one in held if one is not None])
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


async def _claim_lines(
    pool: Database, digest_ids: list[int], lease: UUID
) -> dict[int, tuple[ClaimedAlert, ...]]:
    """Return the alerts in digests, of active trackers, by digest id."""
    if not digest_ids:
        return {}
    digest_of = await lines_of(pool, digest_ids)
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
    """Extend the leases of digests claimed together, as far as they are still held."""
    await renew_messages(pool, digests[0].lease)


async def renew_digest(pool: Database, digest: ClaimedDigest, told: Sequence[ClaimedAlert]) -> bool:
    """Extend a digest's lease; False if it must not be sent as it is.

    Another sender may have claimed it, or one of its trackers has stopped.
    """
    if await has_stopped(pool, [one.alert.alert_id for one in told]):
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
    """Put a digest back; `chosen_anew` marks a due time that follows its reader's current
    wishes.
    """
    async with pool.transaction() as connection:
        await lock_digest(connection, digest.digest_id)
        if not await settle_message(connection, digest.message, digest.lease, again, now):
            return
        why = again.reason and again.reason[:255]
        due_at = again.due_at if chosen_anew else None
        await note_put_back(connection, digest.digest_id, due_at, why)


async def mark_digest_sent(
    pool: Database,
    digest: ClaimedDigest,
    bundles: Sequence[Sequence[ClaimedAlert]],
    message: SentMessage,
    now: datetime,
    letters: Sequence[NewMessage] = (),
) -> None:
    """Record that Telegram accepted a digest with its alerts; repeating it is harmless.

    Each of `bundles` has its lead first. A bundle sent alone is an ordinary alert, whose message is
    kept up to date; a digest is not. `letters` report the same by mail. Alerts that joined the
    digest in the meantime go back into the outbox.
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
    """Leave a digest to mail alone; False if another sender holds it by now.

    Also when there is no letter to send, or (unless `also_stopped`) a tracker has stopped.
    """
    async with pool.transaction() as connection:
        watched = () if also_stopped else told
        await lock_digest(connection, digest.digest_id)
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
    await note_digest_sent(connection, digest.digest_id, number, now)
    done = Done("sent", receipt=None if number is None else str(number))
    await settle_message(connection, digest.message, digest.lease, done, now)


async def end_digest(pool: Database, digest: ClaimedDigest, done: Done, now: datetime) -> None:
    """Record that a digest is not sent, and why; the alerts still in it fail with it.

    If it may have arrived, its alerts are not sent again either.
    """
    async with pool.transaction() as connection:
        await lock_digest(connection, digest.digest_id)
        if not await settle_message(connection, digest.message, digest.lease, done, now):
            return
        why = (done.reason or "")[:255]
        await note_digest_ended(connection, digest.digest_id, ended(done), why)
        state = "unknown" if done.state == "unknown" else "failed"
        for line in digest.lines:
            await end_alert(connection, line, Done(state, done.reason), now)
        await _release(connection, digest)


async def _release(connection: Database, digest: ClaimedDigest) -> None:
    left = await left_in(connection, digest.digest_id)
    await _let_go(connection, left)


async def _let_go(connection: Database, alert_ids: Sequence[int]) -> None:
    await release(connection, [alert_key(one) for one in alert_ids])
    await take_out(connection, alert_ids)


async def release_strays(pool: Database) -> None:
    """Put alerts whose digest will no longer be sent back into the outbox."""
    async with pool.transaction() as connection:
        await _let_go(connection, await strays(connection))
