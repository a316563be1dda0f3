"""One property, short as a list shows it or with everything that its own page tells.

Fields go missing as they do in the recordings: no class for rentals, no price where nothing is
left or nobody sells, `prices[]` on rentals only, no description or link for some.
"""

from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.currency import in_currency, whole, written
from sandbox.market.draws import draw, seeded
from sandbox.market.hotels import Hotel
from sandbox.market.identities import property_token
from sandbox.market.listings import SERPAPI
from sandbox.market.stays import Stay
from sandbox.market.supplier_calls import photo_url

from .metadata import search_link
from .questions import Question
from .rates import SourcePrice, price_sources, write_rate, write_rates, write_source

PHOTOS = 6
NO_SELLER = Decimal("0.03")
ASPECTS = ("Service", "Property", "Location", "Cleanliness", "Breakfast", "Pool")
FEATURED_SOURCES = 3
# What sellers write behind a room's name; most write nothing.
ROOM_TERMS = (
    "", "", " With Breakfast", "", " - Room Only", "", " - Free Cancellation", " (CP)",
    " - Non-Refundable", " - Half Board",
)  # fmt: skip
DEAL_BELOW = Decimal("0.96")


def describe(market: Market, hotel: Hotel, stay: Stay, question: Question) -> dict[str, Any]:
    """Write a property of `properties[]`."""
    sources = _sell(market, hotel, stay)
    shown = _describe(market, hotel, stay, question, sources)
    shown["amenities"] = list(hotel.amenities)
    if hotel.is_rental:
        sleeps = hotel.rooms[-1].max_adults
        shown["essential_info"] = [f"Entire {hotel.kind.lower()}", f"Sleeps {sleeps}"]
        shown["excluded_amenities"] = ["No elevator", "No fireplace"]
        if sources:
            row = write_source(hotel, stay, _lowest(sources), question.currency, question.base)
            wanted = ("source", "logo", "num_guests", "rate_per_night")
            shown["prices"] = [{key: row[key] for key in wanted}]
    token = shown["property_token"]
    shown["serpapi_property_details_link"] = search_link(question, property_token=token)
    return shown


def detail(market: Market, hotel: Hotel, stay: Stay, question: Question) -> dict[str, Any]:
    """Write a property as the top level of an answer."""
    sources = _sell(market, hotel, stay)
    listing = market.listing(hotel, SERPAPI)
    shown = _describe(market, hotel, stay, question, sources)
    shown |= {
        "address": _write_address(listing.street, hotel),
        "phone": hotel.phone,
        "phone_link": f"tel:{hotel.phone.replace(' ', '')}",
        "amenities": list(hotel.amenities),
        "typical_price_range": _typical_range(market, hotel, stay, question.currency),
    }
    if sources:
        currency, base = question.currency, question.base
        shown["featured_prices"] = [
            _feature(hotel, stay, price, question) for price in sources[1 : 1 + FEATURED_SOURCES]
        ]
        shown["prices"] = [write_source(hotel, stay, price, currency, base) for price in sources]
        _discount_own_site(hotel, stay, shown["prices"][0], sources[0], currency)
    return shown


def _write_address(street: str, hotel: Hotel) -> str:
    place = hotel.place
    town = place.name if place.state in ("", place.name) else f"{place.name}, {place.state}"
    return f"{street}, {town} {hotel.postal_code}, {place.country_name}"


def _sell(market: Market, hotel: Hotel, stay: Stay) -> list[SourcePrice]:
    """Return the stay's sellers; none if it is sold out, and now and then none at all."""
    if not market.is_available(hotel, stay):
        return []
    controls = market.controls(hotel)
    if controls.closed is None and not controls.moves:
        unsold = draw(market.seed, "no seller", hotel.number, stay.check_in)
        if unsold < NO_SELLER:
            return []
    return price_sources(market, hotel, stay)


def _lowest(sources: list[SourcePrice]) -> SourcePrice:
    return min(sources, key=lambda price: price.total)


def _describe(
    market: Market, hotel: Hotel, stay: Stay, question: Question, sources: list[SourcePrice]
) -> dict[str, Any]:
    listing = market.listing(hotel, SERPAPI)
    chance = draw(market.seed, "gaps", hotel.number)
    shown: dict[str, Any] = {
        "type": "vacation rental" if hotel.is_rental else "hotel",
        "name": listing.name,
    }
    if chance > Decimal("0.15"):
        shown["description"] = _sum_up(hotel)
        shown["link"] = f"{question.base}/serpapi/sites/{hotel.id}"
    shown |= {
        "property_token": property_token(hotel),
        "gps_coordinates": {"latitude": listing.latitude, "longitude": listing.longitude},
        "check_in_time": "2:00\u202fPM",
        "check_out_time": "11:00\u202fAM",
    }
    if sources:
        lowest = _lowest(sources).total
        shown |= write_rates(hotel, stay, lowest, question.currency)
        shown |= _deal(market, hotel, stay, lowest)
    if not hotel.is_rental and chance < Decimal("0.92"):
        shown["hotel_class"] = f"{hotel.stars}-star hotel"
        shown["extracted_hotel_class"] = hotel.stars
    return shown | _reputation(market, hotel, question.base)


