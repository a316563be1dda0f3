"""Putting what fired into the outbox of alerts."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from domain.tracing import current_trace


async def put_alerts(
    connection: asyncpg.Connection, records: Sequence[tuple[object, ...]], now: datetime
) -> int:
    """Put what fired into the outbox and return how many are new; the same fact twice is one row.

    A record is (dedupe_key, tracker_id, rule_id, trackable_id, kind, previous_total, total,
    currency, source, observed_at, urgency, due_at, hotel_id, availability).
    """
    if not records:
        return 0
    rows = await connection.fetch(
        """
        INSERT INTO tracker_alerts (dedupe_key, tracker_id, rule_id, trackable_id, kind,
            previous_total, total, currency, source, observed_at, urgency, due_at, hotel_id,
            availability, state, attempts, created_at, trace)
        SELECT k.*, 'pending', 0, $1, $16
        FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],
                    $7::numeric[], $8::numeric[], $9::text[], $10::text[], $11::timestamptz[],
                    $12::int[], $13::timestamptz[], $14::bigint[], $15::text[]) AS k
        ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
        """,
        now,
        *(list(column) for column in zip(*records, strict=True)),
        current_trace(),
    )
    return len(rows)
