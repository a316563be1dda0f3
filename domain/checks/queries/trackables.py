"""One row for each distinct thing that is polled, whoever watches it."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.prices.models import Availability
from domain.prices.trackables import FlightThing, Thing
from domain.unit_of_work import Database


class WatchedThing(NamedTuple):
    """A tracked thing, and the low end of its usual prices."""

    id: int
    currency: str
    typical_low: Decimal | None


async def lock_trackable(
    connection: Database, thing: Thing | FlightThing, now: datetime
) -> WatchedThing:
    """Return a thing's trackable, created if nobody has tracked it before.

    It is locked until the caller's transaction ends.
    """
    (watched,) = await connection.fetch_as(
        WatchedThing,
        """
        INSERT INTO trackables (fingerprint, kind, hotel_id, destination_id, check_in, check_out,
            rooms, nationality, currency, terms, question_key, watchers, due_reason,
            interval_seconds, supplier_status, failures, observations, availability, created_at,
            asked_currency)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 'new', 0, 'ok', 0, 0, $12, $13,
            nullif($14::varchar, $9::varchar))
        ON CONFLICT (fingerprint) DO UPDATE SET fingerprint = excluded.fingerprint
        RETURNING id, currency, typical_low
        """,
        thing.fingerprint,
        thing.kind.value,
        thing.hotel_id,
        thing.destination_id,
        thing.check_in,
        thing.check_out,
        thing.rooms,
        thing.question.nationality,
        thing.currency,
        thing.terms,
        thing.question_key,
        Availability.UNKNOWN.value,
        now,
        thing.question.currency,
    )
    return watched
