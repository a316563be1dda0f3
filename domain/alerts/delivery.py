"""The alerts' path through the outbox: which goes next, and how each ends.

An alert is news; its delivery is an outbox message that points to it, in its tracker's batch.
Delivery is at least once, because Telegram has no idempotency key. Between a message's turn and the
call, its sender renews the lease (`renew_alert`), and what Telegram accepted counts as sent,
whoever holds the lease by then. An alert and its message are updated in one transaction, and only
while the message is still the writer's: message first, then alert, so that two writers never
deadlock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domain.alerts.edits import keep_true, stir_older
from domain.alerts.outbox_keys import alert_key, batch_of
from domain.alerts.queries.delivery import (
    begin_life,
    lock_trackers_due,
    note_dropped,
    note_ended,
    note_told,
    note_told_with,
    note_waiting,
    orphans,
    runs,
    tell_from_before,
    without_alerts,
)
from domain.alerts.queries.stored_alerts import load_alerts
from domain.alerts.timing import lives_until
from domain.alerts.values import OutgoingAlert, Reader, StoredAlert
from domain.outbox.leases import new_lease
from domain.outbox.queries.claims import begin_messages, claim_batches, drop_unheld
from domain.outbox.queries.messages import put_messages, renew_messages, settle_message
from domain.outbox.settlement import Again, Done, untried
from domain.outbox.values import Message, NewMessage
from domain.unit_of_work import Database

# Few at a time, so that urgent alerts never queue behind many claimed earlier.
MOST_CLAIMED = 20
STOPPED = "the tracker is not active"
GONE = "its rule was removed"


@dataclass(frozen=True, slots=True)
class ClaimedAlert:
    """An alert whose message this sender holds until its lease expires."""

    stored: StoredAlert
    message: Message
    lease: UUID

    @property
    def alert(self) -> OutgoingAlert:
        """Return what the message says."""
        return self.stored.alert

    @property
    def reader(self) -> Reader:
        """Return the reader."""
        return self.stored.reader


def with_alert(claimed: ClaimedAlert, alert: OutgoingAlert) -> ClaimedAlert:
    """Return the claim with the alert as it is now."""
    return replace(claimed, stored=replace(claimed.stored, alert=alert))


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that Telegram has accepted."""

    message_id: int
    has_photo: bool


async def claim_alerts(
    pool: Database, now: datetime, limit: int = MOST_CLAIMED
) -> tuple[ClaimedAlert, ...]:
    """Claim the most urgent due alerts of active trackers in reachable chats.

    Everything else due for the same trackers is claimed with them, and nothing of a tracker whose
    news another sender holds: simultaneous news goes out together.
    """
    lease = new_lease()
    async with pool.transaction() as connection:
        trackers = await lock_trackers_due(connection, now, limit)
        messages = await _claim(connection, trackers, lease, now)
    return await _claimed(pool, messages, lease)


async def claim_beside(
    pool: Database, claimed: Sequence[ClaimedAlert], now: datetime
) -> tuple[ClaimedAlert, ...]:
    """Claim what has become due in the meantime for trackers that are about to be reported."""
    trackers, lease = {one.alert.tracker_id for one in claimed}, claimed[0].lease
    return await _claimed(pool, await _claim(pool, trackers, lease, now), lease)


async def _claim(
    database: Database, tracker_ids: Iterable[int], lease: UUID, now: datetime
) -> tuple[Message, ...]:
    batches = [batch_of(one) for one in sorted(set(tracker_ids))]
    return await claim_batches(database, batches, lease, now) if batches else ()


async def _claimed(
    pool: Database, messages: Sequence[Message], lease: UUID
) -> tuple[ClaimedAlert, ...]:
    stored = await load_alerts(pool, [one.subject_id for one in messages if one.subject_id])
    return tuple(
        ClaimedAlert(stored[one.subject_id], one, lease)
        for one in messages
        if one.subject_id in stored
    )


async def renew_alert(
    pool: Database, told: Sequence[ClaimedAlert], *, also_stopped: bool = False
) -> bool:
    """Extend the leases of one message's alerts; False if it must not be sent.

    Another sender may have claimed it, or (unless `also_stopped`) its tracker has stopped.
    """
    lead = told[0]
    if not also_stopped and not await runs(pool, lead.alert.tracker_id):
        return False
    return await begin_messages(pool, lead.lease, [one.message.message_id for one in told])


async def renew_claims(pool: Database, claimed: Sequence[ClaimedAlert]) -> None:
    """Extend the leases of alerts claimed together, as far as they are still held."""
    await renew_messages(pool, claimed[0].lease)


