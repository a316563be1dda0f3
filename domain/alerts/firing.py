"""Stores alerts that fired, and informs the watchers' programs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.alerts.outbox_keys import ALERT, alert_key, batch_of
from domain.alerts.queries.firing import NewAlert, Watching, insert_alerts, watching_by_id
from domain.event_hooks.events import Event, EventKind, put_events
from domain.money import Money
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, MessageClass, NewMessage
from domain.unit_of_work import Database


class Fired(NamedTuple):
    """A rule that fired: its record, and when it may be reported; `urgency` 1 goes first.

    `record` is (dedupe_key, tracker_id, rule_id, trackable_id, kind, previous_total, total,
    currency, source, observed_at, hotel_id, availability).
    """

    record: tuple[object, ...]
    urgency: int
    due_at: datetime


async def put_alerts(connection: Database, fired: Sequence[Fired], now: datetime) -> int:
    """Store what fired, with its messages, and return how many are new.

    The same fact twice makes one row.
    """
    if not fired:
        return 0
    new = await insert_alerts(connection, [one.record for one in fired], now)
    if new:
        by_id = await watching_by_id(connection, {one.tracker_id for one in new})
        by_key = {one.record[0]: one for one in fired}
        messages = [_message(one, by_id[one.tracker_id], by_key[one.dedupe_key]) for one in new]
        await put_messages(connection, messages, now)
        await _tell_programs(connection, new, by_id, now)
    return len(new)


def _message(alert: NewAlert, tracker: Watching, fired: Fired) -> NewMessage:
    """Return an alert's message; chat and wording are looked up when it leaves."""
    return NewMessage(
        ChannelName.TELEGRAM,
        "" if tracker.chat_id is None else str(tracker.chat_id),
        ALERT,
        alert_key(alert.id),
        tracker.language,
        tracker.region,
        user_id=tracker.user_id,
        topic_id=tracker.topic_id,
        urgency=fired.urgency,
        message_class=MessageClass.ALERT,
        batch=batch_of(tracker.id),
        due_at=fired.due_at,
        subject_id=alert.id,
    )


async def _tell_programs(
    connection: Database, new: Sequence[NewAlert], by_id: Mapping[int, Watching], now: datetime
) -> None:
    """Inform the programs of the trackers' owners, muted or not: quiet hours are for people."""
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
