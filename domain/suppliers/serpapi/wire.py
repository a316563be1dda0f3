"""SerpAPI's google_hotels answers (recorded 2024-09 and 2025-04).

Formatted prices follow the locale, so only `extracted_*` are read. They are whole numbers in the
currency that was asked for.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

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
from domain.suppliers.wire import LenientDecimal, LenientFloat, WireModel


def _list_or_empty(value: object) -> object:
    return value if isinstance(value, list) else []


def _object_or_none(value: object) -> object:
    return value if isinstance(value, dict) else None


LenientList = Annotated[list[Any], BeforeValidator(_list_or_empty)]


class WirePrice(WireModel):
    """A price with and without taxes, either of which can be missing."""

    extracted_lowest: LenientDecimal = None
    extracted_before_taxes_fees: LenientDecimal = None

    def to_quote(
        self, currency: str, now: datetime, *, breakfast: bool | None, free_cancel: bool | None
    ) -> Quote | None:
        """Return the price, or None where there is no amount.

        `extracted_lowest` holds taxes and fees when the price before them is told beside it;
        alone, it does not say.
        """
        amount = self.extracted_lowest or self.extracted_before_taxes_fees
        if amount is None or amount <= 0:
            return None
        if self.extracted_lowest is None:
            taxes = TaxInclusion.EXCLUDED
        elif self.extracted_before_taxes_fees is not None:
            taxes = TaxInclusion.INCLUDED
        else:
            taxes = TaxInclusion.UNKNOWN
        before = self.extracted_before_taxes_fees
        return Quote(
            total=Money.of(amount, currency),
            taxes=taxes,
            kind=RateKind.QUOTE,
            board=Board.BREAKFAST if breakfast else Board.UNKNOWN,
            refundable=Refundability.YES if free_cancel else Refundability.UNKNOWN,
            observed_at=now,
            before_taxes=None if before is None else Money.of(before, currency),
        )


Price = Annotated[WirePrice | None, BeforeValidator(_object_or_none)]


class Point(WireModel):
    """A point on the map."""

    latitude: float
    longitude: float


class Property(WireModel):
    """A hotel, in a list or as the page's own."""

    type: str | None = None
    name: str = Field(min_length=1)
    description: str | None = None
    link: str | None = None
    property_token: str | None = None
    address: str | None = None
    gps_coordinates: Annotated[Point | None, BeforeValidator(_object_or_none)] = None
    rate_per_night: Price = None
    total_rate: Price = None
    extracted_hotel_class: LenientFloat = None
    images: LenientList = Field(default_factory=list)
    overall_rating: LenientFloat = None
    reviews: LenientDecimal = None
    amenities: LenientList = Field(default_factory=list)
    nearby_places: LenientList = Field(default_factory=list)
    prices: LenientList = Field(default_factory=list)
    featured_prices: LenientList = Field(default_factory=list)
    free_cancellation: bool | None = None
    typical_price_range: dict[str, Any] | None = None

    def price_of_stay(self, nights: int) -> WirePrice | None:
        """Return the stay's price: as told, else the night's times the nights."""
        if self.total_rate is not None and self.total_rate.extracted_lowest:
            return self.total_rate
        if self.rate_per_night is None:
            return None
        return WirePrice(
            extracted_lowest=_times(self.rate_per_night.extracted_lowest, nights),
            extracted_before_taxes_fees=_times(
                self.rate_per_night.extracted_before_taxes_fees, nights
            ),
        )

    def quote(self, currency: str, nights: int, now: datetime) -> Quote | None:
        """Return the cheapest price of the stay that the list tells."""
        price = self.price_of_stay(nights)
        breakfast = any("breakfast" in str(a).lower() and "(" not in str(a) for a in self.amenities)
        if price is None:
            return None
        return price.to_quote(
            currency, now, breakfast=breakfast or None, free_cancel=self.free_cancellation
        )

    def to_offer(self, currency: str, nights: int, now: datetime, token: str) -> HotelOffer:
        """Return the hotel in this product's words."""
        point = self.gps_coordinates
        return HotelOffer(
            supplier=Supplier.SERPAPI,
            supplier_id=token,
            name=self.name,
            quote=self.quote(currency, nights, now),
            coordinates=Coordinates(point.latitude, point.longitude) if point else None,
            address=self.address,
            stars=round(self.extracted_hotel_class) if self.extracted_hotel_class else None,
            rating=self.overall_rating,
            review_count=None if self.reviews is None else int(self.reviews),
            photos=self._photos(),
            amenities=tuple(str(a) for a in self.amenities if isinstance(a, str)),
            property_type=self.type,
            website=self.link,
        )

    def _photos(self) -> tuple[str, ...]:
        links = (
            image.get("original_image") or image.get("thumbnail")
            for image in self.images
            if isinstance(image, dict)
        )
        return tuple(dict.fromkeys(str(link) for link in links if link))

    def usual_range(self, currency: str, nights: int) -> tuple[Money, Money] | None:
        """Return the usual lowest and highest price of the stay."""
        told = self.typical_price_range or {}
        try:
            low, high = (Decimal(str(told[f"extracted_{end}"])) for end in ("lowest", "highest"))
        except (KeyError, ArithmeticError):
            return None
        return Money.of(low * nights, currency), Money.of(high * nights, currency)


class Seller(WireModel):
    """One website's offer of the hotel; its rooms where it lists them."""

    source: str
    link: str | None = None
    rate_per_night: Price = None
    total_rate: Price = None
    free_cancellation: bool | None = None
    rooms: LenientList = Field(default_factory=list)


class SellersRoom(WireModel):
    """One room at one website."""

    name: str = ""
    link: str | None = None
    rate_per_night: Price = None
    total_rate: Price = None
    free_cancellation: bool | None = None


class Pagination(WireModel):
    """Where the next page is."""

    next_page_token: str | None = None


class SearchInformation(WireModel):
    """How many there are."""

    total_results: int | None = None


class PropertyList(WireModel):
    """A list of hotels."""

    properties: list[Any]
    search_information: Annotated[SearchInformation | None, BeforeValidator(_object_or_none)] = None
    serpapi_pagination: Annotated[Pagination | None, BeforeValidator(_object_or_none)] = None


def rate_of(
    seller: Seller, room: SellersRoom | None, currency: str, nights: int, now: datetime
) -> Rate | None:
    """Return one way to buy, or None where it has no price."""
    source = room or seller
    price = source.total_rate
    if price is None and source.rate_per_night is not None:
        night = source.rate_per_night
        price = WirePrice(
            extracted_lowest=_times(night.extracted_lowest, nights),
            extracted_before_taxes_fees=_times(night.extracted_before_taxes_fees, nights),
        )
    if price is None:
        return None
    quote = price.to_quote(currency, now, breakfast=None, free_cancel=source.free_cancellation)
    if quote is None:
        return None
    room_name = room.name if room is not None else ""
    link = (room.link if room is not None else None) or seller.link
    return Rate(
        token=f"{seller.source}|{room_name}",
        room_name=room_name,
        quote=quote,
        seller=seller.source,
        link=link,
    )


def _times(amount: Decimal | None, nights: int) -> Decimal | None:
    return None if amount is None else amount * nights
