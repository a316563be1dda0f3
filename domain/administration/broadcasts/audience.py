"""Who hears a broadcast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from domain.unit_of_work import Database

LONGEST_SPAN_DAYS = 730
Days = Annotated[int, Field(ge=1, le=LONGEST_SPAN_DAYS)]
Code = Annotated[str, Field(min_length=2, max_length=8)]


class Audience(BaseModel):
    """What the readers of a broadcast have in common; empty: everybody.

    `seen_within` and `not_seen_for` are days before the start, `place_id` a destination that they
    watch something in, `has_booking` whether they ever confirmed a booking here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: Annotated[tuple[Code, ...], Field(max_length=16)] = ()
    currencies: Annotated[tuple[Code, ...], Field(max_length=16)] = ()
    seen_within: Days | None = None
    not_seen_for: Days | None = None
    place_id: Annotated[int, Field(gt=0)] | None = None
    has_booking: bool | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is to hear it, in one of their chats."""

    user_id: int
    chat_id: int
    language: str
    region: str
    time_zone: str


# One message an account, however many chats it has. Those who are banned, cannot be reached, or
# want no news are never among them.
_CHATS = "FROM chats WHERE user_id = u.id AND type = 'private' AND is_reachable"
_WISHES = """
    u.is_active AND u.wants_news
      AND (cardinality($1::text[]) = 0 OR u.language = ANY($1))
      AND (cardinality($2::text[]) = 0 OR u.currency = ANY($2))
      AND ($3::timestamptz IS NULL OR u.last_seen_at >= $3)
      AND ($4::timestamptz IS NULL OR u.last_seen_at < $4)
      AND ($5::bigint IS NULL OR EXISTS (
          SELECT FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id
          JOIN trackables k ON k.id = i.trackable_id
          WHERE t.user_id = u.id AND t.state = 'active' AND k.destination_id = $5))
      AND ($6::boolean IS NULL OR $6 = EXISTS (
          SELECT FROM universal_bookings b WHERE b.user_id = u.id AND b.state = 'confirmed'))
"""


def _values(audience: Audience, now: datetime) -> Sequence[object]:
    def before(days: int | None) -> datetime | None:
        return None if days is None else now - timedelta(days=days)

    return (
        list(audience.languages),
        list(audience.currencies),
        before(audience.seen_within),
        before(audience.not_seen_for),
        audience.place_id,
        audience.has_booking,
    )


async def count_readers(database: Database, audience: Audience, now: datetime) -> int:
    """Return how many would hear it now."""
    count: int = await database.fetchval(
        f"SELECT count(*) FROM users u WHERE EXISTS (SELECT {_CHATS}) AND {_WISHES}",
        *_values(audience, now),
    )
    return count


async def next_readers(
    database: Database, audience: Audience, now: datetime, after: int, most: int
) -> tuple[Reader, ...]:
    """Return the readers whose accounts come after one, in the order of accounts.

    `now` is when the broadcast began, whenever it is asked.
    """
    rows = await database.fetch(
        f"""
        SELECT u.id, c.id AS chat_id, u.language, u.region, u.time_zone
        FROM users u JOIN LATERAL (SELECT id {_CHATS} ORDER BY id LIMIT 1) c ON true
        WHERE {_WISHES} AND u.id > $7 ORDER BY u.id LIMIT $8
        """,
        *_values(audience, now),
        after,
        most,
    )
    return tuple(Reader(*row) for row in rows)


async def who_still_wants(database: Database, user_ids: Sequence[int]) -> frozenset[int]:
    """Return which of these accounts are to be written to at this moment."""
    rows = await database.fetch(
        "SELECT id FROM users WHERE id = ANY($1::bigint[]) AND is_active AND wants_news",
        list(user_ids),
    )
    return frozenset(row["id"] for row in rows)