def _reputation(market: Market, hotel: Hotel, base: str) -> dict[str, Any]:
    dice = seeded(market.seed, "reputation", hotel.number)
    shares = (0.52, 0.26, 0.11, 0.05, 0.06)
    pictures = [photo_url(base, hotel.id, number) for number in range(1, PHOTOS + 1)]
    return {
        "nearby_places": [
            {
                "name": quarter.name,
                "transportations": [{"type": "Taxi", "duration": f"{dice.randint(4, 40)} min"}],
            }
            for quarter in hotel.place.quarters[:3]
        ],
        "images": [{"thumbnail": url, "original_image": url} for url in pictures],
        "overall_rating": float(hotel.guest_rating),
        "reviews": hotel.reviews,
        "ratings": [
            {"stars": stars, "count": round(hotel.reviews * share)}
            for stars, share in zip((5, 4, 3, 2, 1), shares, strict=True)
        ],
        "location_rating": round(dice.uniform(3.0, 4.9), 1),
        "reviews_breakdown": [_mention(dice.randint(20, 400), aspect) for aspect in ASPECTS],
    }


def _mention(total: int, aspect: str) -> dict[str, Any]:
    return {
        "name": aspect,
        "description": aspect,
        "total_mentioned": total,
        "positive": total * 7 // 10,
        "negative": total * 2 // 10,
        "neutral": total - total * 7 // 10 - total * 2 // 10,
    }


def _sum_up(hotel: Hotel) -> str:
    offered = " & ".join(amenity.lower() for amenity in hotel.amenities[-2:])
    manner = {5: "Upscale", 4: "Polished", 3: "Relaxed"}.get(hotel.stars, "Simple")
    return f"{manner} rooms in {hotel.area}, plus {offered}."


def _deal(market: Market, hotel: Hotel, stay: Stay, lowest: Decimal) -> dict[str, str]:
    """Write a remark where the price is well below what such nights usually cost here."""
    usual = market.usual_price(hotel, stay)
    if not usual or lowest > usual * DEAL_BELOW:
        return {}
    return {"deal": f"{whole((1 - lowest / usual) * 100)}% less than usual",
            "deal_description": "Deal"}  # fmt: skip


def _typical_range(market: Market, hotel: Hotel, stay: Stay, currency: str) -> dict[str, Any]:
    night = in_currency(market.usual_price(hotel, stay), currency) / len(stay.nights)
    low, high = night * Decimal("0.85"), night * Decimal("1.25")
    return {
        "lowest": written(low, currency),
        "extracted_lowest": whole(low),
        "highest": written(high, currency),
        "extracted_highest": whole(high),
    }


def _feature(hotel: Hotel, stay: Stay, price: SourcePrice, question: Question) -> dict[str, Any]:
    """Write a row of `featured_prices[]`: a seller with its rooms."""
    row = write_source(hotel, stay, price, question.currency, question.base)
    fitting = [room for room in hotel.rooms if room.holds(stay.rooms[0])]
    return row | {
        "remarks": ["Free cancellation on some rooms"],
        "rooms": [
            {
                "name": f"{room.name}{ROOM_TERMS[(hotel.number + step) % len(ROOM_TERMS)]}",
                "images": [photo_url(question.base, hotel.id, 2)],
                "link": row["link"],
                "num_guests": stay.rooms[0].adults,
            }
            | write_rates(
                hotel, stay, price.total * room.factor / fitting[0].factor, question.currency
            )
            for step, room in enumerate(fitting)
        ],
    }


def _discount_own_site(
    hotel: Hotel, stay: Stay, row: dict[str, Any], price: SourcePrice, currency: str
) -> None:
    """Show what members save on the hotel's own site: a struck-out higher price."""
    full = price.total / Decimal("0.9")
    row["original_rate_per_night"] = write_rate(hotel, full, len(stay.nights), currency)
    row["original_total_rate"] = write_rate(hotel, full, 1, currency)
    row["discount_remarks"] = ["Get 10% off with free enrollment"]
