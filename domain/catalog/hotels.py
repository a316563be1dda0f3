"""Hotels as the suppliers list them, kept in the catalogue as they are seen."""

from collections.abc import Sequence
from datetime import datetime

import asyncpg

from domain.suppliers.contract import HotelOffer

Group = tuple[tuple[HotelOffer, int], ...]
LONGEST_NAME = 300


async def keep_hotels(
    pool: asyncpg.Pool, destination_id: int, groups: Sequence[Group], now: datetime
) -> list[int]:
    """Write each group's hotel and listings and return the hotels' ids, in the groups' order.

    An entry that was seen before keeps its hotel: what was once matched does not wander.
    """
    if not groups:
        return []
    async with pool.acquire() as connection, connection.transaction():
        # Two searches of one place at once would write its new hotels twice.
        await connection.execute("SELECT pg_advisory_xact_lock($1)", destination_id)
        known = await _known_listings(connection, groups)
        ids = [
            next((known[key] for key in map(_key, group) if key in known), None) for group in groups
        ]
        fresh = [number for number, hotel_id in enumerate(ids) if hotel_id is None]
        for number in fresh:
            ids[number] = await _insert_hotel(connection, destination_id, groups[number], now)
        hotel_ids = [hotel_id for hotel_id in ids if hotel_id is not None]
        await _keep_listings(connection, groups, hotel_ids, now)
        await _keep_areas(connection, destination_id, groups, hotel_ids)
    return hotel_ids


def _key(entry: tuple[HotelOffer, int]) -> tuple[str, str]:
    return entry[0].supplier.value, entry[0].supplier_id


async def _known_listings(
    connection: asyncpg.Connection, groups: Sequence[Group]
) -> dict[tuple[str, str], int]:
    keys = [_key(entry) for group in groups for entry in group]
    rows = await connection.fetch(
        """
        SELECT l.supplier, l.supplier_id, l.hotel_id FROM hotel_listings l
        JOIN unnest($1::text[], $2::text[]) AS k (supplier, supplier_id)
          ON l.supplier = k.supplier AND l.supplier_id = k.supplier_id
        """,
        [key[0] for key in keys],
        [key[1] for key in keys],
    )
    return {(row["supplier"], row["supplier_id"]): row["hotel_id"] for row in rows}


async def _insert_hotel(
    connection: asyncpg.Connection, destination_id: int, group: Group, now: datetime
) -> int:
    offer = merged(group)
    point = offer.coordinates
    hotel_id: int = await connection.fetchval(
        """
        INSERT INTO hotels (destination_id, name, address, latitude, longitude, stars, rating,
                            review_count, property_type, photos, amenities, created_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING id
        """,
        destination_id,
        offer.name[:LONGEST_NAME],
        offer.address,
        point.latitude if point else None,
        point.longitude if point else None,
        offer.stars,
        offer.rating,
        offer.review_count,
        offer.property_type,
        list(offer.photos),
        list(offer.amenities),
        now,
    )
    return hotel_id


async def _keep_listings(
    connection: asyncpg.Connection, groups: Sequence[Group], hotel_ids: list[int], now: datetime
) -> None:
    records = [
        (hotel_id, offer.supplier.value, offer.supplier_id, offer.name[:LONGEST_NAME], score)
        for group, hotel_id in zip(groups, hotel_ids, strict=True)
        for offer, score in group
    ]
    await connection.execute(
        """
        INSERT INTO hotel_listings (hotel_id, supplier, supplier_id, name, match_score, seen_at)
        SELECT *, $6 FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::int[])
        ON CONFLICT (supplier, supplier_id) DO UPDATE SET seen_at = excluded.seen_at
        """,
        *([record[column] for record in records] for column in range(5)),
        now,
    )


async def _keep_areas(
    connection: asyncpg.Connection,
    destination_id: int,
    groups: Sequence[Group],
    hotel_ids: list[int],
) -> None:
    named = {
        hotel_id: area
        for group, hotel_id in zip(groups, hotel_ids, strict=True)
        if (area := merged(group).area)
    }
    await connection.execute(
        """
        INSERT INTO areas (destination_id, name) SELECT $1, name
        FROM unnest($2::text[]) AS a (name) ON CONFLICT (destination_id, name) DO NOTHING
        """,
        destination_id,
        sorted(set(named.values())),
    )
    await connection.execute(
        """
        UPDATE hotels h SET area_id = a.id
        FROM unnest($2::bigint[], $3::text[]) AS k (hotel_id, area), areas a
        WHERE h.id = k.hotel_id AND a.destination_id = $1 AND a.name = k.area
          AND h.area_id IS DISTINCT FROM a.id
        """,
        destination_id,
        list(named),
        list(named.values()),
    )


def merged(group: Group) -> HotelOffer:
    """Return one entry with what each of the group's knows; the first one's word counts first."""
    offers = [offer for offer, _score in group]
    first = offers[0]

    def told(name: str) -> object:
        return next((value for o in offers if (value := getattr(o, name))), getattr(first, name))

    return HotelOffer(
        supplier=first.supplier,
        supplier_id=first.supplier_id,
        name=first.name,
        quote=first.quote,
        **{
            name: told(name)
            for name in (
                "coordinates", "address", "area", "stars", "rating", "review_count",
                "property_type", "website",
            )
        },  # type: ignore[arg-type]  # each value comes from the field of the same name
        photos=max((o.photos for o in offers), key=len),
        amenities=tuple(dict.fromkeys(a for o in offers for a in o.amenities)),
    )  # fmt: skip
