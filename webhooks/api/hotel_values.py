"""What goes in and out of the routes for places, searches, hotels and rates."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field, model_validator

from domain.catalog.amenities import Amenity
from domain.search.filters import Filters
from domain.search.values import (
    DestinationView,
    FoundHotel,
    PricedOffer,
    SearchOutcome,
    SearchView,
)
from domain.suppliers.contract import Quote
from webhooks.api.paging import EXAMPLE
from webhooks.api.values import (
    Amount,
    Body,
    Currency,
    Day,
    Id,
    Line,
    Moment,
    Price,
    RoomItem,
    Rooms,
    StayItem,
    SupplierItem,
)

Text = Annotated[str, Field(max_length=300, examples=["Goa 12-15 dec 2 adults under 8000"])]


class PlaceItem(BaseModel):
    """A place of the catalogue; `full_name` tells it from its namesakes."""

    id: Id
    name: Annotated[str, Field(examples=["Goa"])]
    full_name: Annotated[str, Field(examples=["Goa, India"])]
    country_code: Annotated[str, Field(examples=["IN"])]
    time_zone: Annotated[str, Field(examples=["Asia/Kolkata"])]
    latitude: Annotated[float, Field(examples=[15.49])]
    longitude: Annotated[float, Field(examples=[73.82])]

    @classmethod
    def of(cls, place: DestinationView) -> "PlaceItem":
        """Return a place in the API's form."""
        return cls(
            id=place.destination_id, name=place.name, full_name=str(place.full_name),
            country_code=place.place.country_code, time_zone=place.time_zone,
            latitude=place.place.centre.latitude, longitude=place.place.centre.longitude,
        )  # fmt: skip


class FilterItem(Body):
    """Wishes that all have to hold. What a supplier does not tell fulfils none."""

    stars: Annotated[
        list[Annotated[int, Field(ge=1, le=5)]], Field(max_length=5, examples=[[4, 5]])
    ] = []
    least_rating: Annotated[float | None, Field(ge=0, le=5, examples=[4.0])] = None
    refundable: bool = False
    breakfast: bool = False
    amenities: Annotated[list[Amenity], Field(max_length=len(Amenity), examples=[["pool"]])] = []
    areas: Annotated[list[Line], Field(max_length=20, examples=[["Calangute"]])] = []
    property_types: Annotated[list[Line], Field(max_length=20, examples=[["hotel"]])] = []

    def filters(self) -> Filters:
        """Return them in the domain's words."""
        return Filters(
            frozenset(self.stars), self.least_rating, self.refundable, self.breakfast,
            frozenset(self.amenities), frozenset(self.areas), frozenset(self.property_types),
        )  # fmt: skip

    @classmethod
    def of(cls, filters: Filters) -> "FilterItem":
        """Return filters in the API's form."""
        return cls(
            stars=sorted(filters.stars), least_rating=filters.least_rating,
            refundable=filters.refundable, breakfast=filters.breakfast,
            amenities=sorted(filters.amenities), areas=sorted(filters.areas),
            property_types=sorted(filters.property_types),
        )  # fmt: skip


class HotelSearch(Body):
    """Where, when and who: a line of text as in the chat, or a place with dates."""

    text: Text | None = None
    place_id: Id | None = None
    place: Annotated[Line | None, Field(examples=["Goa"])] = None
    check_in: Annotated[date | None, Field(examples=["2026-12-12"])] = None
    check_out: Annotated[date | None, Field(examples=["2026-12-15"])] = None
    rooms: Rooms = [RoomItem()]
    currency: Currency | None = None
    most_a_night: Amount | None = None
    filters: FilterItem = FilterItem()

    @model_validator(mode="after")
    def _says_where(self) -> "HotelSearch":
        if self.text is None and (self.place_id is None) == (self.place is None):
            raise ValueError("give text, or one of place_id and place")
        if self.text is None and (self.check_in is None or self.check_out is None):
            raise ValueError("check_in and check_out are needed where there is no text")
        return self


