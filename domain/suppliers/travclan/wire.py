"""TravClan's answers as they arrive (recorded 2025-10): places, searches, content.

Numbers arrive as strings. An itinerary's rates are in `rates`.
"""

from datetime import datetime
from typing import Any, NotRequired

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from typing_extensions import TypedDict

from domain.money import Money
from domain.suppliers.contract import (
    Board,
    Coordinates,
    HotelOffer,
    Quote,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)
from domain.suppliers.wire import (
    LONGEST_ADDRESS,
    Amount,
    Area,
    Count,
    Currency,
    Id,
    Kind,
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


class TravclanModel(WireModel):
    """A part of an answer; names are camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel)


class Geo(TravclanModel):
    """A point, as two strings."""

    lat: Latitude
    long: Longitude


class Named(TravclanModel):
    """Something whose name alone is used."""

    name: Name


class Neighbourhood(TravclanModel):
    """The part of a place in which a hotel is."""

    name: Area


class Address(TravclanModel):
    """Where a letter would go."""

    line1: Maybe[Text] = None
    line2: Maybe[Text] = None
    city: Maybe[Named] = None
    state: Maybe[Named] = None
    postal_code: Maybe[Text] = None


class Contact(TravclanModel):
    """How to reach a hotel."""

    address: Maybe[Address] = None


class Facility(TypedDict):
    """What there is at a hotel; hotels have so many that a plain dictionary is worth it."""

    name: Name


class ImageLink(TypedDict):
    """One size of an image."""

    url: Link


class Image(TypedDict):
    """An image in its sizes."""

    links: NotRequired[Readable[ImageLink]]


class Review(TravclanModel):
    """Guests' reviews. The shape is assumed: only the key has been seen."""

    rating: Rating
    count: Maybe[Count] = None


class Description(TravclanModel):
    """A paragraph."""

    text: Text


class SearchRate(TravclanModel):
    """The price in a search: for the whole stay, assumed all-in as in `rates`."""

    final_rate: Amount
    currency: Currency


class SearchOptions(TravclanModel):
    """What the cheapest rate includes."""

    free_breakfast: bool | None = None
    free_cancellation: bool | None = None


class SearchAvailability(TravclanModel):
    """The cheapest rate of a hotel."""

    rate: SearchRate
    options: Maybe[SearchOptions] = None

    def quote(self, now: datetime) -> Quote:
        """Return the search's price, which is firm only after a price check."""
        options = self.options or SearchOptions()
        return Quote(
            total=Money.of(self.rate.final_rate, self.rate.currency),
            taxes=TaxInclusion.INCLUDED,
            kind=RateKind.NEEDS_RECHECK,
            board=Board.BREAKFAST if options.free_breakfast else Board.UNKNOWN,
            refundable=_refundability(options.free_cancellation),
            observed_at=now,
        )


class WireHotel(TravclanModel):
    """A hotel in a search, in static content or in an itinerary.

    Availability must be readable: an unreadable price is not "sold out".
    """

    id: Id
    name: Name
    star_rating: Maybe[Stars] = None
    type: Maybe[Kind] = None
    geo_code: Maybe[Geo] = None
    neighbourhoods: Readable[Neighbourhood] = Field(default_factory=list)
    contact: Maybe[Contact] = None
    hero_image: Maybe[Link] = None
    images: Readable[Image] = Field(default_factory=list)
    reviews: Readable[Review] = Field(default_factory=list)
    facilities: Readable[Facility] = Field(default_factory=list)
    descriptions: Readable[Description] = Field(default_factory=list)
    is_available: bool | None = None
    availability: SearchAvailability | None = None

    @property
    def is_unclear(self) -> bool:
        """Return whether the hotel is available, but without a price."""
        return self.is_available is True and self.availability is None

    def quote(self, now: datetime) -> Quote | None:
        """Return the search's price, or None if nothing is sold."""
        if self.availability is None or self.is_available is False:
            return None
        return self.availability.quote(now)

    def to_offer(self, now: datetime) -> HotelOffer:
        """Return the hotel in this product's words."""
        review = self.reviews[0] if self.reviews else None
        return HotelOffer(
            supplier=Supplier.TRAVCLAN,
            supplier_id=self.id,
            name=_readable_name(self.name),
            quote=self.quote(now),
            coordinates=Coordinates(self.geo_code.lat, self.geo_code.long)
            if self.geo_code
            else None,
            address=self._address(),
            area=self.neighbourhoods[0].name if self.neighbourhoods else None,
            stars=None if self.star_rating is None else int(self.star_rating),
            rating=review.rating if review else None,
            review_count=review.count if review else None,
            photos=self._photos(),
            amenities=tuple(facility["name"] for facility in self.facilities),
            property_type=self.type.lower() if self.type else None,
            told_at=None if self.is_unclear else now,
        )

    def description(self) -> str | None:
        """Return the hotel's descriptions as one text."""
        return " ".join(description.text for description in self.descriptions) or None

    def _address(self) -> str | None:
        address = self.contact.address if self.contact else None
        if address is None:
            return None
        city = address.city.name if address.city else None
        state = address.state.name if address.state else None
        parts = (address.line1, address.line2, city, state, address.postal_code)
        # Name a city that is its own state once.
        whole = ", ".join(dict.fromkeys(part for part in parts if part))
        return whole[:LONGEST_ADDRESS].rstrip() or None

    def _photos(self) -> tuple[str, ...]:
        """Return each image once, in its first size."""
        links = [links[0]["url"] for image in self.images if (links := image.get("links"))]
        hero = [self.hero_image] if self.hero_image else []
        return tuple(dict.fromkeys([*hero, *links]))[:MOST_PHOTOS]


class SearchResult(TravclanModel):
    """One page of a search."""

    trace_id: Maybe[Text] = None
    data: list[Any]
    next_page: Maybe[Count] = None


class Search(TravclanModel):
    """A search's envelope."""

    results: list[SearchResult] = Field(min_length=1)


class Location(TravclanModel):
    """A place by TravClan's id; everything except id, name and type is assumed."""

    id: Text
    name: Name
    type: str = ""
    full_name: Maybe[Name] = None
    country: Maybe[Name] = None
    coordinates: Maybe[Geo] = None


class Locations(TravclanModel):
    """The answer to a place's name."""

    results: list[Any]


class ContentResult(TravclanModel):
    """Static content: assumed to contain its hotel as an itinerary does."""

    data: list[WireHotel] = Field(min_length=1)


class Content(TravclanModel):
    """Static content's envelope."""

    results: list[ContentResult] = Field(min_length=1)


class Refusal(TravclanModel):
    """An error's business code, and its words."""

    code: Maybe[int] = None
    errors: Readable[Text] = Field(default_factory=list)


class Refused(TravclanModel):
    """An error's envelope."""

    error: Maybe[Refusal] = None


def _refundability(is_free: bool | None) -> Refundability:
    if is_free is None:
        return Refundability.UNKNOWN
    return Refundability.YES if is_free else Refundability.NO


def _readable_name(name: str) -> str:
    """Return the name without the all-capitals of some listings."""
    return name.title() if name.isupper() and len(name) > len("HOTEL") else name
