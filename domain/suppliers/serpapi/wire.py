"""SerpAPI's google_hotels answers (recorded 2024-09 and 2025-04).

Formatted prices follow the locale, so only `extracted_*` are read. They are whole numbers in the
currency that was asked for, for one room: see `Basis`.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import Field

from domain.money import Money
from domain.suppliers.contract import (
    Board,
    Coordinates,
    HotelOffer,
    Quote,
    Rate,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)
from domain.suppliers.serpapi.envelope import Answered
from domain.suppliers.wire import (
    Amount,
    Count,
    Latitude,
    Link,
    Longitude,
    Maybe,
    Name,
    Rating,
    Readable,
    Stars,
    Text,
    WireModel,
)

MOST_PHOTOS = 30
# What sellers write into a room's name; the answers are asked for in English.
NOT_REFUNDABLE, REFUNDABLE = "non-refundable", "free cancellation"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the numbers of an answer are for: amounts of one room, asked for at `now`."""

    currency: str
    nights: int
    rooms: int
    now: datetime

    def money(self, amount: Decimal) -> Money:
        """Return one room's amount as that of all rooms."""
        return Money.of(amount * self.rooms, self.currency)


class WirePrice(WireModel):
    """A price with and without taxes, either of which can be missing."""

    extracted_lowest: Amount | None = None
    extracted_before_taxes_fees: Amount | None = None

    def times(self, nights: int) -> "WirePrice":
        """Return a night's price as that of the stay."""
        lowest, before = self.extracted_lowest, self.extracted_before_taxes_fees
        return WirePrice.model_construct(
            extracted_lowest=None if lowest is None else lowest * nights,
            extracted_before_taxes_fees=None if before is None else before * nights,
        )

    def quote(self, basis: Basis, board: Board, refundable: Refundability) -> Quote | None:
        """Return the price, or None where there is no amount.

        `extracted_lowest` holds taxes and fees when the price before them is told beside it;
        alone, it does not say.
        """
        lowest, before = self.extracted_lowest, self.extracted_before_taxes_fees
        total = lowest if lowest is not None else before
        if total is None:
            return None
        if lowest is None:
            taxes = TaxInclusion.EXCLUDED
        else:
            taxes = TaxInclusion.UNKNOWN if before is None else TaxInclusion.INCLUDED
        return Quote(
            total=basis.money(total),
            taxes=taxes,
            kind=RateKind.QUOTE,
            board=board,
            refundable=refundable,
            observed_at=basis.now,
            before_taxes=None if before is None else basis.money(before),
        )


class Priced(WireModel):
    """Whatever has a price. Prices must read: one that cannot be read is not "sold out"."""

    rate_per_night: WirePrice | None = None
    total_rate: WirePrice | None = None
    free_cancellation: Maybe[bool] = None

    def quote_of_stay(
        self, basis: Basis, board: Board = Board.UNKNOWN, name: str = ""
    ) -> Quote | None:
        """Return the stay's price: as told, else the night's times the nights."""
        told = self.total_rate.quote(basis, board, self._terms(name)) if self.total_rate else None
        if told is not None or self.rate_per_night is None:
            return told
        return self.rate_per_night.times(basis.nights).quote(basis, board, self._terms(name))

    def _terms(self, name: str) -> Refundability:
        words = name.lower()
        if NOT_REFUNDABLE in words:
            return Refundability.NO
        is_free = self.free_cancellation or REFUNDABLE in words
        return Refundability.YES if is_free else Refundability.UNKNOWN


class Point(WireModel):
    """A point on the map."""

    latitude: Latitude
    longitude: Longitude


class Image(WireModel):
    """A picture, large and small."""

    original_image: Maybe[Link] = None
    thumbnail: Maybe[Link] = None


class UsualRange(WireModel):
    """What a night usually costs."""

    extracted_lowest: Amount
    extracted_highest: Amount


class SellersRoom(Priced):
    """One room at one website."""

    name: Maybe[Name] = None
    link: Maybe[Link] = None


class Seller(Priced):
    """One website's offer of the hotel; its rooms where it lists them."""

    source: Name
    link: Maybe[Link] = None
    rooms: Readable[SellersRoom] = Field(default_factory=list)

    def rates(self, basis: Basis) -> list[Rate]:
        """Return the ways to buy here; without a list of rooms, the one price."""
        offered: list[tuple[str, str | None, Priced]] = [
            (room.name or "", room.link, room) for room in self.rooms
        ]
        rates = []
        for name, link, priced in offered or [("", None, self)]:
            quote = priced.quote_of_stay(basis, name=name)
            if quote is not None:
                token = f"{self.source}|{name}"
                rates.append(Rate(token, name, quote, seller=self.source, link=link or self.link))
        return rates


class Property(Answered, Priced):
    """A hotel, in a list or as the page's own."""

    type: Maybe[Name] = None
    name: Name
    description: Maybe[Text] = None
    link: Maybe[Link] = None
    property_token: Maybe[Text] = None
    address: Maybe[Text] = None
    gps_coordinates: Maybe[Point] = None
    extracted_hotel_class: Maybe[Stars] = None
    images: Readable[Image] = Field(default_factory=list)
    overall_rating: Maybe[Rating] = None
    reviews: Maybe[Count] = None
    amenities: Readable[Name] = Field(default_factory=list)
    prices: list[Any] | None = None
    featured_prices: list[Any] | None = None
    typical_price_range: Maybe[UsualRange] = None

    def quote(self, basis: Basis) -> Quote | None:
        """Return the cheapest price of the stay that Google tells."""
        return self.quote_of_stay(basis, self._board())

    def _board(self) -> Board:
        """Take breakfast as included where it is named free among the amenities; else it may be."""
        is_free = any(amenity.lower() == "free breakfast" for amenity in self.amenities)
        return Board.BREAKFAST if is_free else Board.UNKNOWN

    def to_offer(self, basis: Basis, token: str) -> HotelOffer:
        """Return the hotel in this product's words."""
        point, stars = self.gps_coordinates, self.extracted_hotel_class
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

    def _photos(self) -> tuple[str, ...]:
        links = [image.original_image or image.thumbnail for image in self.images]
        return tuple(dict.fromkeys(link for link in links if link))[:MOST_PHOTOS]

    def usual_range(self, basis: Basis) -> tuple[Money, Money] | None:
        """Return the usual lowest and highest price of the stay; the wire tells a night's."""
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


class SearchInformation(WireModel):
    """How many there are."""

    total_results: Maybe[Count] = None


class PropertyList(Answered):
    """A list of hotels."""

    properties: list[Any]
    search_information: Maybe[SearchInformation] = None
    serpapi_pagination: Maybe[Pagination] = None


class WireSuggestion(WireModel):
    """What Google completes a text to."""

    value: Name
    type: Maybe[Name] = None
    property_token: Maybe[Text] = None


class Suggestions(WireModel):
    """The completions of a text."""

    suggestions: list[Any]
