"""Hotels as the suppliers list them, kept in the catalogue as they are seen."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import asyncpg

from domain.catalog.matching import Entry, entry_of, match_entries, read_entry
from domain.suppliers.contract import Coordinates, HotelOffer
from domain.unit_of_work import Database

Group = tuple[tuple[HotelOffer, int], ...]
LONGEST_NAME = 300
LONGEST_AREA = 200


async def keep_hotels(
    pool: Database,
    destination_id: int,
    groups: Sequence[Group],
    now: datetime,
    place_words: frozenset[str] = frozenset(),
) -> dict[int, Group]:
    """Write each group's hotel and listings, and return the entries of each hotel by its id.

    An entry that was seen before keeps its hotel, whatever it is grouped with now: what was once
    matched, or was not, does not wander. A new one joins a hotel of the destination that its
    supplier has not listed yet, where the two are surely one.
    """
    if not groups:
        return {}
    async with pool.transaction() as connection:
        # Two searches of one place at once would write its new hotels twice.
        await connection.execute("SELECT pg_advisory_xact_lock($1)", destination_id)
        known = await _known_listings(connection, groups)
        kept, fresh = _sort_out(groups, known)
        if fresh:
            fresh = await _join_known(connection, destination_id, fresh, kept, place_words)
            ids = await _insert_hotels(connection, destination_id, fresh, now)
            kept |= dict(zip(ids, fresh, strict=True))
        await _keep_listings(connection, kept, now)
        await _keep_areas(connection, destination_id, kept)
    return kept


def _key(entry: tuple[HotelOffer, int]) -> tuple[str, str]:
    return entry[0].supplier.value, entry[0].supplier_id


def _sort_out(
    groups: Sequence[Group], known: dict[tuple[str, str], int]
) -> tuple[dict[int, Group], list[Group]]:
    """Return the groups of known hotels by id, and those of which no entry was seen before."""
    kept: dict[int, Group] = {}
    fresh = []
    for group in groups:
        home = next((known[key] for key in map(_key, group) if key in known), None)
        if home is None:
            fresh.append(group)
            continue
        for entry in group:
            hotel_id = known.get(_key(entry), home)
            kept[hotel_id] = (*kept.get(hotel_id, ()), entry)
    return kept, fresh


async def _known_listings(
    connection: Database, groups: Sequence[Group]
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


async def _join_known(
    connection: Database,
    destination_id: int,
    fresh: list[Group],
    kept: dict[int, Group],
    place_words: frozenset[str],
) -> list[Group]:
    """Put new groups to the hotels of the destination that they surely are; return the others."""
    rows = await connection.fetch(
        """
        SELECT h.id, h.name, h.address, h.latitude, h.longitude, a.name AS area,
               array_agg(l.supplier) AS suppliers
        FROM hotels h JOIN hotel_listings l ON l.hotel_id = h.id
        LEFT JOIN areas a ON a.id = h.area_id
        WHERE h.destination_id = $1 GROUP BY h.id, a.name
        """,
        destination_id,
    )
    left = [_read_known(row, place_words) for row in rows]
    joined: set[int] = set()
    for suppliers in {frozenset(o.supplier.value for o, _score in group) for group in fresh}:
        places = [n for n, row in enumerate(rows) if not suppliers & set(row["suppliers"])]
        numbers = [
            n for n, group in enumerate(fresh)
            if {o.supplier.value for o, _score in group} == suppliers
        ]  # fmt: skip
        heads = [entry_of(fresh[n][0][0], place_words) for n in numbers]
        for match in match_entries([left[n] for n in places], heads):
            number, hotel_id = numbers[match.right], rows[places[match.left]]["id"]
            entries = tuple((o, min(score, match.score)) for o, score in fresh[number])
            kept[hotel_id] = (*kept.get(hotel_id, ()), *entries)
            joined.add(number)
    return [group for number, group in enumerate(fresh) if number not in joined]


def _read_known(row: asyncpg.Record, place_words: frozenset[str]) -> Entry:
    is_placed = row["latitude"] is not None and row["longitude"] is not None
    point = Coordinates(row["latitude"], row["longitude"]) if is_placed else None
    return read_entry(row["name"], point, row["address"], row["area"], place_words)


async def _insert_hotels(
    connection: Database, destination_id: int, groups: Sequence[Group], now: datetime
) -> list[int]:
    """Write new hotels in one go and return their ids, in the groups' order."""
    if not groups:
        return []
    rows = await connection.fetchmany(
        """
        INSERT INTO hotels (destination_id, name, address, latitude, longitude, stars, rating,
                            review_count, property_type, photos, amenities, created_at, seen_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) RETURNING id
        """,
        [_hotel_row(destination_id, merged(group), now) for group in groups],
    )
    return [row["id"] for row in rows]


def _hotel_row(destination_id: int, offer: HotelOffer, now: datetime) -> tuple[object, ...]:
    point = offer.coordinates
    return (
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


async def _keep_listings(connection: Database, hotels: Mapping[int, Group], now: datetime) -> None:
    """Write new listings. Those that are known are noted as seen now and then only."""
    records = [
        (hotel_id, offer.supplier.value, offer.supplier_id, offer.name[:LONGEST_NAME], score)
        for hotel_id, group in hotels.items()
        for offer, score in group
    ]
    await connection.execute(
        """
        INSERT INTO hotel_listings (hotel_id, supplier, supplier_id, name, match_score, seen_at)
        SELECT *, $6 FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::int[])
        ON CONFLICT (supplier, supplier_id) DO UPDATE SET seen_at = excluded.seen_at
        WHERE hotel_listings.seen_at < excluded.seen_at - interval '1 hour'
        """,
        *([record[column] for record in records] for column in range(5)),
        now,
    )


async def _keep_areas(
    connection: Database, destination_id: int, hotels: Mapping[int, Group]
) -> None:
    named = {
        hotel_id: area
        for hotel_id, group in hotels.items()
        if (area := next((o.area[:LONGEST_AREA] for o, _score in group if o.area), None))
    }
    if not named:
        return
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
