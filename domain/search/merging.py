"""One hotel from the entries that several suppliers have for it."""

from collections.abc import Iterable, Sequence

from domain.catalog.hotels import Group, merged
from domain.catalog.matching import match_offers
from domain.search.ranking import choose_best
from domain.search.values import FoundHotel, PricedOffer
from domain.suppliers.contract import HotelOffer


def group_offers(
    by_supplier: Iterable[Iterable[HotelOffer]],
) -> list[tuple[tuple[HotelOffer, int], ...]]:
    """Return one group per hotel: its entries with their scores, the first supplier's first."""
    groups: list[list[tuple[HotelOffer, int]]] = []
    for entries in by_supplier:
        offers = list(entries)
        heads = [group[0][0] for group in groups]
        matched = {match.right: match for match in match_offers(heads, offers)}
        for number, offer in enumerate(offers):
            match = matched.get(number)
            if match is None:
                groups.append([(offer, 100)])
            else:
                groups[match.left].append((offer, match.score))
    return [tuple(group) for group in groups]


def found_hotels(
    groups: Sequence[Group], ids: Sequence[int], currency: str
) -> tuple[FoundHotel, ...]:
    """Return each group as one hotel. Two groups that the catalogue knows as one hotel join."""
    by_hotel: dict[int, list[tuple[HotelOffer, int]]] = {}
    for group, hotel_id in zip(groups, ids, strict=True):
        by_hotel.setdefault(hotel_id, []).extend(group)
    return tuple(_found(hotel_id, tuple(group), currency) for hotel_id, group in by_hotel.items())


def _found(hotel_id: int, group: Group, currency: str) -> FoundHotel:
    offer = merged(group)
    priced = choose_best(
        (
            PricedOffer(o.supplier, o.supplier_id, o.quote)
            for o, _score in group
            if o.quote is not None
        ),
        currency,
    )
    return FoundHotel(
        hotel_id=hotel_id,
        name=offer.name,
        area=offer.area,
        address=offer.address,
        coordinates=offer.coordinates,
        stars=offer.stars,
        rating=offer.rating,
        review_count=offer.review_count,
        property_type=offer.property_type,
        photos=offer.photos,
        amenities=offer.amenities,
        best=priced[0] if priced else None,
        reference=next((p for p in priced[1:] if p.supplier is not priced[0].supplier), None),
    )
