"""google_hotels: the list of properties, twenty a page, and one property by its token."""

import base64
import re
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.currency import in_currency, whole, written
from sandbox.market.draws import draw
from sandbox.market.hotels import Hotel
from sandbox.market.identities import read_property_token
from sandbox.market.listings import SERPAPI
from sandbox.market.names import CHAINS
from sandbox.market.places import fold
from sandbox.market.stays import Stay

from .metadata import search_link, search_metadata
from .properties import describe, detail
from .questions import NothingFound, Question, Refused

PER_PAGE = 20
LOWEST_PRICE, HIGHEST_RATING, MOST_REVIEWED = 3, 8, 13
ASKING_WORDS = re.compile(
    r"^(?:(?:best|cheap|luxury)\s+)?(?:hotels?|resorts?|stays?|places to stay)\s+(?:in|near|at)\s+"
    r"|\s+(?:hotels?|resorts?)$",
    re.IGNORECASE,
)
RATING_LEVELS = {7: Decimal("3.5"), 8: Decimal("4.0"), 9: Decimal("4.5")}


def search(market: Market, question: Question) -> dict[str, Any]:
    """Answer a google_hotels call; the list unless a `property_token` is given."""
    query = question.required("q")
    stay = question.stay(market.today)
    answer = {
        "search_metadata": search_metadata(question, market.now()),
        "search_parameters": question.echo("adults", "children"),
    }
    if token := question.text("property_token"):
        number = read_property_token(token)
        hotel = market.hotel(number) if number is not None else None
        if hotel is None or not hotel.at_google:
            raise NothingFound
        return answer | detail(market, hotel, stay, question)
    hotels = _select(market, question, _find(market, query), stay)
    if not hotels:
        raise NothingFound
    return answer | _list(market, question, hotels, stay)


def _find(market: Market, query: str) -> list[Hotel]:
    """Hotels of the place that a query names, or the one hotel whose name it is."""
    text = ASKING_WORDS.sub("", query.strip())
    place = market.geography.find(text)
    if place is not None:
        return [hotel for hotel in market.hotels_in(place) if hotel.at_google]
    return _find_by_name(market, text)


def _find_by_name(market: Market, text: str) -> list[Hotel]:
    """Find "Hotel Lotus, Goa": a name before the comma, or before a place that ends the words."""
    name, comma, where = text.partition(",")
    words = text.split()
    places = [where] if comma else [" ".join(words[n:]) for n in range(1, len(words))]
    for candidate in places:
        place = market.geography.find(candidate.strip())
        if place is None:
            continue
        wanted = fold(name if comma else text.removesuffix(candidate))
        hits = [
            hotel
            for hotel in market.hotels_in(place)
            if hotel.at_google and wanted.strip() in fold(
                f"{hotel.name} {market.listing(hotel, SERPAPI).name}")
        ]  # fmt: skip
        if hits:
            return hits
    return []


def _select(market: Market, question: Question, hotels: list[Hotel], stay: Stay) -> list[Hotel]:
    """Filter and sort as asked. Sold-out hotels stay, without a price, at the end."""
    classes = {int(n) for n in question.text("hotel_class").split(",") if n.isdigit()}
    least_rating = RATING_LEVELS.get(question.number("rating"), Decimal(0))
    cheapest, dearest = question.number("min_price"), question.number("max_price")
    currency, nights = question.currency, len(stay.nights)

    def suits(hotel: Hotel) -> bool:
        night = in_currency(market.price(hotel, stay, SERPAPI), currency) / nights
        return all((
            not classes or (hotel.stars in classes and not hotel.is_rental),
            hotel.guest_rating >= least_rating,
            night >= cheapest,
            not dearest or night <= dearest,
            not question.flag("eco_certified") or is_eco_certified(market, hotel),
            not question.flag("vacation_rentals") or hotel.is_rental,
            not question.flag("free_cancellation") or market.offers(hotel, stay)[-1].refundable,
        ))  # fmt: skip

    chosen = [hotel for hotel in hotels if suits(hotel)]
    sort_by = question.number("sort_by")
    if sort_by == LOWEST_PRICE:
        chosen.sort(key=lambda hotel: market.price(hotel, stay, SERPAPI))
    elif sort_by == HIGHEST_RATING:
        chosen.sort(key=lambda hotel: -hotel.guest_rating)
    elif sort_by == MOST_REVIEWED:
        chosen.sort(key=lambda hotel: -hotel.reviews)
    chosen.sort(key=lambda hotel: not market.is_available(hotel, stay))
    return chosen


def is_eco_certified(market: Market, hotel: Hotel) -> bool:
    return draw(market.seed, "eco", hotel.number) < Decimal("0.12")


def _list(market: Market, question: Question, hotels: list[Hotel], stay: Stay) -> dict[str, Any]:
    start = _read_page_token(question.text("next_page_token"))
    shown = hotels[start : start + PER_PAGE]
    if not shown:
        raise NothingFound
    end = start + len(shown)
    pagination: dict[str, Any] = {"current_from": start + 1, "current_to": end}
    if end < len(hotels):
        token = base64.b64encode(f"from:{end}".encode()).decode()
        pagination["next_page_token"] = token
        pagination["next"] = search_link(question, next_page_token=token)
    properties = [describe(market, hotel, stay, question) for hotel in shown]
    for hotel, shown_property in zip(shown, properties, strict=True):
        if is_eco_certified(market, hotel):
            shown_property["eco_certified"] = True
    answer: dict[str, Any] = {
        "search_information": {"total_results": len(hotels)},
        "brands": [{"id": 30 + n, "name": name} for n, name in enumerate(CHAINS)],
    }
    if start == 0:
        answer["ads"] = [_advertise(market, hotel, stay, question) for hotel in hotels[:2]]
    return answer | {"properties": properties, "serpapi_pagination": pagination}


def _read_page_token(token: str) -> int:
    if not token:
        return 0
    try:
        start = base64.b64decode(token, validate=True).decode().removeprefix("from:")
    except ValueError:
        start = ""
    if not start.isdigit():
        raise Refused(400, "Invalid `next_page_token` value.")
    return int(start)


def _advertise(market: Market, hotel: Hotel, stay: Stay, question: Question) -> dict[str, Any]:
    """Write a paid place above the list: a hotel that the list holds too, at a night's price."""
    listing = market.listing(hotel, SERPAPI)
    total = in_currency(market.price(hotel, stay, SERPAPI), question.currency)
    night = total * Decimal("1.05") / len(stay.nights)
    return {
        "name": listing.name,
        "source": "StayFinder.com",
        "link": f"{question.base}/serpapi/sellers/{hotel.id}",
        "gps_coordinates": {"latitude": listing.latitude, "longitude": listing.longitude},
        "hotel_class": hotel.stars,
        "price": written(night, question.currency),
        "extracted_price": whole(night),
        "overall_rating": float(hotel.guest_rating),
        "reviews": hotel.reviews,
    }
