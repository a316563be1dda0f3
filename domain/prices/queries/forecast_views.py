"""Tracked things at a price about which something may be shown."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from domain.money import Money
from domain.prices.forecast_tables import KINDS
from domain.prices.models import TrackableKind
from domain.search.queries.searches import rooms_to_json
from domain.stay import Stay
from domain.unit_of_work import Database


class Foretellable(NamedTuple):
    """A thing available now at `source`, and the packed run of its prices."""

    id: int
    kind: TrackableKind
    check_in: date
    price: float
    last_rate_id: int
    source: str
    free_cancel_until: datetime | None
    packed: bytes | None


async def foretellable(
    database: Database, trackable_ids: Sequence[int], since: datetime
) -> list[Foretellable]:
    """Return those of the trackables that were seen since then and are available."""
    return await database.fetch_as(
        Foretellable,
        """
        SELECT k.id, k.kind, k.check_in, k.last_total::float8 AS price, k.last_rate_id, s.source,
               CASE WHEN s.refundable = 'yes' THEN k.free_cancel_until END AS free_cancel_until,
               r.packed
        FROM trackables k JOIN priced_rates s ON s.id = k.last_rate_id
        LEFT JOIN price_runs r ON r.trackable_id = k.id AND r.rate_id = k.last_rate_id
        WHERE k.id = ANY($1::bigint[]) AND k.last_total > 0 AND k.availability = 'available'
          AND k.suspect_total IS NULL AND k.kind = ANY($2::text[])
          AND k.last_observed_at > $3
        """,
        list(trackable_ids),
        list(KINDS),
        since,
    )


async def stays_at(
    database: Database, hotel_id: int, stay: Stay, kind: TrackableKind, total: Money
) -> list[int]:
    """Return the trackables of a hotel's stay, of any rate, at that price."""
    return await database.fetch_column(
        """
        SELECT id FROM trackables
        WHERE hotel_id = $1 AND check_in = $2 AND check_out = $3 AND rooms = $4 AND currency = $5
          AND kind = $6 AND last_total = $7 AND (kind = 'package' OR terms = $8)
        """,
        hotel_id,
        stay.check_in,
        stay.check_out,
        rooms_to_json(stay.rooms),
        total.currency,
        kind.value,
        total.amount,
        {},
    )


async def thing_at(database: Database, fingerprint: str, total: Money) -> int | None:
    """Return the trackable with a fingerprint, at that price."""
    found: int | None = await database.fetchval(
        "SELECT id FROM trackables WHERE fingerprint = $1 AND last_total = $2",
        fingerprint,
        total.amount,
    )
    return found


async def is_newest_synthetic(database: Database) -> bool:
    """Return whether the newest model is partly based on a made-up market."""
    found: bool | None = await database.fetchval(
        "SELECT is_synthetic FROM forecast_models ORDER BY id DESC LIMIT 1"
    )
    return bool(found)