async def mark_sent(
    pool: Database,
    told: Sequence[ClaimedAlert],
    message: SentMessage,
    now: datetime,
    letters: Sequence[NewMessage] = (),
) -> None:
    """Record that Telegram accepted a message, and the prices in it; repeating it is harmless.

    `told` are the lead and the alerts reported with it; `letters` report the same by mail.
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
    """Leave alerts to mail alone; False if another sender holds them by now.

    Also when there is no letter to send, or (unless `also_stopped`) their tracker has stopped.
    """
    async with pool.transaction() as connection:
        if not letters or not await renew_alert(pool, told, also_stopped=also_stopped):
            return False
        await write_told(connection, told, None, now)
        await put_messages(connection, letters, now)
    return True


async def write_sent(
    connection: Database,
    told: Sequence[ClaimedAlert],
    message: SentMessage,
    now: datetime,
) -> None:
    """Write what `mark_sent` records, within a transaction, whoever holds the leases by now.

    From here on the message is kept up to date for the lead alert; changes since it was sent follow
    as soon as the pace of edits allows; older messages about the same get a last edit.
    """
    lead, *beside = told
    living_until = lives_until(lead.stored, now)
    await write_told(connection, told, message, now)
    alert_id = lead.alert.alert_id
    numbers = message.message_id, message.has_photo
    seen_anew = await begin_life(connection, alert_id, numbers, living_until)
    if seen_anew is not None:
        await keep_true(connection, alert_id, now, changed=seen_anew)
    await note_told_with(connection, [one.alert.alert_id for one in beside], alert_id)
    await stir_older(connection, alert_id, now)


async def write_told(
    connection: Database, told: Iterable[ClaimedAlert], message: SentMessage | None, now: datetime
) -> None:
    """Record that alerts were reported, with their prices, whoever holds their leases by now.

    `message` is None for alerts sent by mail only.
    """
    told = list(told)
    done = Done("sent", receipt=None if message is None else str(message.message_id))
    for one in told:
        await settle_message(connection, one.message, one.lease, done, now)
    prices = [
        (one.alert.alert_id, now, one.alert.total.amount, one.alert.source,
         one.alert.observed_at, one.alert.hotel_id)
        for one in told
    ]  # fmt: skip
    await note_told(connection, prices)


async def mark_dropped(pool: Database, claimed: ClaimedAlert, reason: str, now: datetime) -> None:
    """Record that an alert is not sent, and why.

    A newer waiting alert then reports the change from this one's starting point.
    """
    async with pool.transaction() as connection:
        if not await end_alert(connection, claimed, Done("dropped", reason), now):
            return
        await tell_from_before(connection, claimed.alert.alert_id)


async def mark_failed(pool: Database, claimed: ClaimedAlert, done: Done, now: datetime) -> None:
    """Record that an alert cannot be delivered, and why."""
    async with pool.transaction() as connection:
        await end_alert(connection, claimed, done, now)


async def end_alert(connection: Database, claimed: ClaimedAlert, done: Done, now: datetime) -> bool:
    """Record within a transaction that an alert is not sent; False if another sender holds it."""
    if not await settle_message(connection, claimed.message, claimed.lease, done, now):
        return False
    why = (done.reason or "")[:255]
    await note_ended(connection, claimed.alert.alert_id, ended(done), why)
    return True


def ended(done: Done) -> str:
    """Return how an alert or a digest ends when its message ends so: dropped or failed."""
    return done.state if done.state == "dropped" else "failed"


async def put_back(
    pool: Database, claimed: ClaimedAlert, again: Again, sought: datetime | None, now: datetime
) -> None:
    """Put an alert back, to be claimed again when due.

    `sought` is since when its price has been unavailable; None if the search starts over.
    """
    async with pool.transaction() as connection:
        if await settle_message(connection, claimed.message, claimed.lease, again, now):
            why = again.reason and again.reason[:255]
            await note_waiting(connection, claimed.alert.alert_id, sought, why)


async def put_off(pool: Database, claimed: ClaimedAlert, until: datetime, now: datetime) -> None:
    """Put an alert back as its reader wishes; its price is looked up again then."""
    await put_back(pool, claimed, untried(claimed.message, until), None, now)


async def await_price(
    pool: Database, claimed: ClaimedAlert, until: datetime, now: datetime
) -> None:
    """Put an alert back because its price could not be looked up; record since when."""
    since = claimed.stored.sought_since or now
    await put_back(pool, claimed, untried(claimed.message, until), since, now)


async def drop_orphans(pool: Database, now: datetime) -> None:
    """Take out of the outbox what belongs to trackers, or rules, that are no more."""
    async with pool.transaction() as connection:
        await drop_unheld(connection, await without_alerts(connection, now), GONE, now)
        ids = await orphans(connection)
        dropped = await drop_unheld(connection, [alert_key(one) for one in ids], STOPPED, now)
        gone = set(dropped)
        await note_dropped(connection, [one for one in ids if alert_key(one) in gone], STOPPED)
