"""Recording checks and deciding what is news, in one transaction.

Before the commit nothing has happened; after it everything has: observations, what suppliers said
of the hotels, rule states, alerts and the next check.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from domain.alerts.living import stir_living
from domain.alerts.rules_aside import set_rules_aside
from domain.alerts.states import Past
from domain.checks.news import Recorded, decide
from domain.checks.outcomes import Check
from domain.prices.history import Observation, write_observations
from domain.prices.judging import Verdict
from domain.prices.models import Availability
from domain.prices.options import keep_options
from domain.prices.rates import keep_rates
from domain.search.newest import note
from domain.suppliers.contract import Board, RateIdentity, Refundability, TaxInclusion
from domain.unit_of_work import Database

# What fails so often in a row for a reason of ours is set aside: see `domain.checks.set_aside`.
MOST_OWN_FAILURES = 5
NEIGHBOURS_EVERY = timedelta(minutes=1)


async def record_checks(pool: Database, lease: UUID, checks: Sequence[Check], now: datetime) -> int:
    """Write everything that the checks found and return how many alerts were made."""
    rate_ids = await keep_rates(pool, {c.rate for c in checks if c.rate is not None})
    async with pool.transaction() as connection:
        held = await connection.fetch(
            """
            SELECT id, lowest_total, priced_days, first_observed_at, last_observed_at, availability
            FROM trackables WHERE id = ANY($1::bigint[]) AND lease = $2 ORDER BY id FOR UPDATE
            """,
            [check.trackable_id for check in checks],
            lease,
        )
        ours = {row["id"]: row for row in held}
        kept = [check for check in checks if check.trackable_id in ours]
        if not kept:
            return 0
        await write_observations(
            connection,
            [
                o
                for c in kept
                if (o := _observation(c, rate_ids, ours[c.trackable_id]["last_observed_at"]))
            ],
        )
        await note(connection, [said for c in kept for said in c.said])
        new = await keep_options(connection, {c.trackable_id: c.options for c in kept}, now)
        recorded = [
            Recorded(c, past_of(ours[c.trackable_id], c.checked_at), new.get(c.trackable_id, {}))
            for c in kept
        ]
        decided = await decide(connection, recorded, now)
        if decided.failed_rules:
            await set_rules_aside(pool, decided.failed_rules, now)
        await _write_trackables(connection, kept, rate_ids)
        changed = [
            c.trackable_id for c in kept if _has_changed(c, ours[c.trackable_id]["availability"])
        ]
        if changed:
            await stir_living(connection, changed, now)
            await _stir_neighbours(connection, changed, now)
    return decided.made


async def _stir_neighbours(
    connection: Database, trackable_ids: Sequence[int], now: datetime
) -> None:
    """Have what else is watched of the same stays looked at now: other rates of it, packages.

    What moved there has moved here as well, and two messages side by side should agree. Whoever is
    being recorded by somebody else is left alone, as is what was looked at a moment ago.
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


def past_of(row: Any, now: datetime) -> Past:
    """Return what a trackable's row tells of its counted prices so far."""
    return Past.of(row["lowest_total"], row["priced_days"], row["first_observed_at"], now)


def _has_changed(check: Check, availability_before: str) -> bool:
    """Say whether a message that told of it before may be wrong now."""
    if check.availability is None:
        return False
    return check.availability != availability_before or check.total != check.previous_total


def _observation(
    check: Check, rate_ids: Mapping[RateIdentity, int], last: datetime | None
) -> Observation | None:
    """Return the row for the history: every answer is kept, but only good ones count.

    It is as old as the supplier made it, yet never older than what was recorded `last`: of several
    suppliers the cheapest one's answer may be out of its cache, and is the price since now.
    """
    seen_at = max(check.seen_at, last or check.seen_at)
    verdict, quote, source = (
        check.judgement.verdict,
        check.judgement.quote,
        check.judgement.source,
    )
    if source is None:
        return None
    if quote is None:
        return Observation(
            check.trackable_id, seen_at, None, None, check.currency,
            TaxInclusion.UNKNOWN, Board.UNKNOWN, Refundability.UNKNOWN,
            check.availability or Availability.SOLD_OUT, source, latency_ms=check.latency_ms,
        )  # fmt: skip
    return Observation(
        trackable_id=check.trackable_id,
        observed_at=seen_at,
        total=quote.total.amount,
        base=quote.before_taxes.amount if quote.before_taxes else None,
        currency=quote.total.currency,
        basis=quote.taxes,
        board=quote.board,
        refundable=quote.refundable,
        availability=Availability.AVAILABLE,
        source=source,
        quote_id=quote.quote_id,
        latency_ms=check.latency_ms,
        counted=verdict is Verdict.COUNTS,
        confirmed=check.judgement.confirmed,
        rate_id=rate_ids[check.rate] if check.rate is not None else None,
    )


async def _write_trackables(
    connection: Database, checks: Sequence[Check], rate_ids: Mapping[RateIdentity, int]
) -> None:
    """Note what is known now, give the lease back and set the next check."""
    records = [_trackable_record(check, rate_ids) for check in checks]
    await connection.execute(
        """
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
        """,
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
