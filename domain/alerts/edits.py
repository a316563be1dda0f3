"""Edits in the outbox: which comes next, and how it turned out.

A message that is kept true has one edit waiting in the outbox. A recorded change makes it due at
once, but no sooner than the pace of edits allows; otherwise it is due when the message's life ends.
So a newer price takes the place of one that waits, while a change that is recorded during an edit
makes the next one. Whoever writes locks the alert first, then its edits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from domain.alerts.living_alerts import FINAL, Course, LivingAlert
from domain.alerts.outbox_keys import EDIT, edit_key, life_of
from domain.alerts.queries.lives import (
    Life,
    end_lives,
    is_living,
    life_locked,
    lives_before,
    lives_by_id,
    lives_in,
    lives_of,
    next_editions,
    note_shown,
)
from domain.alerts.queries.living_alerts import living_by_id, lock_edits_due
from domain.outbox.channels import Delivery, Failed, Moved, Unknown
from domain.outbox.leases import new_lease
from domain.outbox.queries.batches import delay_batch, drop_batches, drop_claimed, hasten_batches
from domain.outbox.queries.claims import claim_batches
from domain.outbox.queries.messages import put_messages, renew_messages, settle_message
from domain.outbox.settlement import LIFETIME, Again, Done, Settlement, retry_pause, settle
from domain.outbox.values import ChannelName, Message, MessageClass, NewMessage
from domain.unit_of_work import Database

EDIT_EVERY = timedelta(minutes=1)
MOST_EDITS = 20
REPLACED = "a newer edit was due"
TRUE_ALREADY = "it says so already"
NOT_LIVING = "its life has ended"
CHAT_MOVED = "the chat has moved"


@dataclass(frozen=True, slots=True)
class ClaimedEdit:
    """An edit that this sender holds until its lease runs out, and the message that it is of."""

    living: LivingAlert
    message: Message
    lease: UUID

    @property
    def alert_id(self) -> int:
        """Return the number of the alert that the message told."""
        return self.living.stored.alert.alert_id


def with_living(edit: ClaimedEdit, living: LivingAlert) -> ClaimedEdit:
    """Return the claim with the message as it is true now."""
    return replace(edit, living=living)


async def keep_true(connection: Database, alert_id: int, now: datetime, *, changed: bool) -> None:
    """Keep an alert's message true from now on, if it lives.

    If it `changed` while being sent, the next edit follows as soon as the pace allows.
    """
    life = await life_locked(connection, alert_id)
    if life is not None:
        due_at = now + EDIT_EVERY if changed else life.living_until
        await _put(connection, [(life, due_at)], now)


async def stir_living(connection: Database, trackable_ids: Sequence[int], now: datetime) -> None:
    """Make the living messages of trackables due that have changed, within their pace."""
    lives = await lives_of(connection, trackable_ids)
    await _put(connection, [(one, _in_pace(one, now)) for one in lives], now)


def _in_pace(life: Life, now: datetime) -> datetime:
    return now if life.edited_at is None else max(now, life.edited_at + EDIT_EVERY)


async def stir_older(connection: Database, alert_id: int, now: datetime) -> None:
    """Make the messages due that reported the same before an alert."""
    older = await lives_before(connection, alert_id)
    await _put(connection, [(one, now) for one in older], now)


async def _put(
    connection: Database, wanted: Iterable[tuple[Life, datetime]], now: datetime
) -> None:
    """Have an edit of each message wait that is due by then, and by the end of its life."""
    due = {life: min(at, life.living_until) for life, at in wanted}
    if not due:
        return
    waiting = await hasten_batches(connection, [life_of(one.id) for one in due], [*due.values()])
    new = [one for one in due if life_of(one.id) not in waiting]
    editions = await next_editions(connection, [one.id for one in new])
    await put_messages(connection, [_message(one, editions[one.id], due[one]) for one in new], now)


def _message(life: Life, edition: int, due_at: datetime) -> NewMessage:
    """Return an edit on its way; what the message says by then is looked up as it is made."""
    return NewMessage(
        ChannelName.TELEGRAM,
        str(life.chat_id),
        EDIT,
        edit_key(life.id, edition),
        life.language,
        life.region,
        user_id=life.user_id,
        topic_id=life.topic_id,
        message_class=MessageClass.EDIT,
        batch=life_of(life.id),
        due_at=due_at,
        subject_id=life.id,
    )


async def claim_edits(
    pool: Database, now: datetime, limit: int = MOST_EDITS
) -> tuple[ClaimedEdit, ...]:
    """Claim the edits that are due, in chats that take edits, one of a chat at a time."""
    lease = new_lease()
    async with pool.transaction() as connection:
        alerts = await lock_edits_due(connection, now, limit)
        batches = [life_of(one) for one in alerts]
        messages = await claim_batches(connection, batches, lease, now) if batches else ()
    # What a dead process held of a message is made good by what has become due since.
    newest = {m.subject_id: m for m in sorted(messages, key=lambda m: m.message_id)}
    living = await living_by_id(pool, [one for one in newest if one is not None])
    claimed = [ClaimedEdit(living[n], m, lease) for n, m in newest.items() if n in living]
    await _drop(pool, lease, [m for m in messages if m not in newest.values()], REPLACED, now)
    ended = [m for n, m in newest.items() if n not in living]
    await _drop(pool, lease, ended, NOT_LIVING, now)
    return tuple(claimed)


async def _drop(
    pool: Database, lease: UUID, messages: Sequence[Message], why: str, now: datetime
) -> None:
    if messages:
        await drop_claimed(pool, lease, [one.message_id for one in messages], why, now)


async def renew_edits(pool: Database, claimed: Sequence[ClaimedEdit]) -> None:
    """Extend the leases of edits that were claimed together, as far as they are held."""
    await renew_messages(pool, claimed[0].lease)


async def renew_edit(pool: Database, edit: ClaimedEdit) -> bool:
    """Lengthen an edit's lease; False where another makes it, or the message's life has ended."""
    if not await is_living(pool, edit.alert_id):
        return False
    return await renew_messages(pool, edit.lease, edit.message.message_id)


async def mark_edited(pool: Database, edit: ClaimedEdit, course: Course, now: datetime) -> None:
    """Note what the message says now, whoever holds the lease; its life ends with a final edit.

    A change during the edit follows when the pace allows. If another process holds the lease by
    now, it is unknown whose edit came last, so the message is checked again.
    """
    message, lease = edit.message, edit.lease
    async with pool.transaction() as connection:
        life = await life_locked(connection, edit.alert_id)
        is_ours = await renew_messages(connection, lease, message.message_id)
        done = Done("sent", receipt=str(edit.living.message_id))
        await settle_message(connection, message, lease, done, now)
        if life is None:
            return
        if course in FINAL:
            await _end(connection, [life.id], NOT_LIVING, now)
            return
        await note_shown(connection, life.id, course, edit.living.now.total, now)
        paced = min(now + EDIT_EVERY, life.living_until)
        await _put(connection, [(life, life.living_until if is_ours else paced)], now)
        await delay_batch(connection, life_of(life.id), paced)


async def leave_as_it_is(pool: Database, edit: ClaimedEdit, now: datetime) -> None:
    """Make no edit of a message that says what is true; the next waits for a change, or the end."""
    async with pool.transaction() as connection:
        life = await life_locked(connection, edit.alert_id)
        done = Done("dropped", TRUE_ALREADY)
        if await settle_message(connection, edit.message, edit.lease, done, now) and life:
            await _put(connection, [(life, life.living_until)], now)


async def edit_later(pool: Database, edit: ClaimedEdit, again: Again, now: datetime) -> None:
    """Put an edit back, to be made when it is due."""
    await settle_message(pool, edit.message, edit.lease, again, now)


async def end_life(pool: Database, edit: ClaimedEdit, done: Done, now: datetime) -> None:
    """Leave a message as it stands for good."""
    async with pool.transaction() as connection:
        await life_locked(connection, edit.alert_id)
        await settle_message(connection, edit.message, edit.lease, done, now)
        await _end(connection, [edit.alert_id], NOT_LIVING, now)


async def end_lives_in(connection: Database, chat_id: int, now: datetime) -> None:
    """Leave the messages of a chat as they stand: it has moved, and they cannot be edited."""
    lives = await lives_in(connection, chat_id)
    await _end(connection, [one.id for one in lives], CHAT_MOVED, now)


async def adopt_edits(connection: Database, due: Mapping[int, datetime], now: datetime) -> None:
    """Have edits wait of the messages of alerts, each due by its moment."""
    lives = await lives_by_id(connection, [*due])
    await _put(connection, [(one, due[one.id]) for one in lives], now)


async def _end(connection: Database, alert_ids: Sequence[int], why: str, now: datetime) -> None:
    await end_lives(connection, alert_ids)
    await drop_batches(connection, [life_of(one) for one in alert_ids], why, now)


def settle_edit(edit: ClaimedEdit, delivery: Delivery, now: datetime) -> Settlement:
    """Return what becomes of an edit by what its channel said: pure.

    Made twice it says the same: where no answer came it is simply made again, until a day after the
    message's life. In a chat that has moved there are other messages.
    """
    match delivery:
        case Moved():
            return Done("dropped", CHAT_MOVED)
        case Failed(reason, True):
            return Done("failed", reason)
        case Failed(reason) | Unknown(reason):
            return _again(edit, reason, now)
        case _:
            return settle(edit.message, delivery, now)


def _again(edit: ClaimedEdit, reason: str, now: datetime) -> Settlement:
    if now - edit.living.living_until > LIFETIME:
        return Done("failed", reason)
    tries = edit.message.tries + 1
    due_at = now + max(EDIT_EVERY, retry_pause(tries))
    return Again(due_at, tries, edit.message.address, reason)
