"""Recording checks and deciding what is news, in one transaction.

Before the commit nothing has happened; after it everything has: observations, rule states, alerts
and the next check. Only rules whose quiet interval the new total has left are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from domain.alerts.queries import dedupe_key, state_from, terms_from, write_states
from domain.alerts.rules import Firing, State, evaluate
from domain.prices.history import Observation, write_observations
from domain.prices.judging import Judgement, Verdict
from domain.prices.models import Availability
from domain.suppliers.contract import Board, Refundability, TaxInclusion
from domain.trackers.cadence import NextCheck

# What is known after a verdict; after any other it is what was known before.
AVAILABILITIES = {
    Verdict.COUNTS: Availability.AVAILABLE.value,
    Verdict.SOLD_OUT: Availability.SOLD_OUT.value,
}
URGENT, NORMAL = 1, 5
# A fall of this many per cent goes before the others.
URGENT_PERCENT = Decimal(15)


@dataclass(frozen=True, slots=True)
class Check:
    """What one check of one trackable found, and when the next one is."""

    trackable_id: int
    currency: str
    previous_total: Decimal | None
    judgement: Judgement
    status: str
    failures: int
    latency_ms: int | None
    following: NextCheck
    checked_at: datetime

    @property
    def total(self) -> Decimal | None:
        """Return the total if it counts."""
        quote = self.judgement.quote
        return quote.total.amount if quote and self.judgement.verdict is Verdict.COUNTS else None


@dataclass(frozen=True, slots=True)
class Touched:
    """A rule whose interval was left, with what became of it."""

    state_id: int
    rule_id: int
    tracker_id: int
    kind: str
    muted_until: datetime | None
    check: Check
    state: State
    firing: Firing | None


async def record_checks(
    pool: asyncpg.Pool, lease: UUID, checks: Sequence[Check], now: datetime
) -> int:
    """Write everything that the checks found and return how many alerts were made."""
    async with pool.acquire() as connection, connection.transaction():
        held = await connection.fetch(
            """
            SELECT id FROM trackables WHERE id = ANY($1::bigint[]) AND lease = $2
            ORDER BY id FOR UPDATE
            """,
            [check.trackable_id for check in checks],
            lease,
        )
        ours = {row["id"] for row in held}
        kept = [check for check in checks if check.trackable_id in ours]
        if not kept:
            return 0
        await write_observations(connection, [o for c in kept if (o := _observation(c))])
        touched = await _evaluate_rules(connection, kept)
        made = 0
        if touched:
            await write_states(connection, {t.state_id: t.state for t in touched}, now)
            made = await _write_alerts(connection, touched, now)
            await _write_results(connection, touched, now)
        await _write_trackables(connection, kept)
    return made


def _observation(check: Check) -> Observation | None:
    """Return the row for the history: every answer is kept, but only good ones count."""
    verdict, quote, source = (
        check.judgement.verdict,
        check.judgement.quote,
        check.judgement.source,
    )
    if source is None:
        return None
    if quote is None:
        return Observation(
            check.trackable_id, check.checked_at, None, None, check.currency,
            TaxInclusion.UNKNOWN, Board.UNKNOWN, Refundability.UNKNOWN, Availability.SOLD_OUT,
            source, check.latency_ms,
        )  # fmt: skip
    return Observation(
        trackable_id=check.trackable_id,
        observed_at=check.checked_at,
        total=quote.total.amount,
        base=quote.before_taxes.amount if quote.before_taxes else None,
        currency=quote.total.currency,
        basis=quote.taxes,
        board=quote.board,
        refundable=quote.refundable,
        availability=Availability.AVAILABLE,
        source=source,
        latency_ms=check.latency_ms,
        counted=verdict is Verdict.COUNTS,
        confirmed=check.judgement.confirmed,
    )


async def _evaluate_rules(connection: asyncpg.Connection, checks: Sequence[Check]) -> list[Touched]:
    """Evaluate the rules in which something happens at the totals that were seen."""
    priced = {c.trackable_id: (c, c.total) for c in checks if c.total is not None}
    rows = await connection.fetch(
        """
        SELECT s.*, r.kind, r.percent, r.amount, r.target, r.tracker_id, t.muted_until
        FROM rule_states s
        JOIN price_rules r ON r.id = s.rule_id AND r.is_active
        JOIN trackers t ON t.id = r.tracker_id AND t.state = 'active'
        WHERE s.id = ANY($1::bigint[]) ORDER BY s.id FOR UPDATE OF s
        """,
        await _stirred(connection, {key: total for key, (_, total) in priced.items()}),
    )
    return [_touched(row, *priced[row["trackable_id"]]) for row in rows]


async def _stirred(connection: asyncpg.Connection, totals: Mapping[int, Decimal]) -> list[int]:
    """Return the states whose quiet interval was left, and those that wait for a first price.

    An index each finds them, so that a rule in which nothing happens costs nothing.
    """
    rows = await connection.fetch(
        """
        WITH seen AS (SELECT * FROM unnest($1::bigint[], $2::numeric[]) AS k (trackable_id, total))
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id) WHERE s.fires_at >= seen.total
        UNION ALL
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id)
        WHERE s.rearms_at <= seen.total
        UNION ALL
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id) WHERE s.reference IS NULL
        """,
        list(totals),
        list(totals.values()),
    )
    return [row["id"] for row in rows]


def _touched(row: Any, check: Check, total: Decimal) -> Touched:
    state, firing = evaluate(terms_from(row), state_from(row), total)
    return Touched(
        row["id"], row["rule_id"], row["tracker_id"], row["kind"], row["muted_until"], check,
        state, firing,
    )  # fmt: skip


async def _write_alerts(
    connection: asyncpg.Connection, touched: Sequence[Touched], now: datetime
) -> int:
    """Put what fired into the outbox; the same fact twice makes one row."""
    fired = [(t, t.firing) for t in touched if t.firing is not None]
    rows = await connection.fetch(
        """
        INSERT INTO tracker_alerts (dedupe_key, tracker_id, rule_id, trackable_id, kind,
            previous_total, total, currency, source, observed_at, urgency, due_at, state,
            attempts, created_at)
        SELECT k.*, 'pending', 0, $13
        FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[],
                    $6::numeric[], $7::numeric[], $8::text[], $9::text[], $10::timestamptz[],
                    $11::int[], $12::timestamptz[]) AS k
        ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
        """,
        [dedupe_key(t.rule_id, t.check.trackable_id, f.number) for t, f in fired],
        [t.tracker_id for t, _ in fired],
        [t.rule_id for t, _ in fired],
        [t.check.trackable_id for t, _ in fired],
        [t.kind for t, _ in fired],
        [f.previous for _, f in fired],
        [f.total for _, f in fired],
        [t.check.currency for t, _ in fired],
        [t.check.judgement.source or "" for t, _ in fired],
        [t.check.checked_at for t, _ in fired],
        [_urgency(f) for _, f in fired],
        [max(now, t.muted_until or now) for t, _ in fired],
        now,
    )
    return len(rows)


def _urgency(firing: Firing) -> int:
    fall = (firing.previous - firing.total) * 100 / firing.previous if firing.previous else 0
    return URGENT if fall >= URGENT_PERCENT else NORMAL


async def _write_results(
    connection: asyncpg.Connection, touched: Sequence[Touched], now: datetime
) -> None:
    """Keep what the run found for each tracker for which something changed."""
    runs = {(t.tracker_id, t.check.trackable_id): t.check for t in touched}
    await connection.execute(
        """
        INSERT INTO tracker_results (tracker_id, trackable_id, ran_at, total, previous_total,
                                     currency, supplier_status)
        SELECT k.tracker_id, k.trackable_id, $7, k.total, k.previous, k.currency, k.status
        FROM unnest($1::bigint[], $2::bigint[], $3::numeric[], $4::numeric[], $5::text[],
                    $6::text[]) AS k (tracker_id, trackable_id, total, previous, currency, status)
        """,
        [tracker_id for tracker_id, _ in runs],
        [trackable_id for _, trackable_id in runs],
        [check.total for check in runs.values()],
        [check.previous_total for check in runs.values()],
        [check.currency for check in runs.values()],
        [check.status for check in runs.values()],
        now,
    )


async def _write_trackables(connection: asyncpg.Connection, checks: Sequence[Check]) -> None:
    """Note what is known now, give the lease back and set the next check."""
    records = [_trackable_record(check) for check in checks]
    await connection.execute(
        """
        UPDATE trackables t SET
            lease = NULL, leased_until = NULL, last_checked_at = k.checked_at,
            supplier_status = k.status, failures = k.failures,
            due_at = CASE WHEN t.watchers > 0 THEN k.due_at END, due_reason = k.reason,
            last_total = coalesce(k.total, t.last_total),
            last_source = coalesce(k.source, t.last_source),
            last_observed_at = CASE WHEN k.availability IS NULL THEN t.last_observed_at
                                    ELSE k.checked_at END,
            availability = coalesce(k.availability, t.availability), suspect_total = k.suspect
        FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::int[], $5::timestamptz[],
                    $6::text[], $7::numeric[], $8::text[], $9::text[], $10::numeric[])
            AS k (id, checked_at, status, failures, due_at, reason, total, source, availability,
                  suspect)
        WHERE t.id = k.id
        """,
        *(list(column) for column in zip(*records, strict=True)),
    )


def _trackable_record(check: Check) -> tuple[object, ...]:
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
        AVAILABILITIES.get(verdict),
        quote.total.amount if quote and verdict is Verdict.SUSPECT else None,
    )
