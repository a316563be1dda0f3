"""Putting what fired into the outbox of alerts."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.event_hooks.events import Event, EventKind, put_events
from domain.money import Money
from domain.tracing import current_trace
from domain.unit_of_work import Database


async def put_alerts(
    connection: Database, records: Sequence[tuple[object, ...]], now: datetime
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
        ON CONFLICT (dedupe_key) DO NOTHING
        RETURNING id, tracker_id, kind, previous_total, total, currency, source, observed_at,
                  availability, hotel_id
        """,
        now,
        *(list(column) for column in zip(*records, strict=True)),
        current_trace(),
    )
    if rows:
        await _tell_programs(connection, rows, now)
    return len(rows)


async def _tell_programs(connection: Database, rows: Sequence[Any], now: datetime) -> None:
    """Tell the programs of the trackers' owners, muted or not: quiet is for people."""
    owners = await connection.fetch(
        "SELECT id, user_id, name FROM trackers WHERE id = ANY($1::bigint[])",
        sorted({row["tracker_id"] for row in rows}),
    )
    by_id = {row["id"]: row for row in owners}
    events = [_event(row, by_id[row["tracker_id"]]) for row in rows if row["tracker_id"] in by_id]
    await put_events(connection, events, now)


def _event(row: Any, tracker: Any) -> Event:
    def price(amount: Decimal | None) -> dict[str, str] | None:
        if amount is None:
            return None
        money = Money.of(amount, row["currency"])
        return {"amount": str(money.amount), "currency": money.currency}

    data = {
        "alert_id": row["id"],
        "tracker_id": tracker["id"],
        "tracker_name": tracker["name"],
        "kind": row["kind"],
        "previous": price(row["previous_total"]),
        "total": price(row["total"]),
        "availability": row["availability"],
        "hotel_id": row["hotel_id"],
        "supplier": row["source"],
        "observed_at": row["observed_at"].isoformat(),
    }
    return Event(tracker["user_id"], EventKind.ALERT_CREATED, str(row["id"]), data)
