"""SerpAPI's google_hotels answers (recorded 2024-09 and 2025-04).

Formatted prices depend on the locale, so only `extracted_*` are read. They are whole numbers in the
requested currency, for one room: see `Basis`.
"""

import re
from contextlib import suppress
from typing import Any

from pydantic import Field, ValidationError

from domain.money import Money
from domain.suppliers.contract import (
    Board,
    Coordinates,
    HotelOffer,
    Quote,
    Refundability,
    Supplier,
)
from domain.suppliers.serpapi.envelope import Answered
from domain.suppliers.serpapi.price_wire import (
    INCLUDED,
    Basis,
    Image,
    Point,
    Priced,
    Seller,
    UsualRange,
    with_terms,
)
from domain.suppliers.wire import (
    Count,
    Id,
    Kind,
    Link,
    Maybe,
    Name,
    Rating,
    Readable,
    Stars,
    Street,
    Text,
    WireModel,
)

MOST_PHOTOS = 30


class Property(Answered, Priced):
    """A hotel, in a list or on its own page."""

    type: Maybe[Kind] = None
    name: Name
    description: Maybe[Text] = None
    link: Maybe[Link] = None
    property_token: Maybe[Id] = None
    address: Maybe[Street] = None
    gps_coordinates: Maybe[Point] = None
    extracted_hotel_class: Maybe[Stars] = None
    hotel_class: Maybe[Name] = None
    images: Readable[Image] = Field(default_factory=list)
    overall_rating: Maybe[Rating] = None
    reviews: Maybe[Count] = None
    amenities: Readable[Name] = Field(default_factory=list)
    prices: list[Any] | None = None
    featured_prices: list[Any] | None = None
    typical_price_range: Maybe[UsualRange] = None

    def quote(self, basis: Basis) -> Quote | None:
        """Return Google's cheapest price for the stay, with its seller's terms.

        Without a price at the top, it is the sellers' cheapest.
        """
        told = self.quote_of_stay(basis, self._board())
        rates = [rate for seller in self._sellers() for rate in seller.rates(basis)]
        if told is None:
            rates.sort(key=lambda rate: (rate.quote.taxes is not INCLUDED, rate.quote.total.amount))
            return rates[0].named_quote if rates else None
        same = [rate.named_quote for rate in rates if rate.quote.total == told.total]
        # Of several at the same price, people will take the one that can be cancelled.
        same.sort(key=lambda quote: quote.refundable is not Refundability.YES)
        return told if not same else with_terms(told, same[0])

    def _sellers(self) -> list[Seller]:
        """Return the readable sellers."""
        sellers = []
        for listed in [*(self.featured_prices or ()), *(self.prices or ())]:
            with suppress(ValidationError):
                sellers.append(Seller.model_validate(listed))
        return sellers

    def _board(self) -> Board:
        """Return breakfast if it is among the amenities as free, else unknown."""
        is_free = any(amenity.lower() == "free breakfast" for amenity in self.amenities)
        return Board.BREAKFAST if is_free else Board.UNKNOWN

    def to_offer(self, basis: Basis, token: str) -> HotelOffer:
        """Return the hotel in this product's words."""
        point, stars = self.gps_coordinates, self.extracted_hotel_class or self._stars_in_words()
        return HotelOffer(
            supplier=Supplier.SERPAPI,
            supplier_id=token,
            name=self.name,
            quote=self.quote(basis),
            coordinates=Coordinates(point.latitude, point.longitude) if point else None,
            address=self.address,
            stars=None if stars is None else int(stars),
            rating=self.overall_rating,
            review_count=self.reviews,
            photos=self._photos(),
            amenities=tuple(self.amenities),
            property_type=self.type,
            website=self.link,
            told_at=basis.now,
        )

    def _stars_in_words(self) -> int | None:
        """Return the class from "4-star hotel", if there is no plain number."""
        told = re.match(r"\s*([1-5])\b", self.hotel_class or "")
        return int(told.group(1)) if told else None

    def _photos(self) -> tuple[str, ...]:
        links = [image.get("original_image") or image.get("thumbnail") for image in self.images]
        return tuple(dict.fromkeys(link for link in links if link))[:MOST_PHOTOS]

    def usual_range(self, basis: Basis) -> tuple[Money, Money] | None:
        """Return the stay's usual lowest and highest price; the wire has a night's."""
        usual = self.typical_price_range
        if usual is None:
            return None
        return (
            basis.money(usual.extracted_lowest * basis.nights),
            basis.money(usual.extracted_highest * basis.nights),
        )


class Pagination(WireModel):
    """Where the next page is."""

    next_page_token: Maybe[Text] = None


class PropertyList(Answered):
    """A list of hotels."""

    properties: list[Any]
    serpapi_pagination: Maybe[Pagination] = None


class WireSuggestion(WireModel):
    """One of Google's completions."""

    value: Name
    type: Maybe[Name] = None
    property_token: Maybe[Text] = None


class Suggestions(WireModel):
    """The completions of a text."""

    suggestions: list[Any]
