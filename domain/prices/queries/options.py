"""The hotels found so far by tracked searches."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from domain.unit_of_work import Database


async def keep_options(
    connection: Database, found: Mapping[int, Mapping[int, Decimal]], now: datetime
) -> dict[int, dict[int, Decimal]]:
    """Store hotels and totals by trackable id, and return those never seen before.

    A search's first results are not new: there was nothing to compare them with.
    """
    rows = [
        (trackable_id, hotel_id, total)
        for trackable_id, options in found.items()
        for hotel_id, total in options.items()
    ]
    if not rows:
        return {}
    known = await connection.fetch(
        "SELECT DISTINCT trackable_id FROM search_options WHERE trackable_id = ANY($1::bigint[])",
        list(found),
    )
    inserted = await connection.fetch(
        """
        WITH seen AS (
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::numeric[])
                AS k (trackable_id, hotel_id, total)
        )
        INSERT INTO search_options (trackable_id, hotel_id, total, first_seen_at, last_seen_at)
        SELECT trackable_id, hotel_id, total, $4, $4 FROM seen
        ON CONFLICT (trackable_id, hotel_id) DO UPDATE
            SET total = excluded.total, last_seen_at = excluded.last_seen_at
        RETURNING trackable_id, hotel_id, total, xmax = 0 AS is_new
        """,
        *(list(column) for column in zip(*rows, strict=True)),
        now,
    )
    had_some = {row["trackable_id"] for row in known}
    new: dict[int, dict[int, Decimal]] = {}
    for row in inserted:
        if row["is_new"] and row["trackable_id"] in had_some:
            new.setdefault(row["trackable_id"], {})[row["hotel_id"]] = row["total"]
    return new
