"""`hotels/search`: the hotels of a place, or those named, each with its cheapest rate."""

from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.hotels import Hotel
from sandbox.market.identities import travclan_id
from sandbox.market.listings import TRAVCLAN
from sandbox.market.offers import BREAKFAST, HALF_BOARD, Offer
from sandbox.market.stays import Stay
from sandbox.market.supplier_calls import photo_url

from .bodies import read_numbers, read_stay
from .content import contact, reviews
from .refusals import bad_request
from .sessions import Trace

PER_PAGE = 50


def whole_rate(amount: Decimal) -> int:
    """`finalRate` is whole and rounded down, as recorded: 15993.69 is sold at 15993."""
    return int(amount.quantize(Decimal("0.01")).to_integral_value(ROUND_FLOOR))


def search(
    market: Market, trace: Trace, page: int, base: str, known: Callable[[str], Hotel | None]
) -> dict[str, Any]:
    """One page of the search that the trace stands for; `known` finds a hotel by its id."""
    stay = read_stay(trace.body, market.today)
    hotels = _sort(market, _filter(market, _choose(market, trace.body, known), trace.body, stay),
                   trace.body.get("sortBy"), stay)  # fmt: skip
    available = [hotel for hotel in hotels if market.is_available(hotel, stay)]
    gone = [hotel for hotel in hotels if not market.is_available(hotel, stay)]
    ordered = [*available, *gone]
    pages = max(1, -(-len(ordered) // PER_PAGE))
    shown = ordered[(page - 1) * PER_PAGE : page * PER_PAGE]
    free = set(available)
    return {
        "traceId": trace.id,
        "traceIdDetails": trace.details(market.now()),
        "data": [_show(market, hotel, stay, base, is_free=hotel in free) for hotel in shown],
        "currentPage": page,
        "perPage": PER_PAGE,
        "nextPage": page + 1 if page < pages else None,
        "totalPages": pages,
        "totalCount": len(ordered),
        "availableCount": len(available),
    }


def _choose(
    market: Market, body: dict[str, Any], known: Callable[[str], Hotel | None]
) -> list[Hotel]:
    ids = body.get("hotelIds")
    if isinstance(ids, list) and ids:
        found = [known(str(hotel_id)) for hotel_id in dict.fromkeys(ids)]
        return [hotel for hotel in found if hotel is not None]
    if body.get("locationId") is None:
        raise bad_request("either locationId or hotelIds is required")
    location = str(body["locationId"])
    place = market.geography.place(location)
    if place is not None:
        return [hotel for hotel in market.hotels_in(place) if hotel.at_travclan]
    if (hotel := known(location)) is not None:
        return [hotel]
    raise bad_request(f"locationId {location} is not known")


def _filter(market: Market, hotels: list[Hotel], body: dict[str, Any], stay: Stay) -> list[Hotel]:
    """`filterBy` in its parts; what is absent does not filter. Formats of values are *assumed*."""
    wanted = body.get("filterBy") or {}
    if not wanted:
        return hotels
    stars = read_numbers(wanted.get("ratings"))
    kinds = {str(kind).lower() for kind in wanted.get("type") or ()}
    facilities = {str(name).lower() for name in wanted.get("facilities") or ()}
    least_review = min(map(float, wanted.get("reviewRatings") or (0,)))
    areas = {
        place.title
        for location in wanted.get("subLocationIds") or ()
        if (place := market.geography.place(str(location))) is not None
    }
    name = str(wanted.get("hotelName") or "").lower()

    def suits(hotel: Hotel) -> bool:
        listing = market.listing(hotel, TRAVCLAN)
        cheapest = market.offers(hotel, stay)[0]
        return all((
            not stars or listing.stars in stars,
            not kinds or hotel.kind.lower() in kinds,
            facilities <= {amenity.lower() for amenity in hotel.amenities},
            float(hotel.guest_rating) >= least_review,
            not areas or hotel.area in areas,
            name in listing.name.lower(),
            not wanted.get("isRefundable") or cheapest.refundable,
            not wanted.get("freeBreakfast") or has_breakfast(cheapest),
        ))  # fmt: skip

    return [hotel for hotel in hotels if suits(hotel)]


def _sort(market: Market, hotels: list[Hotel], sort_by: Any, stay: Stay) -> list[Hotel]:
    """*Assumed* words; anything else keeps the supplier's own order."""
    if sort_by == "price-low-to-high":
        return sorted(hotels, key=lambda hotel: market.price(hotel, stay, TRAVCLAN))
    if sort_by == "price-high-to-low":
        return sorted(hotels, key=lambda hotel: -market.price(hotel, stay, TRAVCLAN))
    if sort_by == "rating-high-to-low":
        return sorted(hotels, key=lambda hotel: -hotel.stars)
    return hotels


def has_breakfast(offer: Offer) -> bool:
    return offer.board in (BREAKFAST, HALF_BOARD)


def _show(market: Market, hotel: Hotel, stay: Stay, base: str, *, is_free: bool) -> dict[str, Any]:
    listing = market.listing(hotel, TRAVCLAN)
    return {
        "id": travclan_id(hotel),
        "name": listing.name,
        "starRating": str(listing.stars),
        "type": hotel.kind,
        "chainName": hotel.chain,
        "geoCode": {"lat": str(listing.latitude), "long": str(listing.longitude)},
        "neighbourhoods": [{"name": hotel.area}],
        "contact": contact(market, hotel),
        "heroImage": photo_url(base, hotel.id, 1),
        "reviews": reviews(hotel),
        "facilities": [{"name": amenity} for amenity in hotel.amenities],
        "isAvailable": is_free,
        "availability": _quote(market, hotel, stay) if is_free else None,
    }


def _quote(market: Market, hotel: Hotel, stay: Stay) -> dict[str, Any]:
    cheapest = market.offers(hotel, stay, answering=True)[0]
    return {
        "rate": {"finalRate": whole_rate(cheapest.total), "currency": "INR"},
        "options": {
            "freeBreakfast": has_breakfast(cheapest),
            "freeCancellation": cheapest.refundable,
        },
    }
