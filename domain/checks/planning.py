"""Claims what is due. Any number of workers plan concurrently; each row goes to one of them.

A claim is short until its job begins: if the queue loses the job, the row is soon free again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from uuid import UUID, uuid4

from domain.checks.queries.planning import CLAIM_LEASE, end_leases, lease_due
from domain.unit_of_work import Database

MOST_CLAIMED = 5000
# A chunk is one job and one transaction: large enough for the overhead not to matter, and with few
# enough questions for a job's time.
CHUNK = 500
MOST_QUESTIONS = 100


@dataclass(frozen=True, slots=True)
class Chunk:
    """Claimed trackables for one job; those of one question are adjacent."""

    lease: UUID
    number: int
    trackable_ids: tuple[int, ...]

    @property
    def job_id(self) -> str:
        """Return an id that makes a second job for the same claim harmless."""
        return f"check:{self.lease}:{self.number}"


async def claim_due(pool: Database, now: datetime, most: int = MOST_CLAIMED) -> tuple[Chunk, ...]:
    """Claim what is due and free, in chunks ordered by question."""
    lease = uuid4()
    due = await lease_due(pool, now, most, lease, now + CLAIM_LEASE)
    ordered = sorted(due, key=lambda one: (one.question_key, one.id))
    questions = (
        [one.id for one in group] for _key, group in groupby(ordered, attrgetter("question_key"))
    )
    return tuple(Chunk(lease, n, ids) for n, ids in enumerate(in_chunks(questions)))


def in_chunks(questions: Iterable[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Yield chunks of whole questions; only one larger than a chunk is split."""
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


async def release_claims(pool: Database, chunks: Sequence[Chunk]) -> None:
    """Give back chunks that could not be handed to a worker."""
    await end_leases(
        pool,
        [one for chunk in chunks for one in chunk.trackable_ids],
        [chunk.lease for chunk in chunks],
    )
