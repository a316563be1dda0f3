"""What LiteAPI tells of hotels whatever the dates: the list around a place, and one in full."""

from collections.abc import Mapping
from typing import Any

from sandbox.market import Market
from sandbox.market.hotels import Hotel
from sandbox.market.identities import liteapi_id, read_liteapi_id
from sandbox.market.listings import LITEAPI, is_listed
from sandbox.market.places import Place, distance_km
from sandbox.market.supplier_calls import photo_url

from .refusals import Empty, bad_field

LEAST_RADIUS = 1_000
USUAL_LIMIT, MOST_LIMIT = 200, 5_000
PHOTOS = 6
# The market's ratings are out of five, LiteAPI's out of ten.
RATING_FACTOR = 2
# A circle's hotels are looked for in the places that are this near to its middle.
PLACE_REACH_KM = 15.0


def find_hotel(market: Market, hotel_id: object) -> Hotel | None:
    """Give the hotel if LiteAPI lists it."""
    number = read_liteapi_id(str(hotel_id))
    hotel = market.hotel(number) if number is not None else None
    return hotel if hotel is not None and is_listed(hotel, LITEAPI) else None


def list_hotels(market: Market, query: Mapping[str, str], base: str) -> dict[str, Any]:
    """`GET /data/hotels` by circle, city or ids; nothing found is an empty list."""
    found = _chosen(market, query)
    limit = min(int(query.get("limit") or USUAL_LIMIT), MOST_LIMIT)
    offset = int(query.get("offset") or 0)
    shown = found[offset : offset + limit]
    return {
        "data": [_write(market, hotel, base) for hotel in shown],
        "hotelIds": [liteapi_id(hotel) for hotel in shown],
        "total": len(found),
    }


def _chosen(market: Market, query: Mapping[str, str]) -> list[Hotel]:
    if query.get("hotelIds"):
        found = [find_hotel(market, one) for one in query["hotelIds"].split(",")]
        return [hotel for hotel in found if hotel is not None]
    if query.get("latitude") and query.get("longitude"):
        return _around(market, query)
    if not (query.get("countryCode") and query.get("cityName")):
        raise bad_field("countryCode and cityName, or latitude and longitude, are required")
    place = market.geography.find(query["cityName"])
    if place is None or place.country != query["countryCode"]:
        return []
    return [hotel for hotel in market.hotels_in(place) if is_listed(hotel, LITEAPI)]


def _around(market: Market, query: Mapping[str, str]) -> list[Hotel]:
    try:
        centre = float(query["latitude"]), float(query["longitude"])
        radius = float(query.get("radius") or LEAST_RADIUS)
    except ValueError:
        raise bad_field("latitude, longitude and radius must be numbers") from None
    if radius < LEAST_RADIUS:
        raise bad_field("radius must be at least 1000 metres")
    by_place = (
        _inside(market, place, centre, radius)
        for place in market.geography.around(centre, PLACE_REACH_KM)
    )
    # The hotels of one place, as the market's page and the other suppliers have them.
    return max(by_place, key=len, default=[])


def _inside(
    market: Market, place: Place, centre: tuple[float, float], radius: float
) -> list[Hotel]:
    """Give a place's hotels within the circle, the nearest first."""
    apart = [
        (distance_km(centre, (h.latitude, h.longitude)) * 1000, h.number, h)
        for h in market.hotels_in(place)
        if is_listed(h, LITEAPI)
    ]
    return [
        hotel
        for metres, _number, hotel in sorted(apart, key=lambda one: one[:2])
        if metres <= radius
    ]


def _write(market: Market, hotel: Hotel, base: str) -> dict[str, Any]:
    listing = market.listing(hotel, LITEAPI)
    return {
        "id": liteapi_id(hotel),
        "name": listing.name,
        "hotelDescription": _describe(hotel),
        "currency": "USD",
        "country": hotel.place.country.lower(),
        "city": hotel.place.name,
        "latitude": listing.latitude,
        "longitude": listing.longitude,
        "address": listing.street,
        "zip": hotel.postal_code,
        "main_photo": photo_url(base, hotel.id, 1),
        "thumbnail": photo_url(base, hotel.id, 1),
        "stars": listing.stars,
        "rating": float(hotel.guest_rating * RATING_FACTOR),
        "reviewCount": hotel.reviews // 4,
        "chain": hotel.chain if hotel.chain != "Independent" else "Not Available",
        "facilityIds": list(range(1, len(hotel.amenities) + 1)),
    }


def write_details(market: Market, hotel_id: object, base: str) -> dict[str, Any]:
    """`GET /data/hotel`; an unknown one is 204."""
    hotel = find_hotel(market, hotel_id)
    if hotel is None:
        raise Empty(204)
    listing = market.listing(hotel, LITEAPI)
    listed = _write(market, hotel, base)
    kept = ("id", "name", "hotelDescription", "country", "city", "address", "zip", "main_photo",
            "thumbnail", "rating", "reviewCount", "chain")  # fmt: skip
    details = {key: listed[key] for key in kept} | {
        "starRating": listing.stars,
        "location": {"latitude": listing.latitude, "longitude": listing.longitude},
        "hotelImportantInformation": "Guests are required to show a photo identification.",
        "checkinCheckoutTimes": {"checkin": "02:00 PM", "checkout": "11:00 AM"},
        "hotelImages": [
            {"url": photo_url(base, hotel.id, n), "order": n, "defaultImage": n == 1}
            for n in range(1, PHOTOS + 1)
        ],
        "hotelType": hotel.kind,
        "hotelFacilities": list(hotel.amenities),
        "facilities": [
            {"facilityId": n, "name": name} for n, name in enumerate(hotel.amenities, start=1)
        ],
        "phone": hotel.phone,
    }
    return {"data": details}


def _describe(hotel: Hotel) -> str:
    place = hotel.place
    return (
        f"<p><strong>{hotel.name}</strong><br/>A stay in {hotel.area}, {place.full_name}.</p>"
        f"<p>Guests enjoy {', '.join(a.lower() for a in hotel.amenities[:5])}.</p>"
    )
