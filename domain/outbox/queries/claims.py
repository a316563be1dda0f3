"""Messages that point at a row of their kind's own table, and are chosen by what that says.

Who may be told now is known above; who holds what, and until when, is written here alone. What
belongs together (a `batch`) is claimed together.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.outbox.leases import LEASE
from domain.outbox.queries.messages import COLUMNS, messages_of
from domain.outbox.values import Message
from domain.unit_of_work import Database

# Of `outbox_messages m`: it waits, or whoever held it is dead, by the database's clock.
CLAIMABLE = "(m.state = 'waiting' OR (m.state = 'sending' AND m.leased_until <= now()))"


_CLAIM = f"""
    UPDATE outbox_messages m SET state = 'sending', lease = $3, leased_until = now() + $4::interval
    FROM due WHERE m.id = due.id RETURNING {COLUMNS}
"""


async def claim_batches(
    database: Database, batches: Sequence[str], lease: UUID, now: datetime
) -> tuple[Message, ...]:
    """Claim everything of batches that is due, but of none of which another holds something."""
    rows = await database.fetch(
        f"""
        WITH due AS (
            SELECT m.id FROM outbox_messages m
            WHERE m.batch = ANY($1::text[]) AND m.due_at <= $2 AND {CLAIMABLE}
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
    """Lengthen the leases of what one call tells, right before it; False where the first is not
    held any more. From here on they may have been sent.
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
    """Put a message aside that another will tell; False where it is not held any more."""
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
    """Put messages aside that wait, and that another will tell."""
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
    """Have whoever tells a gathering hold what is put aside for it."""
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
    """Let go what was put aside and was not told."""
    await database.execute(
        """
        UPDATE outbox_messages SET state = 'waiting', lease = NULL
        WHERE dedupe_key = ANY($1::text[]) AND state = 'held'
        """,
        list(dedupe_keys),
    )


async def hasten(
    database: Database, due_at: datetime, *, batch: str | None = None, key: str | None = None
) -> None:
    """Have what waits of a batch, or by its dedupe key, leave at `due_at` if that is sooner."""
    await database.execute(
        """
        UPDATE outbox_messages SET due_at = $1
        WHERE (batch = $2 OR dedupe_key = $3) AND state = 'waiting' AND due_at > $1
        """,
        due_at,
        batch,
        key,
    )


async def drop_unheld(
    database: Database, dedupe_keys: Sequence[str], reason: str, now: datetime
) -> list[str]:
    """Give up what nobody holds at this moment and return its keys."""
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
