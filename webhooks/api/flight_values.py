"""What goes in and out of the routes for flights, packages and trips."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field, WithJsonSchema

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
from webhooks.api.values import (
    Body,
    Currency,
    Day,
    Id,
    Moment,
    PartyItem,
    Price,
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
        """Return an end in the API's form."""
        return cls(name=end.name, codes=list(end.codes))


# JSON Schema's date-time has an offset, which a time as it is written on a ticket has not.
LocalTime = Annotated[
    datetime,
    WithJsonSchema(
        {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$",
         "examples": ["2026-12-12T08:10:00"]}
    ),
]  # fmt: skip


class LegItem(BaseModel):
    """One flight; times are local to the airports, without a zone."""

    number: Annotated[str, Field(examples=["AI 123"])]
    airline: Annotated[str, Field(examples=["Air India"])]
    origin: Annotated[str, Field(examples=["DEL"])]
    departs: LocalTime
    destination: Annotated[str, Field(examples=["GOI"])]
    arrives: LocalTime
    minutes: Annotated[int, Field(examples=[155])]

    @classmethod
    def of(cls, leg: Leg) -> "LegItem":
        """Return a flight in the API's form."""
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
        """Return a journey in the API's form."""
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
        """Return an offer in the API's form."""
        return cls(journey=JourneyItem.of(offer.journey), price=Price.maybe(offer.price))


class InsightItem(BaseModel):
    """How the price stands to what the route usually costs."""

    level: Annotated[str | None, Field(examples=["typical"])]
    usual: list[Price] | None

    @classmethod
    def maybe(cls, insights: PriceInsights | None) -> "InsightItem | None":
        """Return insights in the API's form, or None."""
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
        """Return a search in the API's form."""
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
        """Return an outcome in the API's form."""
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
        """Return an option in the API's form."""
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
        """Return a trip in the API's form."""
        return cls(
            journeys=[JourneyItem.of(one) for one in trip.journeys], price=Price.maybe(trip.price),
            sellers=[SellerItem.of(one) for one in (trip.sheet.options if trip.sheet else ())],
            insights=InsightItem.maybe(trip.insights), link=trip.link,
            observed_at=trip.observed_at,
        )  # fmt: skip
