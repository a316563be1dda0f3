"""What TravClan tells of a hotel whatever the dates: address, facilities, descriptions, images."""

from typing import Any

from sandbox.market import Market
from sandbox.market.hotels import Hotel
from sandbox.market.identities import travclan_id
from sandbox.market.listings import TRAVCLAN
from sandbox.market.supplier_calls import photo_url

PHOTO_CAPTIONS = ("Primary image", "Room", "Pool", "Restaurant", "Exterior", "Room")
FACILITY_GROUPS = (("16", "Internet"), ("12", "Services"), ("80", "Conveniences"))


def describe(market: Market, hotel: Hotel, base: str) -> dict[str, Any]:
    """Write the recorded shape: numbers as strings, coordinates too."""
    listing = market.listing(hotel, TRAVCLAN)
    return {
        "id": travclan_id(hotel),
        "name": listing.name,
        "providerId": "79",
        "providerHotelId": str(3_000_000 + hotel.number % 999_983),
        "providerName": "P79",
        "language": "en-US",
        "geoCode": {"lat": str(listing.latitude), "long": str(listing.longitude)},
        "neighbourhoods": [{"name": hotel.area}],
        "contact": contact(market, hotel),
        "chainCode": "-1",
        "chainName": hotel.chain,
        "type": hotel.kind,
        "category": hotel.kind,
        "starRating": str(listing.stars),
        "descriptions": _descriptions(hotel),
        "facilities": [
            {"id": str(2000 + n), "groupId": FACILITY_GROUPS[n % 3][0], "name": name}
            for n, name in enumerate(hotel.amenities)
        ],
        "facilityGroups": [
            {"id": number, "name": name, "culture": "en-us", "type": "Hotel"}
            for number, name in FACILITY_GROUPS
        ],
        "nearByAttractions": [
            {"name": quarter.name, "distance": str(1 + n * 2), "unit": "Km"}
            for n, quarter in enumerate(hotel.place.quarters)
            if quarter.name != hotel.area
        ],
        "images": _images(hotel, base),
        "heroImage": photo_url(base, hotel.id, 1),
        "reviews": reviews(hotel),
        "checkinInfo": {"beginTime": "2:00 PM", "minAge": "18"},
        "checkoutInfo": {"time": "11:00 AM"},
    }


def contact(market: Market, hotel: Hotel) -> dict[str, Any]:
    place = hotel.place
    return {
        "address": {
            "line1": market.listing(hotel, TRAVCLAN).street,
            **({"line2": hotel.area} if hotel.number % 3 == 0 else {}),
            "city": {"name": place.name},
            "state": {"name": place.state},
            "country": {"code": place.country, "name": place.country_name},
            "postalCode": hotel.postal_code,
        },
        "phones": [hotel.phone.removeprefix("+").replace(" ", "-")],
        "fax": [],
    }


def reviews(hotel: Hotel) -> list[dict[str, Any]]:
    """*Assumed* shape: only the key is known."""
    return [
        {
            "provider": "TripAdvisor",
            "rating": str(hotel.guest_rating),
            "count": str(hotel.reviews // 3),
        }
    ]


def _descriptions(hotel: Hotel) -> list[dict[str, str]]:
    listed = ", ".join(a.lower() for a in hotel.amenities[:5])
    place = hotel.place
    return [
        {"type": "headline", "text": f"In {place.name} ({hotel.area})"},
        {
            "type": "location",
            "text": f"A stay at {hotel.name} puts you in {hotel.area}, {place.full_name}.",
        },
        {"type": "amenities", "text": f"Guests enjoy {listed}."},
        {
            "type": "rooms",
            "text": f"Choose from {len(hotel.rooms)} kinds of rooms, "
            f"from the {hotel.rooms[0].name} to the {hotel.rooms[-1].name}.",
        },
    ]


def _images(hotel: Hotel, base: str) -> list[dict[str, Any]]:
    return [
        {
            "links": [{"size": "Standard", "url": photo_url(base, hotel.id, number)}],
            "caption": caption,
            "roomCodes": [],
        }
        for number, caption in enumerate(PHOTO_CAPTIONS, start=1)
    ]
