"""Messages that belong together: held, released and dropped together, and counted.

A message that a courier holds at that moment is not touched: claimers check whether its batch is
still active.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domain.unit_of_work import Database


class Setbacks(NamedTuple):
    """How many of a batch failed at least once and are tried again, and why what failed did.

    `reason` is the one that most of those, and of what was given up, have in common.
    """

    retried: int
    reason: str | None


async def hold_batch(database: Database, batch: str) -> None:
    """Hold a batch, except for what is already on its way."""
    await database.execute(
        "UPDATE outbox_messages SET state = 'held' WHERE batch = $1 AND state = 'waiting'", batch
    )


async def release_batch(database: Database, batch: str, now: datetime) -> None:
    """Release what was held; a hold does not count against how long a message is retried."""
    await database.execute(
        """
        UPDATE outbox_messages SET state = 'waiting', due_at = greatest(due_at, $2),
            created_at = $2
        WHERE batch = $1 AND state = 'held'
        """,
        batch,
        now,
    )


async def drop_batches(
    database: Database, batches: Sequence[str], reason: str, now: datetime
) -> None:
    """Give up what waits or is held of batches."""
    await database.execute(
        """
        UPDATE outbox_messages SET state = 'dropped', last_error = $2, ended_at = $3,
            due_at = NULL, payload = '{}'
        WHERE batch = ANY($1::text[]) AND state IN ('waiting', 'held')
        """,
        list(batches),
        reason,
        now,
    )


async def hasten_batches(
    database: Database, batches: Sequence[str], due_at: Sequence[datetime]
) -> set[str]:
    """Have what waits of each batch leave by its moment; return the batches of which some waits."""
    hastened = await database.fetch_column(
        """
        UPDATE outbox_messages m SET due_at = least(m.due_at, wanted.due_at)
        FROM unnest($1::text[], $2::timestamptz[]) AS wanted (batch, due_at)
        WHERE m.batch = wanted.batch AND m.state = 'waiting' RETURNING m.batch
        """,
        list(batches),
        list(due_at),
    )
    return set(hastened)


async def delay_batch(database: Database, batch: str, until: datetime) -> None:
    """Let nothing that waits of a batch leave before a moment."""
    await database.execute(
        """
        UPDATE outbox_messages SET due_at = greatest(due_at, $2)
        WHERE batch = $1 AND state = 'waiting'
        """,
        batch,
        until,
    )


async def hold_claimed(database: Database, lease: UUID, message_ids: Sequence[int]) -> None:
    """Hold messages that were claimed before their batch was held."""
    await database.execute(
        """
        UPDATE outbox_messages SET state = 'held', lease = NULL, leased_until = NULL
        WHERE lease = $1 AND id = ANY($2::bigint[])
        """,
        lease,
        list(message_ids),
    )


async def drop_claimed(
    database: Database, lease: UUID, message_ids: Sequence[int], reason: str, now: datetime
) -> None:
    """Drop claimed messages that are no longer wanted."""
    await database.execute(
        """
        UPDATE outbox_messages SET state = 'dropped', last_error = $3, ended_at = $4,
            due_at = NULL, payload = '{}', lease = NULL, leased_until = NULL
        WHERE lease = $1 AND id = ANY($2::bigint[])
        """,
        lease,
        list(message_ids),
        reason,
        now,
    )


async def count_batch(database: Database, batch: str) -> dict[str, int]:
    """Return the number of a batch's messages in each state."""
    rows = await database.fetch(
        "SELECT state, count(*) AS number FROM outbox_messages WHERE batch = $1 GROUP BY state",
        batch,
    )
    return {row["state"]: row["number"] for row in rows}


async def read_setbacks(database: Database, batch: str) -> Setbacks:
    """Return what of a batch has failed so far, for good or not."""
    (setbacks,) = await database.fetch_as(
        Setbacks,
        """
        SELECT count(*) FILTER (WHERE state <> 'failed') AS retried,
            mode() WITHIN GROUP (ORDER BY last_error) AS reason
        FROM outbox_messages WHERE batch = $1
          AND (state = 'failed' OR (tries > 0 AND state IN ('waiting', 'sending', 'held')))
        """,
        batch,
    )
    return setbacks
