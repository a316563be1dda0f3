"""What goes in and out of the routes for flights, packages and trips."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from domain.flights.values import (
    ChosenFlights,
    Endpoint,
    FlightOutcome,
    FlightSearchView,
    fingerprint_of,
)
from domain.suppliers.flight_contract import (
    Cabin,
    FlightOffer,
    Journey,
    Leg,
    PriceInsights,
    SellingOption,
)
from domain.trips.tour_values import MOST_PLACES, TourPrices, TourView
from domain.trips.values import Package, PackageOutcome, PackageSearchView
from webhooks.api.hotel_values import FilterItem, HotelItem, OfferItem, PlaceItem, SearchItem
from webhooks.api.values import (
    Body,
    Currency,
    Day,
    Id,
    Moment,
    PartyItem,
    Price,
    RoomItem,
    Rooms,
    SupplierItem,
)

Airports = Annotated[
    str,
    Field(
        min_length=2, max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["DEL"],
        description="An IATA code, several with commas, or a city",
    ),
]  # fmt: skip
# What a journey is known by from one answer to the next.
Fingerprint = Annotated[str, Field(pattern=r"^[0-9a-f]{8}$", examples=["0a1b2c3d"])]


class FlightSearch(Body):
    """From where to where, when, who; one way without `inbound`."""

    origin: Airports
    destination: Airports
    outbound: Day
    inbound: Annotated[date | None, Field(examples=["2026-12-15"])] = None
    party: PartyItem = PartyItem()
    cabin: Cabin = Cabin.ECONOMY
    currency: Currency | None = None


class EndItem(BaseModel):
    """Where a flight begins or ends: one airport, or all of a city."""

    name: Annotated[str, Field(examples=["Delhi"])]
    codes: Annotated[list[str], Field(examples=[["DEL"]])]

    @classmethod
    def of(cls, end: Endpoint) -> "EndItem":
        """Return an end as it is told."""
        return cls(name=end.name, codes=list(end.codes))


class LegItem(BaseModel):
    """One flight; times are local to the airports, without a zone."""

    number: Annotated[str, Field(examples=["AI 123"])]
    airline: Annotated[str, Field(examples=["Air India"])]
    origin: Annotated[str, Field(examples=["DEL"])]
    departs: Annotated[datetime, Field(examples=["2026-12-12T08:10:00"])]
    destination: Annotated[str, Field(examples=["GOI"])]
    arrives: Annotated[datetime, Field(examples=["2026-12-12T10:45:00"])]
    minutes: Annotated[int, Field(examples=[155])]

    @classmethod
    def of(cls, leg: Leg) -> "LegItem":
        """Return a flight as it is told."""
        return cls(
            number=leg.number, airline=leg.airline, origin=leg.origin.code,
            departs=leg.origin.time, destination=leg.destination.code,
            arrives=leg.destination.time, minutes=leg.minutes,
        )  # fmt: skip


class JourneyItem(BaseModel):
    """Flights one after the other; `fingerprint` names the journey in further questions."""

    fingerprint: Annotated[str, Field(examples=["0a1b2c3d"])]
    legs: list[LegItem]
    stops: Annotated[int, Field(examples=[0])]
    minutes: Annotated[int, Field(examples=[155])]

    @classmethod
    def of(cls, journey: Journey) -> "JourneyItem":
        """Return a journey as it is told."""
        return cls(
            fingerprint=fingerprint_of(journey), legs=[LegItem.of(leg) for leg in journey.legs],
            stops=len(journey.legs) - 1, minutes=journey.minutes,
        )  # fmt: skip


class FlightItem(BaseModel):
    """A journey with its price: for everyone, and for both ways of a return trip."""

    journey: JourneyItem
    price: Price | None

    @classmethod
    def of(cls, offer: FlightOffer) -> "FlightItem":
        """Return an offer as it is told."""
        return cls(journey=JourneyItem.of(offer.journey), price=Price.maybe(offer.price))


class InsightItem(BaseModel):
    """How the price stands to what the route usually costs."""

    level: Annotated[str | None, Field(examples=["typical"])]
    usual: list[Price] | None

    @classmethod
    def maybe(cls, insights: PriceInsights | None) -> "InsightItem | None":
        """Return insights as they are told, None where there are none."""
        if insights is None:
            return None
        level, usual = insights.level, insights.usual
        return cls(
            level=level and level.value,
            usual=None if usual is None else [Price.of(one) for one in usual],
        )


class FlightSearchItem(BaseModel):
    """A flight search that was begun."""

    id: Id
    origin: EndItem
    destination: EndItem
    outbound: Day
    inbound: date | None
    party: PartyItem
    cabin: Cabin
    currency: Annotated[str, Field(examples=["INR"])]

    @classmethod
    def of(cls, search: FlightSearchView) -> "FlightSearchItem":
        """Return a search as it is told."""
        question = search.question
        return cls(
            id=search.search_id, origin=EndItem.of(search.origin),
            destination=EndItem.of(search.destination), outbound=question.outbound,
            inbound=question.inbound, party=PartyItem.of(question.party), cabin=question.cabin,
            currency=question.currency,
        )  # fmt: skip


class FlightResult(BaseModel):
    """The journeys out; or those back that go with the chosen one out."""

    search: FlightSearchItem
    chosen: JourneyItem | None
    flights: list[FlightItem]
    insights: InsightItem | None
    link: str | None
    supplier: SupplierItem
    observed_at: Moment

    @classmethod
    def of(cls, outcome: FlightOutcome) -> "FlightResult":
        """Return an outcome as it is told."""
        return cls(
            search=FlightSearchItem.of(outcome.search),
            chosen=None if outcome.chosen is None else JourneyItem.of(outcome.chosen.journey),
            flights=[FlightItem.of(one) for one in outcome.offers],
            insights=InsightItem.maybe(outcome.insights), link=outcome.link,
            supplier=SupplierItem.of(outcome.report), observed_at=outcome.observed_at,
        )  # fmt: skip


class SellerItem(BaseModel):
    """Who sells a trip, and for how much. `is_split`: two tickets, bought one after the other."""

    seller: Annotated[str, Field(examples=["Air India"])]
    price: Price
    link: str | None
    is_split: bool

    @classmethod
    def of(cls, option: SellingOption) -> "SellerItem":
        """Return an option as it is told."""
        return cls(
            seller=option.seller, price=Price.of(option.price), link=option.link,
            is_split=option.is_split,
        )  # fmt: skip


class TripItem(BaseModel):
    """A whole trip with who sells it, cheapest first; no sellers where nobody said."""

    journeys: list[JourneyItem]
    price: Price | None
    sellers: list[SellerItem]
    insights: InsightItem | None
    link: str | None
    observed_at: Moment

    @classmethod
    def of(cls, trip: ChosenFlights) -> "TripItem":
        """Return a trip as it is told."""
        return cls(
            journeys=[JourneyItem.of(one) for one in trip.journeys], price=Price.maybe(trip.price),
            sellers=[SellerItem.of(one) for one in (trip.sheet.options if trip.sheet else ())],
            insights=InsightItem.maybe(trip.insights), link=trip.link,
            observed_at=trip.observed_at,
        )  # fmt: skip


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
        """Return a package as it is told."""
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
        """Return a search as it is told."""
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
    next_cursor: Annotated[str | None, Field(examples=["YWZ0ZXI6MjA"])] = None

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


class TripPlace(Body):
    """A place and how many nights are spent there."""

    place_id: Id
    nights: Annotated[int, Field(ge=1, le=30, examples=[3])]


class TripSearch(Body):
    """Several places one after the other, and the days on which the trip may begin."""

    places: Annotated[list[TripPlace], Field(min_length=1, max_length=MOST_PLACES)]
    first_start: Day
    last_start: Annotated[date, Field(examples=["2026-12-20"])]
    rooms: Rooms = [RoomItem()]
    with_flights: bool = False


class StartItem(BaseModel):
    """A day on which the trip may begin: `priced`, `not sold` or `unknown`, and the sum."""

    day: Day
    status: Annotated[str, Field(examples=["priced"])]
    total: Price | None


class TripStay(BaseModel):
    """A place of a trip and its nights."""

    place: PlaceItem
    nights: Annotated[int, Field(examples=[3])]


class TripResult(BaseModel):
    """What is known of a trip's prices by the day on which it begins. Nothing is guessed."""

    id: Id
    places: list[TripStay]
    with_flights: bool
    currency: Annotated[str, Field(examples=["INR"])]
    starts: list[StartItem]

    @classmethod
    def of(cls, prices: TourPrices) -> "TripResult":
        """Return a trip's prices as they are told."""
        tour = prices.tour
        return cls(
            id=tour.tour_id, places=_stays(tour), with_flights=tour.with_flights,
            currency=tour.currency,
            starts=[
                StartItem(
                    day=day, status=prices.knowledge(day).value,
                    total=Price.maybe(prices.total(day)),
                )
                for day in tour.starts
            ],
        )  # fmt: skip


def _stays(tour: TourView) -> list[TripStay]:
    return [TripStay(place=PlaceItem.of(one.destination), nights=one.nights) for one in tour.places]
