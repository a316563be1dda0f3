"""Hotels as suppliers list them, stored in the catalogue when they are seen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.catalog.matching import Entry, entry_of, match_entries, read_entry
from domain.catalog.queries.hotels import (
    KnownHotel,
    KnownListing,
    hotels_in,
    insert_hotels,
    keep_areas,
    keep_listings,
    known_listings,
    lock_place,
)
from domain.suppliers.contract import Coordinates, HotelOffer
from domain.unit_of_work import Database

Group = tuple[tuple[HotelOffer, int], ...]
Key = tuple[str, str]
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

    A known entry keeps its hotel, whatever it is grouped with now: matches, once made, are stable.
    A new entry joins a hotel of the destination that its supplier does not list yet, if they are
    certainly the same.
    """
    if not groups:
        return {}
    keys = [_key(entry) for group in groups for entry in group]
    known = await known_listings(pool, keys, now)
    kept, _fresh = _sort_out(groups, known)
    if _is_all_written(keys, kept, known):
        return kept
    async with pool.transaction() as connection:
        # Two simultaneous searches of a place would store its new hotels twice.
        await lock_place(connection, destination_id)
        kept, fresh = _sort_out(groups, await known_listings(connection, keys, now))
        if fresh:
            fresh = await _join_known(connection, destination_id, fresh, kept, place_words)
            ids = await insert_hotels(
                connection, [_hotel_row(destination_id, merged(group), now) for group in fresh]
            )
            kept |= dict(zip(ids, fresh, strict=True))
        await keep_listings(connection, _listings(kept), now)
        await keep_areas(connection, destination_id, _areas(kept))
    return kept


def _key(entry: tuple[HotelOffer, int]) -> Key:
    return entry[0].supplier.value, entry[0].supplier_id


def _is_all_written(
    keys: Sequence[Key], kept: Mapping[int, Group], known: Mapping[Key, KnownListing]
) -> bool:
    """Return whether the catalogue has all of it already, as after most searches."""
    if not all(key in known and known[key].is_noted for key in keys):
        return False
    areas = {one.hotel_id: one.area for one in known.values()}
    return all(areas[hotel_id] == area for hotel_id, area in _areas(kept).items())


def _sort_out(
    groups: Sequence[Group], known: Mapping[Key, KnownListing]
) -> tuple[dict[int, Group], list[Group]]:
    """Return the groups of known hotels by id, and the groups with only new entries."""
    kept: dict[int, Group] = {}
    fresh = []
    for group in groups:
        homes = [known.get(_key(entry)) for entry in group]
        home = next((one.hotel_id for one in homes if one is not None), None)
        if home is None:
            fresh.append(group)
            continue
        for entry, own in zip(group, homes, strict=True):
            hotel_id = home if own is None else own.hotel_id
            kept[hotel_id] = (*kept.get(hotel_id, ()), entry)
    return kept, fresh


async def _join_known(
    connection: Database,
    destination_id: int,
    fresh: list[Group],
    kept: dict[int, Group],
    place_words: frozenset[str],
) -> list[Group]:
    """Add new groups to the hotels that they certainly are; return the others."""
    hotels = await hotels_in(connection, destination_id)
    left = [_entry(one, place_words) for one in hotels]
    joined: set[int] = set()
    for suppliers in {frozenset(o.supplier.value for o, _score in group) for group in fresh}:
        places = [n for n, one in enumerate(hotels) if not suppliers & set(one.suppliers)]
        numbers = [
            n for n, group in enumerate(fresh)
            if {o.supplier.value for o, _score in group} == suppliers
        ]  # fmt: skip
        heads = [entry_of(fresh[n][0][0], place_words) for n in numbers]
        for match in match_entries([left[n] for n in places], heads):
            number, hotel_id = numbers[match.right], hotels[places[match.left]].id
            entries = tuple((o, min(score, match.score)) for o, score in fresh[number])
            kept[hotel_id] = (*kept.get(hotel_id, ()), *entries)
            joined.add(number)
    return [group for number, group in enumerate(fresh) if number not in joined]


def _entry(hotel: KnownHotel, place_words: frozenset[str]) -> Entry:
    point = None
    if hotel.latitude is not None and hotel.longitude is not None:
        point = Coordinates(hotel.latitude, hotel.longitude)
    return read_entry(hotel.name, point, hotel.address, hotel.area, place_words)


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


def _listings(hotels: Mapping[int, Group]) -> list[tuple[int, str, str, str, int]]:
    return [
        (hotel_id, offer.supplier.value, offer.supplier_id, offer.name[:LONGEST_NAME], score)
        for hotel_id, group in hotels.items()
        for offer, score in group
    ]


def _areas(hotels: Mapping[int, Group]) -> dict[int, str]:
    return {
        hotel_id: area
        for hotel_id, group in hotels.items()
        if (area := next((o.area[:LONGEST_AREA] for o, _score in group if o.area), None))
    }


def merged(group: Group) -> HotelOffer:
    """Return one entry that combines the group's; where they differ, the earliest in the group
    wins.
    """
    offers = [offer for offer, _score in group]
    first = offers[0]
    if len(offers) == 1:
        amenities = tuple(dict.fromkeys(first.amenities))
        # Most need no copy, which would take longer than all the rest.
        return first if amenities == first.amenities else replace(first, amenities=amenities)

    def told(name: str) -> object:
        own = getattr(first, name)
        return own or next((value for o in offers[1:] if (value := getattr(o, name))), own)

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
