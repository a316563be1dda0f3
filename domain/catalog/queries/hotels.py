"""Hotels of the catalogue and their listings."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from domain.unit_of_work import Database

# How often a listing is marked as seen again.
NOTED_EVERY = timedelta(hours=1)


class KnownHotel(NamedTuple):
    """A hotel in the catalogue, and the suppliers that list it."""

    id: int
    name: str
    address: str | None
    latitude: float | None
    longitude: float | None
    area: str | None
    suppliers: list[str]


async def lock_place(connection: Database, destination_id: int) -> None:
    """Lock a destination: two simultaneous searches would store its new hotels twice."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", destination_id)


class KnownListing(NamedTuple):
    """A listing's hotel and its area; `is_noted`: it was marked as seen a short while ago."""

    supplier: str
    supplier_id: str
    hotel_id: int
    area: str | None
    is_noted: bool


async def known_listings(
    connection: Database, keys: Sequence[tuple[str, str]], now: datetime
) -> dict[tuple[str, str], KnownListing]:
    """Return known listings by supplier and supplier's id; unknown ones are absent."""
    known = await connection.fetch_as(
        KnownListing,
        """
        SELECT l.supplier, l.supplier_id, l.hotel_id, a.name AS area,
               l.seen_at >= $3::timestamptz - $4::interval AS is_noted
        FROM hotel_listings l
        JOIN unnest($1::text[], $2::text[]) AS k (supplier, supplier_id)
          ON l.supplier = k.supplier AND l.supplier_id = k.supplier_id
        JOIN hotels h ON h.id = l.hotel_id LEFT JOIN areas a ON a.id = h.area_id
        """,
        [key[0] for key in keys],
        [key[1] for key in keys],
        now,
        NOTED_EVERY,
    )
    return {(one.supplier, one.supplier_id): one for one in known}


async def hotels_in(connection: Database, destination_id: int) -> list[KnownHotel]:
    """Return a destination's hotels."""
    return await connection.fetch_as(
        KnownHotel,
        """
        SELECT h.id, h.name, h.address, h.latitude, h.longitude, a.name AS area,
               array_agg(l.supplier) AS suppliers
        FROM hotels h JOIN hotel_listings l ON l.hotel_id = h.id
        LEFT JOIN areas a ON a.id = h.area_id
        WHERE h.destination_id = $1 GROUP BY h.id, a.name
        """,
        destination_id,
    )


async def insert_hotels(connection: Database, records: Sequence[tuple[object, ...]]) -> list[int]:
    """Write new hotels in one go and return their ids, in the records' order.

    A record is (destination_id, name, address, latitude, longitude, stars, rating, review_count,
    property_type, photos, amenities, when it is seen).
    """
    if not records:
        return []
    rows = await connection.fetchmany(
        """
        INSERT INTO hotels (destination_id, name, address, latitude, longitude, stars, rating,
                            review_count, property_type, photos, amenities, created_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING id
        """,
        records,
    )
    return [row["id"] for row in rows]


async def keep_listings(
    connection: Database, records: Sequence[tuple[int, str, str, str, int]], now: datetime
) -> None:
    """Store new listings. Known ones are only occasionally marked as seen.

    A record is (hotel_id, supplier, its own id, name, match_score).
    """
    await connection.execute(
        """
        INSERT INTO hotel_listings (hotel_id, supplier, supplier_id, name, match_score, seen_at)
        SELECT *, $6 FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::int[])
        ON CONFLICT (supplier, supplier_id) DO UPDATE SET seen_at = excluded.seen_at
        WHERE hotel_listings.seen_at < excluded.seen_at - $7::interval
        """,
        *([record[column] for record in records] for column in range(5)),
        now,
        NOTED_EVERY,
    )


async def keep_areas(connection: Database, destination_id: int, areas: Mapping[int, str]) -> None:
    """Store the area that each hotel lies in, by hotel."""
    if not areas:
        return
    await connection.execute(
        """
        INSERT INTO areas (destination_id, name) SELECT $1, name
        FROM unnest($2::text[]) AS a (name) ON CONFLICT (destination_id, name) DO NOTHING
        """,
        destination_id,
        sorted(set(areas.values())),
    )
    await connection.execute(
        """
        UPDATE hotels h SET area_id = a.id
        FROM unnest($2::bigint[], $3::text[]) AS k (hotel_id, area), areas a
        WHERE h.id = k.hotel_id AND a.destination_id = $1 AND a.name = k.area
          AND h.area_id IS DISTINCT FROM a.id
        """,
        destination_id,
        list(areas),
        list(areas.values()),
    )