class OfferItem(BaseModel):
    """One supplier's price for the whole stay of all rooms, and what is known of its terms."""

    supplier: Annotated[str, Field(examples=["a-supplier"])]
    total: Price
    before_taxes: Price | None
    taxes: Annotated[str, Field(examples=["included"])]
    kind: Annotated[str, Field(examples=["bookable"])]
    board: Annotated[str, Field(examples=["BB"])]
    refundable: Annotated[str, Field(examples=["yes"])]
    free_cancel_until: datetime | None
    observed_at: Moment

    @classmethod
    def of(cls, supplier: str, quote: Quote) -> "OfferItem":
        """Return a quote in the API's form."""
        return cls(
            supplier=supplier, total=Price.of(quote.total),
            before_taxes=Price.maybe(quote.before_taxes), taxes=quote.taxes.value,
            kind=quote.kind.value, board=quote.board.value, refundable=quote.refundable.value,
            free_cancel_until=quote.free_cancel_until, observed_at=quote.observed_at,
        )  # fmt: skip

    @classmethod
    def maybe(cls, offer: PricedOffer | None) -> "OfferItem | None":
        """Return an offer in the API's form, or None."""
        return None if offer is None else cls.of(offer.supplier.value, offer.quote)


class HotelItem(BaseModel):
    """A hotel, once, however many suppliers list it.

    `best` is the cheapest all-in price there is, `reference` the other supplier's; both are null
    for a hotel that is listed without a price.
    """

    id: Id
    name: Annotated[str, Field(examples=["Lotus Beach Resort"])]
    area: Annotated[str | None, Field(examples=["Calangute"])]
    address: str | None
    latitude: float | None
    longitude: float | None
    stars: Annotated[int | None, Field(examples=[4])]
    rating: Annotated[float | None, Field(examples=[4.3])]
    review_count: int | None
    property_type: str | None
    photos: list[str]
    amenities: list[str]
    best: OfferItem | None
    reference: OfferItem | None

    @classmethod
    def of(cls, hotel: FoundHotel) -> "HotelItem":
        """Return a hotel in the API's form."""
        point = hotel.coordinates
        return cls(
            id=hotel.hotel_id, name=hotel.name, area=hotel.area, address=hotel.address,
            latitude=point and point.latitude, longitude=point and point.longitude,
            stars=hotel.stars, rating=hotel.rating, review_count=hotel.review_count,
            property_type=hotel.property_type, photos=list(hotel.photos),
            amenities=list(hotel.amenities), best=OfferItem.maybe(hotel.best),
            reference=OfferItem.maybe(hotel.reference),
        )  # fmt: skip


class SearchItem(BaseModel):
    """A search that was begun."""

    id: Id
    place: PlaceItem
    stay: StayItem
    currency: Annotated[str, Field(examples=["INR"])]
    most_total: Price | None
    filters: FilterItem
    is_saved: bool
    created_at: Moment

    @classmethod
    def of(cls, search: SearchView) -> "SearchItem":
        """Return a search in the API's form."""
        return cls(
            id=search.search_id, place=PlaceItem.of(search.destination),
            stay=StayItem.of(search.stay), currency=search.currency,
            most_total=Price.maybe(search.most_total), filters=FilterItem.of(search.filters),
            is_saved=search.is_saved, created_at=search.created_at,
        )  # fmt: skip


class Progress(StrEnum):
    """Whether every supplier has answered."""

    SEARCHING = "searching"
    COMPLETE = "complete"


class SearchResult(BaseModel):
    """What a search has found so far. While it is `searching`, ask again or listen to its events.

    `hidden` hotels do not fit the wishes. `next_cursor` asks for the next page of `hotels`.
    """

    search: SearchItem
    status: Progress
    hotels: list[HotelItem]
    hidden: Annotated[int, Field(examples=[3])] = 0
    suppliers: list[SupplierItem] = []
    next_cursor: Annotated[str | None, Field(examples=[EXAMPLE])] = None

    @classmethod
    def begun(cls, search: SearchView) -> "SearchResult":
        """Return the answer before any supplier has responded."""
        return cls(search=SearchItem.of(search), status=Progress.SEARCHING, hotels=[])

    @classmethod
    def of(
        cls, outcome: SearchOutcome, hotels: list[FoundHotel], next_cursor: str | None
    ) -> "SearchResult":
        """Return a page of an outcome."""
        return cls(
            search=SearchItem.of(outcome.search),
            status=Progress.SEARCHING if outcome.is_partial else Progress.COMPLETE,
            hotels=[HotelItem.of(hotel) for hotel in hotels], hidden=outcome.hidden,
            suppliers=[SupplierItem.of(one) for one in outcome.reports], next_cursor=next_cursor,
        )  # fmt: skip


class DayItem(BaseModel):
    """What the same nights cost from another day; `total` null: nothing is sold."""

    check_in: Day
    total: Price | None
    observed_at: Moment
