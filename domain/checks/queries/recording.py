"""The results of a check: locked, written, and passed on to related trackables."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from domain.checks.outcomes import Check
from domain.prices.judging import Verdict
from domain.suppliers.contract import RateIdentity
from domain.unit_of_work import Database

# After this many consecutive failures for a reason of ours it is set aside: see
# `domain.checks.quarantine`.
MOST_OWN_FAILURES = 5


NEIGHBOURS_EVERY = timedelta(minutes=1)


async def stir_neighbours(
    connection: Database, trackable_ids: Sequence[int], now: datetime
) -> None:
    """Check related trackables of the same stays now: other rates, packages.

    Whatever moved there has moved here as well, and two messages side by side should agree. Those
    locked by another recorder are left alone, as are those checked a moment ago.
    """
    await connection.execute(
        """
        WITH neighbours AS (
            SELECT n.id FROM trackables k JOIN trackables n
                ON n.hotel_id = k.hotel_id AND n.check_in = k.check_in
                AND n.check_out = k.check_out AND n.rooms = k.rooms
            WHERE k.id = ANY($1::bigint[]) AND n.id <> ALL($1::bigint[])
              AND n.due_at > $2 AND n.leased_until IS NULL AND n.last_checked_at < $2 - $3::interval
            FOR UPDATE OF n SKIP LOCKED
        )
        UPDATE trackables t SET due_at = $2 FROM neighbours WHERE t.id = neighbours.id
        """,
        list(trackable_ids),
        now,
        NEIGHBOURS_EVERY,
    )


class Held(NamedTuple):
    """What is known about a trackable that is locked for recording."""

    id: int
    lowest_total: Decimal | None
    priced_days: int
    first_observed_at: datetime | None
    last_observed_at: datetime | None
    availability: str


async def lock_held(connection: Database, trackable_ids: Sequence[int], lease: UUID) -> list[Held]:
    """Lock the trackables that a lease still holds."""
    return await connection.fetch_as(
        Held,
        """
        SELECT id, lowest_total, priced_days, first_observed_at, last_observed_at, availability
        FROM trackables WHERE id = ANY($1::bigint[]) AND lease = $2 ORDER BY id FOR UPDATE
        """,
        list(trackable_ids),
        lease,
    )


# Trackables with their new state: the lease ends, and the next check is set.
_WRITE = """
    UPDATE trackables t SET
        lease = NULL, leased_until = NULL, last_checked_at = k.checked_at,
        supplier_status = k.status, failures = k.failures,
        own_failures = CASE WHEN k.error IS NULL THEN 0 ELSE t.own_failures + 1 END,
        last_error = coalesce(k.error, t.last_error),
        set_aside_at = CASE WHEN k.error IS NOT NULL AND t.own_failures + 1 >= $17
                            THEN k.checked_at END,
        due_at = CASE WHEN t.watchers > 0 AND (k.error IS NULL OR t.own_failures + 1 < $17)
                      THEN k.due_at END,
        due_reason = k.reason,
        last_total = coalesce(k.total, t.last_total),
        lowest_total = least(t.lowest_total, k.total),
        observations = t.observations + (k.total IS NOT NULL)::int,
        priced_days = t.priced_days + coalesce(
            k.priced_on > coalesce(t.last_priced_on, '-infinity'), false)::int,
        last_priced_on = greatest(t.last_priced_on, k.priced_on),
        first_observed_at = CASE WHEN k.total IS NULL THEN t.first_observed_at
                                 ELSE coalesce(t.first_observed_at, k.checked_at) END,
        last_source = coalesce(k.source, t.last_source),
        last_observed_at = CASE WHEN k.availability IS NULL THEN t.last_observed_at
                                ELSE greatest(t.last_observed_at, k.seen_at) END,
        availability = coalesce(k.availability, t.availability), suspect_total = k.suspect,
        value = k.value,
        free_cancel_until = CASE WHEN k.total IS NULL OR k.total = t.last_total
                                 THEN coalesce(k.free_cancel_until, t.free_cancel_until)
                                 ELSE k.free_cancel_until END,
        last_rate_id = CASE WHEN k.total IS NULL THEN t.last_rate_id ELSE k.rate_id END,
        last_hotel_id = CASE WHEN k.total IS NULL THEN t.last_hotel_id ELSE k.hotel_id END,
        alternative = CASE WHEN k.availability IS NULL THEN t.alternative ELSE k.alternative END
    FROM (SELECT u.*, CASE WHEN u.total IS NOT NULL
                      THEN (u.seen_at AT TIME ZONE 'UTC')::date END AS priced_on
    FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::int[], $5::timestamptz[],
                $6::text[], $7::numeric[], $8::text[], $9::text[], $10::numeric[],
                $11::float[], $12::timestamptz[], $13::text[], $14::bigint[],
                $15::bigint[], $16::jsonb[], $18::timestamptz[])
        AS u (id, checked_at, status, failures, due_at, reason, total, source, availability,
              suspect, value, free_cancel_until, error, rate_id, hotel_id, alternative,
              seen_at)) AS k
    WHERE t.id = k.id
"""


async def write_trackables(
    connection: Database, checks: Sequence[Check], rate_ids: Mapping[RateIdentity, int]
) -> None:
    """Store the new state, end the lease and set the next check."""
    records = [_trackable_record(check, rate_ids) for check in checks]
    await connection.execute(
        _WRITE,
        *(list(column) for column in zip(*records, strict=True)),
        MOST_OWN_FAILURES,
        [check.seen_at for check in checks],
    )


def _trackable_record(check: Check, rate_ids: Mapping[RateIdentity, int]) -> tuple[object, ...]:
    verdict, quote = check.judgement.verdict, check.judgement.quote
    source = check.judgement.source
    return (
        check.trackable_id,
        check.checked_at,
        check.status,
        check.failures,
        check.following.due_at,
        check.following.reason.value,
        check.total,
        source.value if source and check.total is not None else None,
        check.availability.value if check.availability else None,
        quote.total.amount if quote and verdict is Verdict.SUSPECT else None,
        check.value,
        quote.free_cancel_until if quote and check.total is not None else None,
        check.error,
        rate_ids[check.rate] if check.rate is not None else None,
        check.hotel_id,
        check.alternative.to_json() if check.alternative is not None else None,
    )
