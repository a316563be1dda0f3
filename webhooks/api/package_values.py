"""What goes in and out of the routes for packages."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from domain.trips.values import Package, PackageOutcome, PackageSearchView
from webhooks.api.flight_values import Airports, FlightItem, FlightSearchItem, JourneyItem
from webhooks.api.hotel_values import FilterItem, HotelItem, OfferItem, SearchItem
from webhooks.api.paging import EXAMPLE
from webhooks.api.values import (
    Body,
    Day,
    Id,
    Price,
    RoomItem,
    Rooms,
    SupplierItem,
)


class PackageSearch(Body):
    """A hotel stay and the flights to it. At most nine people fly."""

    place_id: Id
    origin: Airports
    check_in: Day
    check_out: Annotated[date, Field(examples=["2026-12-15"])]
    rooms: Rooms = [RoomItem()]
    filters: FilterItem = FilterItem()


class PackageItem(BaseModel):
    """A hotel with the flight under one price. The price is the sum of the two parts.

    `is_converted`: the parts are in two currencies, and the total is what they are worth.
    """

    hotel: HotelItem
    stay: OfferItem
    fare: Price
    total: Price
    is_converted: bool

    @classmethod
    def of(cls, package: Package) -> "PackageItem":
        """Return a package in the API's form."""
        return cls(
            hotel=HotelItem.of(package.hotel),
            stay=OfferItem.of(package.offer.supplier.value, package.offer.quote),
            fare=Price.of(package.fare), total=Price.of(package.total),
            is_converted=package.worth is not None,
        )  # fmt: skip


class PackageSearchItem(BaseModel):
    """A package search: its two halves."""

    id: Id
    search: SearchItem
    flights: FlightSearchItem

    @classmethod
    def of(cls, view: PackageSearchView) -> "PackageSearchItem":
        """Return a search in the API's form."""
        return cls(
            id=view.package_id, search=SearchItem.of(view.search),
            flights=FlightSearchItem.of(view.flights),
        )  # fmt: skip


class PackageResult(BaseModel):
    """Every hotel with one flight, the cheapest first, and the flights to choose from."""

    search: PackageSearchItem
    packages: list[PackageItem]
    flight: JourneyItem | None
    flights: list[FlightItem]
    left_out: Annotated[int, Field(examples=[0])]
    suppliers: list[SupplierItem]
    next_cursor: Annotated[str | None, Field(examples=[EXAMPLE])] = None

    @classmethod
    def of(
        cls, outcome: PackageOutcome, packages: list[Package], next_cursor: str | None
    ) -> "PackageResult":
        """Return a page of an outcome."""
        flight = outcome.flight
        reports = (*outcome.reports, outcome.flight_report)
        return cls(
            search=PackageSearchItem.of(outcome.view),
            packages=[PackageItem.of(one) for one in packages],
            flight=None if flight is None else JourneyItem.of(flight.journey),
            flights=[FlightItem.of(one) for one in outcome.flights], left_out=outcome.left_out,
            suppliers=[SupplierItem.of(one) for one in reports], next_cursor=next_cursor,
        )  # fmt: skip
