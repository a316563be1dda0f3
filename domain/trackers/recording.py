"""Recording checks and deciding what is news, in one transaction.

Before the commit nothing has happened; after it everything has: observations, rule states, alerts
and the next check. Only rules whose quiet interval the new total has left are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from domain.alerts.queries import dedupe_key, state_from, terms_from
from domain.alerts.rules import Firing, State, evaluate
from domain.prices.history import Observation, write_observations
from domain.prices.judging import Judgement, Verdict
from domain.prices.models import Availability
from domain.suppliers.contract import Board, Refundability, Supplier, TaxInclusion
from domain.trackers.cadence import NextCheck

COUNTED = {Verdict.COUNTS}
URGENT, NORMAL = 1, 5
# A fall of this much is worth waking the queue for.
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
        return quote.total.amount if quote and self.judgement.verdict in COUNTED else None


@dataclass(frozen=True, slots=True)
class Touched:
    """A rule whose interval was left, with what became of it."""

    state_id: int
    rule_id: int
    tracker_id: int
    kind: str
    check: Check
    state: State
    firing: Firing | None


async def record_checks(
    pool: asyncpg.Pool, lease: UUID, checks: Sequence[Check], now: datetime
) -> int:
    """Write everything that the checks found and return how many alerts were made."""
    if not checks:
        return 0
    async with pool.acquire() as connection, connection.transaction():
        held = await connection.fetch(
            "SELECT id FROM trackables WHERE id = ANY($1::bigint[]) AND lease = $2 FOR UPDATE",
            [check.trackable_id for check in checks],
            lease,
        )
        ours = {row["id"] for row in held}
        kept = [check for check in checks if check.trackable_id in ours]
        await write_observations(connection, [o for c in kept if (o := _observation(c))])
        touched = await _evaluate_rules(connection, kept)
        await _write_states(connection, touched, now)
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
    if verdict is Verdict.NOTHING:
        return None
    if quote is None or source is None:
        return Observation(
            check.trackable_id, check.checked_at, None, None, check.currency,
            TaxInclusion.UNKNOWN, Board.UNKNOWN, Refundability.UNKNOWN, Availability.SOLD_OUT,
            source or Supplier.TRAVCLAN, check.latency_ms,
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
        counted=verdict in COUNTED,
        confirmed=check.judgement.confirmed,
    )


async def _evaluate_rules(connection: asyncpg.Connection, checks: Sequence[Check]) -> list[Touched]:
    """Evaluate the rules whose interval was left, and those that never saw a price."""
    by_id = {check.trackable_id: check for check in checks if check.total is not None}
    rows = await connection.fetch(
        """
        SELECT s.*, r.kind, r.percent, r.amount, r.target, r.tracker_id, k.total
        FROM unnest($1::bigint[], $2::numeric[]) AS k (trackable_id, total)
        JOIN rule_states s ON s.trackable_id = k.trackable_id
         AND (s.fires_at >= k.total OR s.rearms_at <= k.total
              OR (s.fires_at IS NULL AND s.reference IS NULL))
        JOIN price_rules r ON r.id = s.rule_id AND r.is_active
        JOIN trackers t ON t.id = r.tracker_id AND t.state = 'active'
        FOR UPDATE OF s
        """,
        list(by_id),
        [check.total for check in by_id.values()],
    )
    return [_touched(row, by_id[row["trackable_id"]]) for row in rows]


def _touched(row: Any, check: Check) -> Touched:
    state, firing = evaluate(terms_from(row), state_from(row), row["total"])
    return Touched(row["id"], row["rule_id"], row["tracker_id"], row["kind"], check, state, firing)


async def _write_states(
    connection: asyncpg.Connection, touched: Sequence[Touched], now: datetime
) -> None:
    await connection.execute(
        """
        UPDATE rule_states s SET phase = k.phase, reference = k.reference,
            last_alerted = k.last_alerted, fires_at = k.fires_at, rearms_at = k.rearms_at,
            firings = k.firings, changed_at = $8
        FROM unnest($1::bigint[], $2::text[], $3::numeric[], $4::numeric[], $5::numeric[],
                    $6::numeric[], $7::int[])
            AS k (id, phase, reference, last_alerted, fires_at, rearms_at, firings)
        WHERE s.id = k.id
        """,
        [t.state_id for t in touched],
        [t.state.phase.value for t in touched],
        [t.state.reference for t in touched],
        [t.state.last_alerted for t in touched],
        [t.state.fires_at for t in touched],
        [t.state.rearms_at for t in touched],
        [t.state.firings for t in touched],
        now,
    )


async def _write_alerts(
    connection: asyncpg.Connection, touched: Sequence[Touched], now: datetime
) -> int:
    """Put what fired into the outbox; the same fact twice makes one row."""
    fired = [(t, t.firing) for t in touched if t.firing is not None]
    rows = await connection.fetch(
        """
        INSERT INTO tracker_alerts (dedupe_key, tracker_id, rule_id, trackable_id, kind,
            previous_total, total, currency, source, observed_at, urgency, state, due_at,
            attempts, created_at)
        SELECT k.*, 'pending', $12, 0, $12
        FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[],
                    $6::numeric[], $7::numeric[], $8::text[], $9::text[], $10::timestamptz[],
                    $11::int[]) AS k
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
    await connection.executemany(
        """
        UPDATE trackables SET
            lease = NULL, leased_until = NULL, last_checked_at = $2, supplier_status = $3,
            failures = $4, due_at = CASE WHEN watchers > 0 THEN $5::timestamptz END,
            due_reason = $6, last_total = coalesce($7, last_total),
            last_source = coalesce($8, last_source),
            last_observed_at = CASE WHEN $9 THEN $2 ELSE last_observed_at END,
            availability = coalesce($10, availability), suspect_total = $11
        WHERE id = $1
        """,
        [_trackable_record(check) for check in checks],
    )


def _trackable_record(check: Check) -> tuple[object, ...]:
    verdict, quote = check.judgement.verdict, check.judgement.quote
    source = check.judgement.source
    availability = {
        Verdict.COUNTS: Availability.AVAILABLE.value,
        Verdict.SOLD_OUT: Availability.SOLD_OUT.value,
    }.get(verdict)
    suspect = quote.total.amount if quote and verdict is Verdict.SUSPECT else None
    return (
        check.trackable_id, check.checked_at, check.status, check.failures,
        check.following.due_at, check.following.reason.value, check.total,
        source.value if source and check.total is not None else None,
        availability is not None, availability, suspect,
    )  # fmt: skip
