"""The outbox table: added to within any transaction, claimed by leases, settled."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from domain.outbox.leases import LEASE
from domain.outbox.settlement import Again, Done, Settlement
from domain.outbox.values import ChannelName, Message, MessageClass, NewMessage
from domain.tracing import current_trace
from domain.unit_of_work import Database

# Few at a time, so that urgent messages never queue behind many claimed earlier.
MOST_CLAIMED = 20
LONGEST_REASON = 255
NOTHING_WRITTEN = "UPDATE 0"
# For `outbox_messages m`.
COLUMNS = """m.id, m.channel, m.address, m.kind, m.payload, m.language, m.region, m.created_at,
    m.expires_at, m.topic_id, m.tries, m.maybe_sent, m.user_id, m.batch, m.class, m.urgency,
    m.due_at, m.trace, m.is_once, m.subject_id, m.unanswered"""


async def put_messages(database: Database, messages: Sequence[NewMessage], now: datetime) -> int:
    """Put messages into the outbox and return how many are new.

    Within a unit of work they are sent only if it commits; an existing dedupe key means the same
    message. Each carries the current trace.
    """
    put: list[Any] = await database.fetch(
        """
        INSERT INTO outbox_messages (channel, address, kind, payload, language, region,
            user_id, class, urgency, dedupe_key, topic_id, expires_at, state, due_at, created_at,
            tries, maybe_sent, batch, trace, is_once, subject_id)
        SELECT channel, address, kind, payload, language, region, user_id, class, urgency,
               dedupe_key, topic_id, expires_at, 'waiting', greatest(due_at, $15), $15, 0, false,
               batch, $16, is_once, subject_id
        FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::text[], $6::text[],
                    $7::bigint[], $8::smallint[], $9::smallint[], $10::text[], $11::bigint[],
                    $12::timestamptz[], $13::text[], $14::timestamptz[], $17::bool[],
                    $18::bigint[])
          AS m (channel, address, kind, payload, language, region, user_id, class, urgency,
                dedupe_key, topic_id, expires_at, batch, due_at, is_once, subject_id)
        ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
        """,
        *_arrays_of(messages),
        now,
        current_trace(),
        [m.is_once for m in messages],
        [m.subject_id for m in messages],
    )
    return len(put)


def _arrays_of(messages: Sequence[NewMessage]) -> list[list[Any]]:
    """Return the messages' columns up to the due moment, in the order of `put_messages`."""
    return [
        [m.channel.value for m in messages],
        [m.address for m in messages],
        [m.kind for m in messages],
        [m.values for m in messages],
        [m.language for m in messages],
        [m.region for m in messages],
        [m.user_id for m in messages],
        [m.message_class.value for m in messages],
        [m.urgency for m in messages],
        [m.dedupe_key for m in messages],
        [m.topic_id for m in messages],
        [m.expires_at for m in messages],
        [m.batch for m in messages],
        [m.due_at for m in messages],
    ]


async def claim_messages(
    database: Database,
    channel: ChannelName,
    lease: UUID,
    now: datetime,
    limit: int = MOST_CLAIMED,
    only: MessageClass | None = None,
) -> tuple[Message, ...]:
    """Claim what is due on a channel, notices before broadcasts, the most urgent first.

    `only` restricts it to one class: each has its own carrier.
    """
    # As a literal, not a parameter: the index begins with it.
    of_class = "" if only is None else f"AND class = {only.value}"
    rows = await database.fetch(
        f"""
        WITH due AS (
            SELECT id FROM outbox_messages
            WHERE channel = $1 AND due_at <= $2 AND (state = 'waiting'
                  OR (state = 'sending' AND leased_until <= now()))
              {of_class}
            ORDER BY class, urgency, due_at LIMIT $3 FOR UPDATE SKIP LOCKED
        )
        UPDATE outbox_messages m SET state = 'sending', lease = $4,
            leased_until = now() + $5::interval
        FROM due WHERE m.id = due.id
        RETURNING {COLUMNS}
        """,
        channel.value,
        now,
        limit,
        lease,
        LEASE,
    )
    return messages_of(rows)


def messages_of(rows: Sequence[Any]) -> tuple[Message, ...]:
    """Return claimed rows as messages, in sending order."""
    ordered = sorted(rows, key=lambda row: (row["class"], row["urgency"], row["due_at"], row["id"]))
    return tuple(_message(row) for row in ordered)


def _message(row: asyncpg.Record) -> Message:
    return Message(
        row["id"],
        ChannelName(row["channel"]),
        row["address"],
        row["kind"],
        row["payload"],
        row["language"],
        row["region"],
        row["created_at"],
        row["expires_at"],
        row["topic_id"],
        row["tries"],
        row["maybe_sent"],
        row["user_id"],
        row["batch"],
        row["trace"],
        row["is_once"],
        row["subject_id"],
        row["urgency"],
        row["unanswered"],
    )


async def renew_messages(database: Database, lease: UUID, message_id: int | None = None) -> bool:
    """Extend a lease, on one message or all that it holds; False if it holds none.

    For one message this is called right before the send: from here on it may have been sent.
    """
    renewed = await database.fetch(
        """
        UPDATE outbox_messages SET leased_until = now() + $2::interval,
            maybe_sent = maybe_sent OR $3::bigint IS NOT NULL
        WHERE lease = $1 AND state = 'sending' AND id = coalesce($3, id) RETURNING id
        """,
        lease,
        LEASE,
        message_id,
    )
    return bool(renewed)


async def settle_message(
    database: Database, message: Message, lease: UUID, settlement: Settlement, now: datetime
) -> bool:
    """Record a message's outcome; False, and nothing recorded, if another holds it by now.

    What was accepted counts as sent, whoever holds the lease. A settled message keeps no payload:
    it may contain a code.
    """
    match settlement:
        case Done():
            word = await _end(database, message, lease, settlement, now)
        case Again():
            word = await _put_off(database, message, lease, settlement)
    return word != NOTHING_WRITTEN


async def _end(database: Database, message: Message, lease: UUID, done: Done, now: datetime) -> str:
    state = done.state
    return await database.execute(
        """
        UPDATE outbox_messages SET state = $3, last_error = $4, receipt = $5, ended_at = $6,
            due_at = NULL, lease = NULL, leased_until = NULL, payload = '{}', maybe_sent = $7
        WHERE id = $1 AND (lease = $2 OR ($3 = 'sent' AND state <> 'sent'))
        """,
        message.message_id,
        lease,
        state,
        done.reason and done.reason[:LONGEST_REASON],
        done.receipt,
        now,
        state == "unknown" or (message.maybe_sent and state != "sent"),
    )


async def _put_off(database: Database, message: Message, lease: UUID, again: Again) -> str:
    return await database.execute(
        """
        UPDATE outbox_messages SET state = 'waiting', due_at = $3, tries = $4, address = $5,
            last_error = coalesce($6, last_error), lease = NULL, leased_until = NULL,
            maybe_sent = $7, unanswered = $8
        WHERE id = $1 AND lease = $2
        """,
        message.message_id,
        lease,
        again.due_at,
        again.tries,
        again.address,
        again.reason and again.reason[:LONGEST_REASON],
        again.maybe_sent,
        again.unanswered,
    )


async def forget_settled(database: Database, now: datetime, age: timedelta) -> None:
    """Remove messages that were settled longer than `age` ago."""
    await database.execute("DELETE FROM outbox_messages WHERE ended_at < $1", now - age)
