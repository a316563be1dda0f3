"""Due trackables: claimed with leases, extended, given back."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from domain.prices.models import TrackableKind
from domain.search.queries.searches import rooms_from_json
from domain.stay import Stay
from domain.unit_of_work import Database

CLAIM_LEASE = timedelta(seconds=15)


# Longer than a job may take; a dead worker is replaced after this.
WORK_LEASE = timedelta(seconds=75)


class Due(NamedTuple):
    """A due trackable, and the question that it shares with others."""

    id: int
    question_key: str


class Claimed(NamedTuple):
    """A trackable whose check has begun, as it was before.

    What one alone may hold that is nothing is read by its own check, so that it fails alone.
    """

    id: int
    kind: TrackableKind
    destination_id: int | None
    hotel_id: int | None
    check_in: date
    check_out: date | None
    rooms: Sequence[Sequence[Any]]
    nationality: str
    currency: str
    asked_currency: str | None
    terms: dict[str, Any]
    question_key: str
    last_total: Decimal | None
    last_source: str | None
    suspect_total: Decimal | None
    availability: str
    failures: int
    interval_seconds: int
    is_smart: bool
    watchers: int
    volatility: float | None
    free_cancel_until: datetime | None
    last_observed_at: datetime | None
    created_at: datetime
    is_awaited: bool

    @property
    def stay(self) -> Stay:
        """Return whose nights are asked for. Raises ValueError for what has none."""
        if self.check_out is None:
            raise ValueError(self.id)
        return Stay(self.check_in, self.check_out, rooms_from_json(self.rooms))

    @property
    def hotel(self) -> int:
        """Return the hotel. Raises ValueError for what is of none."""
        return self._needed(self.hotel_id)

    @property
    def place(self) -> int:
        """Return the destination. Raises ValueError for what has none."""
        return self._needed(self.destination_id)

    def _needed(self, number: int | None) -> int:
        if number is None:
            raise ValueError(self.id)
        return number


async def lease_due(
    database: Database, now: datetime, most: int, lease: UUID, until: datetime
) -> list[Due]:
    """Put what is due and free under a lease, longest waiting first, and return it.

    Rows that are locked are found by their places, page by page, and not by another look into an
    index for each; whatever the planner guesses, it cannot read the whole table instead. A row that
    changes at this very moment is passed over, and found by the next claim.
    """
    return await database.fetch_as(
        Due,
        """
        WITH due AS MATERIALIZED (
            SELECT ctid AS place FROM trackables
            WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
            ORDER BY due_at, question_key LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE trackables SET lease = $3, leased_until = $4
        WHERE ctid = ANY(ARRAY(SELECT place FROM due)) RETURNING id, question_key
        """,
        now,
        most,
        lease,
        until,
    )


async def claim_now(pool: Database, trackable_ids: Sequence[int], now: datetime) -> UUID:
    """Claim these, due or not, if they are free, and return the lease."""
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
) -> list[Claimed]:
    """Extend a claim for the work and return what it still holds, by question.

    A thing `is_awaited` if tracking began after it was last seen: a supplier's earlier answer is
    not a first price.
    """
    claimed = await pool.fetch_as(
        Claimed,
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
    return sorted(claimed, key=lambda one: (one.question_key, one.id))


async def give_back(pool: Database, lease: UUID, trackable_ids: Sequence[int]) -> None:
    """Release the lease on what was not checked after all: it is due as before."""
    await end_leases(pool, trackable_ids, [lease])


async def end_leases(pool: Database, trackable_ids: Sequence[int], leases: Sequence[UUID]) -> None:
    """End these leases, as far as they still hold the trackables."""
    await pool.execute(
        """
        UPDATE trackables SET lease = NULL, leased_until = NULL
        WHERE id = ANY($1::bigint[]) AND lease = ANY($2::uuid[])
        """,
        list(trackable_ids),
        list(leases),
    )
