"""Tracked things."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.prices.models import Availability
from domain.prices.trackables import StoredThing
from domain.rows import read_as
from domain.unit_of_work import Database


class Priced(NamedTuple):
    """A trackable with its last price."""

    id: int
    currency: str
    last_total: Decimal | None


async def last_totals(database: Database, trackable_ids: Sequence[int]) -> list[Priced]:
    """Return trackables' last prices."""
    return await database.fetch_as(
        Priced,
        "SELECT id, currency, last_total FROM trackables WHERE id = ANY($1::bigint[])",
        list(trackable_ids),
    )


class Standing(NamedTuple):
    """What a new rule needs to know about a trackable.

    `has_options` means that the hotels found by a search are known.
    """

    id: int
    currency: str
    availability: Availability
    last_total: Decimal | None
    typical_low: Decimal | None
    last_observed_at: datetime | None
    lowest_total: Decimal | None
    priced_days: int
    first_observed_at: datetime | None
    has_options: bool


async def standings_of(database: Database, trackable_ids: Sequence[int]) -> list[Standing]:
    """Return what new rules need to know about trackables."""
    return await database.fetch_as(
        Standing,
        """
        SELECT k.*, EXISTS (SELECT FROM search_options o WHERE o.trackable_id = k.id)
            AS has_options
        FROM trackables k WHERE id = ANY($1::bigint[])
        """,
        list(trackable_ids),
    )


async def thing_by_id(database: Database, trackable_id: int) -> StoredThing | None:
    """Return a thing by its trackable's id."""
    return await database.fetch_one_as(
        StoredThing, "SELECT * FROM trackables WHERE id = $1", trackable_id
    )


async def things_of(database: Database, tracker_id: int) -> list[StoredThing]:
    """Return a tracker's things, the ones wished for first."""
    return (await things_of_each(database, [tracker_id])).get(tracker_id, [])


async def things_of_each(
    database: Database, tracker_ids: Sequence[int]
) -> dict[int, list[StoredThing]]:
    """Return trackers' things, by tracker."""
    rows = await database.fetch(
        """
        SELECT i.tracker_id, k.* FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
        WHERE i.tracker_id = ANY($1::bigint[]) ORDER BY i.id
        """,
        list(tracker_ids),
    )
    found: defaultdict[int, list[StoredThing]] = defaultdict(list)
    for row, thing in zip(rows, read_as(StoredThing, rows), strict=True):
        found[row["tracker_id"]].append(thing)
    return found


async def destination_of_hotel(database: Database, hotel_id: int | None) -> int | None:
    """Return a hotel's destination, None for an unknown hotel."""
    found: int | None = await database.fetchval(
        "SELECT destination_id FROM hotels WHERE id = $1", hotel_id
    )
    return found
