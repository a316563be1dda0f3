"""What fired goes into the outbox of alerts, and to the programs of those who watch."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from domain.alerts.queries.firing import NewAlert, Watching, insert_alerts, watching_by_id
from domain.event_hooks.events import Event, EventKind, put_events
from domain.money import Money
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
    new = await insert_alerts(connection, records, now)
    if new:
        await _tell_programs(connection, new, now)
    return len(new)


async def _tell_programs(connection: Database, new: Sequence[NewAlert], now: datetime) -> None:
    """Tell the programs of the trackers' owners, muted or not: quiet is for people."""
    by_id = await watching_by_id(connection, {one.tracker_id for one in new})
    events = [_event(one, by_id[one.tracker_id]) for one in new if one.tracker_id in by_id]
    await put_events(connection, events, now)


def _event(alert: NewAlert, tracker: Watching) -> Event:
    def price(amount: Decimal | None) -> dict[str, str] | None:
        if amount is None:
            return None
        money = Money.of(amount, alert.currency)
        return {"amount": str(money.amount), "currency": money.currency}

    data = {
        "alert_id": alert.id,
        "tracker_id": tracker.id,
        "tracker_name": tracker.name,
        "kind": alert.kind,
        "previous": price(alert.previous_total),
        "total": price(alert.total),
        "availability": alert.availability,
        "hotel_id": alert.hotel_id,
        "supplier": alert.source,
        "observed_at": alert.observed_at.isoformat(),
    }
    return Event(tracker.user_id, EventKind.ALERT_CREATED, str(alert.id), data)
