"""Messages that point to a row in their kind's own table, and are chosen by it.

Who may be reached is decided above; leases are written only here. Messages in one `batch` are
claimed together.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.outbox.leases import LEASE
from domain.outbox.queries.messages import COLUMNS, messages_of
from domain.outbox.values import Message
from domain.unit_of_work import Database

# For `outbox_messages m`: waiting, or its holder is dead, by the database's clock.
CLAIMABLE = "(m.state = 'waiting' OR (m.state = 'sending' AND m.leased_until <= now()))"


_CLAIM = f"""
    UPDATE outbox_messages m SET state = 'sending', lease = $3, leased_until = now() + $4::interval
    FROM due WHERE m.id = due.id RETURNING {COLUMNS}
"""


async def claim_batches(
    database: Database, batches: Sequence[str], lease: UUID, now: datetime
) -> tuple[Message, ...]:
    """Claim everything due in the batches of which nobody else holds anything.

    What was put into a batch at the same moment is claimed together, though some of it waits for
    longer: whoever put it back may have died in the middle of that. But what a claimer has put back
    beside something that it still holds is not claimed again.
    """
    rows = await database.fetch(
        f"""
        WITH due AS (
            SELECT m.id FROM outbox_messages m
            WHERE m.batch = ANY($1::text[]) AND {CLAIMABLE}
              AND EXISTS (SELECT FROM outbox_messages o WHERE o.batch = m.batch
                          AND o.created_at = m.created_at AND o.due_at <= $2
                          AND o.state IN ('waiting', 'sending')
                          AND o.lease IS DISTINCT FROM $3)
              AND NOT EXISTS (SELECT FROM outbox_messages o WHERE o.batch = m.batch
                              AND o.state = 'sending' AND o.leased_until > now() AND o.lease <> $3)
            FOR UPDATE OF m SKIP LOCKED
        )
        {_CLAIM}
        """,
        list(batches),
        now,
        lease,
        LEASE,
    )
    return messages_of(rows)


async def claim_chosen(
    database: Database, message_ids: Sequence[int], lease: UUID
) -> tuple[Message, ...]:
    """Claim messages that were chosen and locked within this unit of work."""
    rows = await database.fetch(
        f"""
        WITH due AS (
            SELECT m.id FROM outbox_messages m WHERE m.id = ANY($1::bigint[]) AND $2
        )
        {_CLAIM}
        """,
        list(message_ids),
        True,
        lease,
        LEASE,
    )
    return messages_of(rows)


async def begin_messages(database: Database, lease: UUID, message_ids: Sequence[int]) -> bool:
    """Extend the leases for one call, right before it; False if the first is no longer held. From
    here on they may have been sent.
    """
    held = await database.fetch_column(
        """
        UPDATE outbox_messages SET leased_until = now() + $2::interval, maybe_sent = true
        WHERE lease = $1 AND state = 'sending' AND id = ANY($3::bigint[]) RETURNING id
        """,
        lease,
        LEASE,
        list(message_ids),
    )
    return message_ids[0] in held


async def gather(database: Database, lease: UUID, message_id: int) -> bool:
    """Set a message aside for another to report; False if it is no longer held."""
    put = await database.fetchval(
        """
        UPDATE outbox_messages SET state = 'held', lease = NULL, leased_until = NULL
        WHERE id = $1 AND lease = $2 RETURNING id
        """,
        message_id,
        lease,
    )
    return put is not None


async def put_aside(database: Database, dedupe_keys: Sequence[str]) -> None:
    """Set waiting messages aside for another to report."""
    await database.execute(
        """
        UPDATE outbox_messages SET state = 'held'
        WHERE dedupe_key = ANY($1::text[]) AND state = 'waiting'
        """,
        list(dedupe_keys),
    )


async def hold_gathered(
    database: Database, dedupe_keys: Sequence[str], lease: UUID
) -> tuple[Message, ...]:
    """Let a gathering's holder also hold what is set aside for it."""
    rows = await database.fetch(
        f"""
        UPDATE outbox_messages m SET lease = $2
        WHERE m.dedupe_key = ANY($1::text[]) AND m.state = 'held' RETURNING {COLUMNS}
        """,
        list(dedupe_keys),
        lease,
    )
    return messages_of(rows)


async def release(database: Database, dedupe_keys: Sequence[str]) -> None:
    """Release what was set aside and not reported."""
    await database.execute(
        """
        UPDATE outbox_messages SET state = 'waiting', lease = NULL
        WHERE dedupe_key = ANY($1::text[]) AND state = 'held'
        """,
        list(dedupe_keys),
    )


async def hasten(database: Database, dedupe_key: str, due_at: datetime) -> None:
    """Move a waiting message up to `due_at` if that is sooner."""
    await database.execute(
        """
        UPDATE outbox_messages SET due_at = $2
        WHERE dedupe_key = $1 AND state = 'waiting' AND due_at > $2
        """,
        dedupe_key,
        due_at,
    )


async def drop_unheld(
    database: Database, dedupe_keys: Sequence[str], reason: str, now: datetime
) -> list[str]:
    """Drop messages that nobody holds and return their keys."""
    return await database.fetch_column(
        """
        UPDATE outbox_messages SET state = 'dropped', last_error = $2, ended_at = $3,
            due_at = NULL, lease = NULL, leased_until = NULL
        WHERE dedupe_key = ANY($1::text[]) AND state IN ('waiting', 'held', 'sending')
          AND (leased_until IS NULL OR leased_until <= now())
        RETURNING dedupe_key
        """,
        list(dedupe_keys),
        reason,
        now,
    )
