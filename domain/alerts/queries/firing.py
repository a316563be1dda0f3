"""New alerts, and their owners."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.unit_of_work import Database


class NewAlert(NamedTuple):
    """A newly stored alert. `availability` is what it has changed to."""

    id: int
    dedupe_key: str
    tracker_id: int
    kind: str
    previous_total: Decimal | None
    total: Decimal
    currency: str
    source: str
    observed_at: datetime
    availability: str | None
    hotel_id: int | None


class Watching(NamedTuple):
    """A tracker with its name, owner, chat and language.

    `chat_id` is None where no chat is linked.
    """

    id: int
    user_id: int
    name: str
    chat_id: int | None
    topic_id: int | None
    language: str
    region: str | None


async def insert_alerts(
    connection: Database, records: Sequence[tuple[object, ...]], now: datetime
) -> list[NewAlert]:
    """Store what fired and return what is new; the records are as `put_alerts` takes them."""
    return await connection.fetch_as(
        NewAlert,
        """
        INSERT INTO tracker_alerts (dedupe_key, tracker_id, rule_id, trackable_id, kind,
            previous_total, total, currency, source, observed_at, hotel_id, availability, state,
            created_at)
        SELECT k.*, 'pending', $1
        FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[],
                    $7::numeric[], $8::numeric[], $9::text[], $10::text[], $11::timestamptz[],
                    $12::bigint[], $13::text[]) AS k
        ON CONFLICT (dedupe_key) DO NOTHING
        RETURNING id, dedupe_key, tracker_id, kind, previous_total, total, currency, source,
                  observed_at, availability, hotel_id
        """,
        now,
        *(list(column) for column in zip(*records, strict=True)),
    )


async def watching_by_id(connection: Database, tracker_ids: set[int]) -> dict[int, Watching]:
    """Return trackers by id."""
    found = await connection.fetch_as(
        Watching,
        """
        SELECT t.id, t.user_id, t.name, t.chat_id, t.topic_id, u.language, u.region
        FROM trackers t JOIN users u ON u.id = t.user_id WHERE t.id = ANY($1::bigint[])
        """,
        sorted(tracker_ids),
    )
    return {one.id: one for one in found}
