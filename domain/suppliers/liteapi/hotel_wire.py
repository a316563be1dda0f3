"""Hotels in LiteAPI's answers: lists, details and pictures."""

import html
import re
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

from domain.suppliers.contract import (
    Coordinates,
    HotelOffer,
    Quote,
    Supplier,
)
from domain.suppliers.wire import (
    LONGEST_ADDRESS,
    Count,
    Id,
    Kind,
    Latitude,
    Link,
    Longitude,
    Maybe,
    Name,
    Readable,
    Stars,
    Text,
    WireModel,
)

MOST_PHOTOS = 30
_TAG = re.compile(r"<[^>]{0,500}>")


# Guests rate out of ten there.
Rating = Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)]


class LiteapiModel(WireModel):
    """A part of an answer; most names are camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


def plain(text: str) -> str:
    """Return a text without markup."""
    return " ".join(html.unescape(_TAG.sub(" ", text)).split())


class Point(LiteapiModel):
    """Where a hotel is."""

    latitude: Latitude
    longitude: Longitude


class Image(LiteapiModel):
    """A photo of a hotel."""

    url: Link


class ListedHotel(LiteapiModel):
    """A hotel in a list."""

    id: Id
    name: Name
    hotel_description: Maybe[Text] = None
    latitude: Maybe[Latitude] = None
    longitude: Maybe[Longitude] = None
    address: Maybe[Text] = None
    city: Maybe[Text] = None
    zip: Maybe[Text] = None
    main_photo: Maybe[Link] = Field(None, alias="main_photo")
    stars: Maybe[Stars] = None
    rating: Maybe[Rating] = None
    review_count: Maybe[Count] = None

    def to_offer(self, quote: Quote | None, told_at: datetime | None) -> HotelOffer:
        """Return the hotel in this product's words."""
        has_place = self.latitude is not None and self.longitude is not None
        return HotelOffer(
            supplier=Supplier.LITEAPI,
            supplier_id=self.id,
            name=self.name,
            quote=quote,
            coordinates=Coordinates(self.latitude or 0.0, self.longitude or 0.0)
            if has_place
            else None,
            address=self._address(),
            stars=None if self.stars is None else int(self.stars),
            rating=None if self.rating is None else self.rating / 2,
            review_count=self.review_count,
            photos=self._photos(),
            told_at=told_at,
        )

    def _photos(self) -> tuple[str, ...]:
        return () if self.main_photo is None else (self.main_photo,)

    def _address(self) -> str | None:
        parts = (self.address, self.city, self.zip)
        whole = ", ".join(dict.fromkeys(part for part in parts if part))
        return whole[:LONGEST_ADDRESS].rstrip() or None


class HotelList(LiteapiModel):
    """Hotels around a point."""

    data: list[object]


class HotelDetails(ListedHotel):
    """A hotel in full; some names differ from those in a list."""

    star_rating: Maybe[Stars] = None
    location: Maybe[Point] = None
    hotel_type: Maybe[Kind] = None
    hotel_images: Readable[Image] = Field(default_factory=list)
    hotel_facilities: Readable[Name] = Field(default_factory=list)

    @property
    def description(self) -> str | None:
        """Return the hotel's description."""
        return plain(self.hotel_description or "") or None

    def _photos(self) -> tuple[str, ...]:
        links = [self.main_photo, *(image.url for image in self.hotel_images)]
        return tuple(dict.fromkeys(link for link in links if link))[:MOST_PHOTOS]

    def to_offer(self, quote: Quote | None, told_at: datetime | None) -> HotelOffer:
        """Return the hotel in this product's words, with everything that only its page has."""
        stars = self.star_rating or self.stars
        where = self.location
        listed = self.model_copy(
            update={
                "stars": stars,
                "latitude": self.latitude if where is None else where.latitude,
                "longitude": self.longitude if where is None else where.longitude,
            }
        )
        return replace(
            super(HotelDetails, listed).to_offer(quote, told_at),
            amenities=tuple(self.hotel_facilities),
            property_type=self.hotel_type.lower() if self.hotel_type else None,
        )


class DetailsAnswer(LiteapiModel):
    """The envelope of a hotel in full."""

    data: HotelDetails
