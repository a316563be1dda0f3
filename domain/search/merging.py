"""Merges several suppliers' entries for one hotel."""

from collections.abc import Iterable, Mapping

from domain.catalog.folding import fold
from domain.catalog.hotels import Group, merged
from domain.catalog.matching import Entry, entry_of, match_entries
from domain.search.ranking import choose_best
from domain.search.values import FoundHotel, PricedOffer, Unsold
from domain.suppliers.contract import HotelOffer, Place


def group_offers(
    by_supplier: Iterable[Iterable[HotelOffer]], place: Place | None = None
) -> list[Group]:
    """Return one group per hotel: its entries with their match scores, the first supplier's first.

    Words of `place`, where all the hotels are, do not distinguish them.
    """
    place_words = words_of(place)
    groups: list[list[tuple[HotelOffer, int]]] = []
    heads: list[Entry] = []
    for listed in by_supplier:
        offers = list(listed)
        entries = [entry_of(offer, place_words) for offer in offers]
        matched = {match.right: match for match in match_entries(heads, entries)}
        for number, offer in enumerate(offers):
            match = matched.get(number)
            if match is None:
                groups.append([(offer, 100)])
                heads.append(entries[number])
            else:
                groups[match.left].append((offer, match.score))
    return [tuple(group) for group in groups]


def words_of(place: Place | None) -> frozenset[str]:
    """Return the words of a place's name and country."""
    return frozenset(fold(f"{place.name} {place.country_name}").split() if place else ())


def found_hotels(hotels: Mapping[int, Group], currency: str) -> tuple[FoundHotel, ...]:
    """Return the hotels with their offers, as shown."""
    return tuple(_found(hotel_id, group, currency) for hotel_id, group in hotels.items())


def _found(hotel_id: int, group: Group, currency: str) -> FoundHotel:
    offer = merged(group)
    priced = choose_best(
        (PricedOffer(o.supplier, o.quote) for o, _score in group if o.quote is not None),
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
        unsold=_unsold(group),
    )


def _unsold(group: Group) -> tuple[Unsold, ...]:
    """Return the suppliers that list the hotel without selling it."""
    sold = {offer.supplier for offer, _score in group if offer.quote is not None}
    return tuple(
        Unsold(offer.supplier, offer.told_at)
        for offer, _score in group
        if offer.supplier not in sold and offer.told_at is not None
    )
