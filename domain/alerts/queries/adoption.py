"""Alerts, digests and edits that wait without a message in the outbox."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from domain.alerts.outbox_keys import ALERT, DIGEST, alert_key, batch_of, digest_key
from domain.outbox.values import ChannelName, MessageClass, NewMessage
from domain.unit_of_work import Database


class AdoptedAlert(NamedTuple):
    """An alert that waits, on its own or (`is_held`) in a digest."""

    id: int
    tracker_id: int
    user_id: int
    chat_id: int | None
    topic_id: int | None
    language: str
    region: str | None
    urgency: int
    due_at: datetime
    is_held: bool


class AdoptedDigest(NamedTuple):
    """A digest that waits."""

    id: int
    user_id: int
    chat_id: int
    topic_id: int | None
    language: str
    region: str | None
    due_at: datetime


async def adopted_alerts(connection: Database) -> list[AdoptedAlert]:
    """Return alerts that the previous version left waiting; it no longer claims them."""
    return await connection.fetch_as(
        AdoptedAlert,
        """
        WITH old AS (
            SELECT a.id, a.due_at, a.state = 'held' AS is_held FROM tracker_alerts a
            WHERE a.state IN ('pending', 'sending', 'held') AND a.due_at IS NOT NULL
              AND (a.leased_until IS NULL OR a.leased_until <= now())
            FOR UPDATE SKIP LOCKED
        )
        UPDATE tracker_alerts a SET due_at = NULL, lease = NULL, leased_until = NULL,
            state = CASE WHEN old.is_held THEN 'held' ELSE 'pending' END
        FROM old, trackers t, users u
        WHERE a.id = old.id AND t.id = a.tracker_id AND u.id = t.user_id
        RETURNING a.id, a.tracker_id, t.user_id, t.chat_id, t.topic_id, u.language, u.region,
            a.urgency, old.due_at, old.is_held
        """,
    )


async def adopted_digests(connection: Database) -> list[AdoptedDigest]:
    """Return digests that the previous version left waiting; it no longer claims them."""
    return await connection.fetch_as(
        AdoptedDigest,
        """
        WITH old AS (
            SELECT d.id FROM digests d
            WHERE d.state = 'pending' AND d.not_before IS DISTINCT FROM 'infinity'
              AND (d.leased_until IS NULL OR d.leased_until <= now())
            FOR UPDATE SKIP LOCKED
        )
        UPDATE digests d SET not_before = 'infinity', lease = NULL, leased_until = NULL
        FROM old, users u WHERE d.id = old.id AND u.id = d.user_id
        RETURNING d.id, d.user_id, d.chat_id, d.topic_id, u.language, u.region, d.due_at
        """,
    )


async def adopted_edits(connection: Database) -> dict[int, datetime]:
    """Return when the messages of alerts are due for an edit by the version before, by alert.

    It claims them no more, until it makes one due again.
    """
    rows = await connection.fetch(
        """
        WITH old AS (
            SELECT a.id, a.edit_due_at FROM tracker_alerts a
            WHERE a.edit_due_at IS NOT NULL AND a.living_until IS NOT NULL
              AND (a.edit_leased_until IS NULL OR a.edit_leased_until <= now())
            FOR UPDATE SKIP LOCKED
        )
        UPDATE tracker_alerts a SET edit_due_at = NULL, edit_lease = NULL, edit_leased_until = NULL
        FROM old WHERE a.id = old.id RETURNING a.id, old.edit_due_at
        """
    )
    return {row["id"]: row["edit_due_at"] for row in rows}


def gather_messages(
    digests: Sequence[AdoptedDigest], alerts: Sequence[AdoptedAlert]
) -> list[NewMessage]:
    """Return their outbox messages."""
    return [*_of_digests(digests), *_of_alerts(alerts)]


def _of_digests(digests: Sequence[AdoptedDigest]) -> Iterator[NewMessage]:
    for one in digests:
        yield NewMessage(
            ChannelName.TELEGRAM, str(one.chat_id), DIGEST, digest_key(one.id), one.language,
            one.region, user_id=one.user_id, topic_id=one.topic_id,
            message_class=MessageClass.ALERT, due_at=one.due_at, subject_id=one.id,
        )  # fmt: skip


def _of_alerts(alerts: Sequence[AdoptedAlert]) -> Iterator[NewMessage]:
    for one in alerts:
        yield NewMessage(
            ChannelName.TELEGRAM, "" if one.chat_id is None else str(one.chat_id), ALERT,
            alert_key(one.id), one.language, one.region, user_id=one.user_id,
            topic_id=one.topic_id, urgency=one.urgency, message_class=MessageClass.ALERT,
            batch=batch_of(one.tracker_id), due_at=one.due_at, subject_id=one.id,
        )  # fmt: skip
