"""Claiming what is due. Any number of workers plan at once; each row is claimed by one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID, uuid4

import asyncpg

# Longer than a job may take; a claimer that died is replaced after this.
LEASE = timedelta(seconds=75)
MOST_CLAIMED = 2000
CHUNK = 200


@dataclass(frozen=True, slots=True)
class Chunk:
    """Claimed trackables that one job checks; those of one question stand together."""

    lease: UUID
    number: int
    trackable_ids: tuple[int, ...]

    @property
    def job_id(self) -> str:
        """Return an id that makes a second job for the same claim harmless."""
        return f"check:{self.lease}:{self.number}"


async def claim_due(
    pool: asyncpg.Pool, now: datetime, most: int = MOST_CLAIMED
) -> tuple[Chunk, ...]:
    """Claim what is due and not held by another, in chunks ordered by question."""
    lease = uuid4()
    rows = await pool.fetch(
        """
        WITH due AS (
            SELECT id FROM trackables
            WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
            ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE trackables t SET lease = $3, leased_until = $4 FROM due WHERE t.id = due.id
        RETURNING t.id, t.question_key
        """,
        now,
        most,
        lease,
        now + LEASE,
    )
    ordered = iter([row["id"] for row in sorted(rows, key=lambda r: (r["question_key"], r["id"]))])
    chunks: list[Chunk] = []
    while ids := tuple(islice(ordered, CHUNK)):
        chunks.append(Chunk(lease, len(chunks), ids))
    return tuple(chunks)


async def release_claims(pool: asyncpg.Pool, chunk: Chunk) -> None:
    """Give a chunk back that could not be handed to a worker."""
    await pool.execute(
        """
        UPDATE trackables SET lease = NULL, leased_until = NULL
        WHERE id = ANY($1::bigint[]) AND lease = $2
        """,
        list(chunk.trackable_ids),
        chunk.lease,
    )
