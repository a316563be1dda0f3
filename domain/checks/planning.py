"""Claiming what is due. Any number of workers plan at once; each row is claimed by one of them.

A claim is short until its job begins: should the queue lose the job, the row is soon free again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

from domain.unit_of_work import Database

CLAIM_LEASE = timedelta(seconds=15)
# Longer than a job may take; a worker that died is replaced after this.
WORK_LEASE = timedelta(seconds=75)
MOST_CLAIMED = 5000
# A chunk is one job and one transaction: large enough that neither counts beside the checks, and
# with few enough questions that all of them are answered within a job's time.
CHUNK = 500
MOST_QUESTIONS = 100


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


async def claim_due(pool: Database, now: datetime, most: int = MOST_CLAIMED) -> tuple[Chunk, ...]:
    """Claim what is due and not held by another, in chunks ordered by question."""
    lease = uuid4()
    async with pool.transaction() as connection:
        rows = await connection.fetch(
            """
            SELECT id, question_key FROM trackables
            WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
            ORDER BY due_at, question_key LIMIT $2 FOR UPDATE SKIP LOCKED
            """,
            now,
            most,
        )
        # In a statement of its own: joined to the first, the server would guess how many are due
        # and rather read the whole table.
        await connection.execute(
            "UPDATE trackables SET lease = $2, leased_until = $3 WHERE id = ANY($1::bigint[])",
            [row["id"] for row in rows],
            lease,
            now + CLAIM_LEASE,
        )
    ordered = sorted(rows, key=lambda row: (row["question_key"], row["id"]))
    questions = (
        [row["id"] for row in group] for _key, group in groupby(ordered, itemgetter("question_key"))
    )
    return tuple(Chunk(lease, n, ids) for n, ids in enumerate(in_chunks(questions)))


def in_chunks(questions: Iterable[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Yield chunks of whole questions; only one that is larger than a chunk is divided."""
    chunk: list[int] = []
    count = 0
    for ids in questions:
        if chunk and (len(chunk) + len(ids) > CHUNK or count == MOST_QUESTIONS):
            yield tuple(chunk)
            chunk, count = [], 0
        chunk += ids
        count += 1
        while len(chunk) > CHUNK:
            yield tuple(chunk[:CHUNK])
            chunk = chunk[CHUNK:]
    if chunk:
        yield tuple(chunk)


async def claim_now(pool: Database, trackable_ids: Sequence[int], now: datetime) -> UUID:
    """Claim these, due or not, as far as nobody holds them, and return the lease."""
    lease = uuid4()
    await pool.execute(
        """
        WITH free AS (
            SELECT id FROM trackables
            WHERE id = ANY($1::bigint[]) AND (leased_until IS NULL OR leased_until <= $2)
            FOR UPDATE SKIP LOCKED
        )
        UPDATE trackables t SET lease = $3, leased_until = $4 FROM free WHERE t.id = free.id
        """,
        list(trackable_ids),
        now,
        lease,
        now + CLAIM_LEASE,
    )
    return lease


async def begin_work(
    pool: Database, lease: UUID, trackable_ids: Sequence[int], now: datetime
) -> list[Any]:
    """Prolong a claim for the work and return the rows that it still holds, by question.

    A row `is_awaited` when someone began to watch it after it was last seen: a supplier's answer
    of before is not a first price.
    """
    rows = await pool.fetch(
        """
        UPDATE trackables SET leased_until = $4
        WHERE id = ANY($1::bigint[]) AND lease = $2 AND leased_until > $3
        RETURNING *, EXISTS (
            SELECT FROM rule_states s
            WHERE s.trackable_id = trackables.id AND s.phase = 'waiting'
              AND s.changed_at >= coalesce(trackables.last_observed_at, '-infinity')
        ) AS is_awaited
        """,
        list(trackable_ids),
        lease,
        now,
        now + WORK_LEASE,
    )
    return sorted(rows, key=lambda row: (row["question_key"], row["id"]))


async def give_back(pool: Database, lease: UUID, trackable_ids: Sequence[int]) -> None:
    """End a lease on what was not checked after all: it is as due as it was."""
    await pool.execute(
        """
        UPDATE trackables SET lease = NULL, leased_until = NULL
        WHERE id = ANY($1::bigint[]) AND lease = $2
        """,
        list(trackable_ids),
        lease,
    )


async def release_claims(pool: Database, chunks: Sequence[Chunk]) -> None:
    """Give back chunks that could not be handed to a worker."""
    await pool.execute(
        """
        UPDATE trackables SET lease = NULL, leased_until = NULL
        WHERE id = ANY($1::bigint[]) AND lease = ANY($2::uuid[])
        """,
        [one for chunk in chunks for one in chunk.trackable_ids],
        [chunk.lease for chunk in chunks],
    )
