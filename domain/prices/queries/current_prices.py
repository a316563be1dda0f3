"""Reports about tracked things since their last checks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from domain.unit_of_work import Database


class Heard(NamedTuple):
    """A report on a trackable's hotel; `total` None: no comparable price."""

    id: int
    hotel_id: int
    observed_at: datetime
    is_gone: bool
    total: Decimal | None


async def words_of(database: Database, asked: Sequence[tuple[Any, ...]]) -> list[Heard]:
    """Return the newest reports on stays.

    The input is (trackable_id, hotel_id, check_in, nights, people, nationality, currency, terms).
    """
    return await database.fetch_as(
        Heard,
        """
        SELECT k.id, n.hotel_id, n.observed_at, n.quote IS NULL AS is_gone,
               CASE WHEN n.is_comparable THEN n.total END AS total
        FROM unnest($1::bigint[], $2::bigint[], $3::date[], $4::int[], $5::text[], $6::text[],
                    $7::text[], $8::text[])
            AS k (id, hotel_id, check_in, nights, people, nationality, currency, terms)
        JOIN newest_quotes n USING (hotel_id, check_in, nights, people, nationality, currency,
                                    terms)
        """,
        *(list(column) for column in zip(*asked, strict=True)),
    )


async def hotels_of_searches(
    database: Database, trackable_ids: Sequence[int]
) -> dict[int, list[int]]:
    """Return the hotels found by each search's last check, by trackable."""
    if not trackable_ids:
        return {}
    options = await database.fetch(
        """
        SELECT o.trackable_id, o.hotel_id FROM search_options o
        JOIN trackables k ON k.id = o.trackable_id
        WHERE k.id = ANY($1::bigint[]) AND o.last_seen_at >= k.last_checked_at
        """,
        list(trackable_ids),
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for trackable_id, hotel_id in options:
        found[trackable_id].append(hotel_id)
    return found
