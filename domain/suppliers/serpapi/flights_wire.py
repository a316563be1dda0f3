"""SerpAPI's google_flights answers (recorded 2025-04 and 2025-05).

Prices are whole numbers in the requested currency, for all travellers and, on a return trip, for
both ways. Times are local, "2025-04-08 19:45".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, NaiveDatetime

from domain.money import Money
from domain.suppliers.contract import Supplier
from domain.suppliers.flight_contract import (
    FlightOffer,
    Halt,
    Journey,
    Layover,
    Leg,
    PriceInsights,
    PriceLevel,
    PricePoint,
    SellingOption,
)
from domain.suppliers.serpapi.envelope import Answered, Metadata
from domain.suppliers.wire import (
    LONGEST_LINK,
    Amount,
    Link,
    Maybe,
    Name,
    Readable,
    Text,
    WireModel,
    read_each,
)

MOST_LEGS = 8
MOST_BAGGAGE = 6
LONGEST_TOKEN = LONGEST_LINK * 2
# Times at the two ends that are farther apart than any journey lasts are wrong.
LONGEST_JOURNEY = timedelta(days=5)

Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Minutes = Annotated[int, Field(gt=0, lt=60 * 24 * 5)]
Percent = Annotated[int, Field(gt=-100, lt=1000)]
Stamp = Annotated[int, Field(gt=10**9, lt=4 * 10**9)]
Token = Annotated[str, Field(min_length=1, max_length=LONGEST_TOKEN, pattern="^[\x21-\x7e]+$")]


@dataclass(frozen=True, slots=True)
class FlightBasis:
    """What an answer's numbers mean: amounts in `currency`, asked for at `now`."""

    currency: str
    now: datetime

    def money(self, amount: Decimal) -> Money:
        """Return an amount of the answer."""
        return Money.of(amount, self.currency)


class WireHalt(WireModel):
    """An airport with a time."""

    id: Code
    name: Name
    time: NaiveDatetime

    def to_halt(self) -> Halt:
        """Return it in the product's words."""
        return Halt(self.id, self.name, self.time.replace(second=0, microsecond=0))


class WireLeg(WireModel):
    """One flight."""

    departure_airport: WireHalt
    arrival_airport: WireHalt
    duration: Minutes
    airline: Name
    flight_number: Name
    airplane: Maybe[Name] = None
    travel_class: Maybe[Name] = None
    legroom: Maybe[Name] = None
    often_delayed_by_over_30_min: Maybe[bool] = None

    def to_leg(self) -> Leg:
        """Return it in the product's words."""
        return Leg(
            self.departure_airport.to_halt(),
            self.arrival_airport.to_halt(),
            self.duration,
            self.airline,
            self.flight_number,
            self.airplane,
            self.travel_class,
            self.legroom,
            bool(self.often_delayed_by_over_30_min),
        )


class WireLayover(WireModel):
    """A wait."""

    id: Code
    name: Name
    duration: Minutes
    overnight: Maybe[bool] = None


class WireEmissions(WireModel):
    """The flight's emissions, compared with the route's usual ones."""

    difference_percent: Maybe[Percent] = None


class WireJourney(WireModel):
    """A journey; every leg must be readable, or its times would be another's."""

    flights: Annotated[list[WireLeg], Field(min_length=1, max_length=MOST_LEGS)]
    layovers: Readable[WireLayover] = Field(default_factory=list)
    total_duration: Minutes
    price: Amount | None = None
    carbon_emissions: Maybe[WireEmissions] = None
    departure_token: Maybe[Token] = None
    booking_token: Maybe[Token] = None

    def to_journey(self) -> Journey | None:
        """Return the journey, None if its times are impossible."""
        legs = tuple(leg.to_leg() for leg in self.flights)
        waits = tuple(
            Layover(one.id, one.name, one.duration, bool(one.overnight)) for one in self.layovers
        )
        if abs(legs[-1].destination.time - legs[0].origin.time) > LONGEST_JOURNEY:
            return None
        emissions = self.carbon_emissions.difference_percent if self.carbon_emissions else None
        return Journey(legs, waits, self.total_duration, emissions)

    def to_offer(self, basis: FlightBasis) -> FlightOffer | None:
        """Return the journey with its price and the token for the next step."""
        journey = self.to_journey()
        if journey is None:
            return None
        price = None if self.price is None else basis.money(self.price)
        return FlightOffer(journey, price, self.departure_token or self.booking_token)


class WireInsights(WireModel):
    """The price beside the usual ones. Optional: unreadable parts are left out."""

    price_level: Maybe[PriceLevel] = None
    typical_price_range: Maybe[Annotated[list[Amount], Field(min_length=2, max_length=2)]] = None
    price_history: Readable[tuple[Stamp, Amount]] = Field(default_factory=list)

    def to_insights(self, basis: FlightBasis) -> PriceInsights:
        """Return it in the product's words, the history oldest first."""
        usual = self.typical_price_range
        points = (
            PricePoint(datetime.fromtimestamp(stamp, UTC), basis.money(amount))
            for stamp, amount in self.price_history
        )
        return PriceInsights(
            self.price_level,
            (basis.money(min(usual)), basis.money(max(usual))) if usual else None,
            tuple(sorted(points, key=lambda point: point.observed_at)),
        )


class FlightMetadata(Metadata):
    """Where Google shows the same, besides every answer's metadata."""

    google_flights_url: Maybe[Link] = None


class WirePage(Answered):
    """The answer to the first and second question: either list may be missing."""

    best_flights: list[Any] | None = None
    other_flights: list[Any] | None = None
    price_insights: Maybe[WireInsights] = None
    search_metadata: Maybe[FlightMetadata] = None

    def offers(self, basis: FlightBasis, operation: str) -> tuple[FlightOffer, ...]:
        """Return the readable journeys, best first. Raises `ChangedShape` if there are none."""
        listed = [*(self.best_flights or ()), *(self.other_flights or ())]
        read = read_each(WireJourney, listed, Supplier.SERPAPI, operation, "flights")
        offers = (journey.to_offer(basis) for journey in read)
        return tuple(offer for offer in offers if offer is not None)


class WireRequest(WireModel):
    """How to reach the seller; with `post_data` there is no plain link."""

    url: Maybe[Link] = None
    post_data: str | None = None


class WireTicket(WireModel):
    """A ticket at a seller."""

    book_with: Name
    price: Amount | None = None
    baggage_prices: Readable[Text] = Field(default_factory=list)
    booking_request: Maybe[WireRequest] = None

    @property
    def link(self) -> str | None:
        """Return the seller's page if there is a plain, encrypted link to it."""
        request = self.booking_request
        if request is None or request.post_data or not (request.url or "").startswith("https://"):
            return None
        return request.url


class WireOption(WireModel):
    """One ticket for the whole trip, or one for each way."""

    together: WireTicket | None = None
    departing: WireTicket | None = None
    returning: WireTicket | None = None

    def to_option(self, basis: FlightBasis) -> SellingOption | None:
        """Return the option, None without a price: it cannot be compared."""
        tickets = [one for one in (self.together, self.departing, self.returning) if one]
        if self.together is not None:
            tickets = [self.together]
        elif len(tickets) < 2:  # noqa: PLR2004 - one of two tickets is not a trip
            return None
        prices = [one.price for one in tickets if one.price is not None]
        if len(prices) < len(tickets):
            return None
        return SellingOption(
            " + ".join(dict.fromkeys(one.book_with for one in tickets)),
            basis.money(sum(prices, Decimal(0))),
            _baggage(line for one in tickets for line in one.baggage_prices),
            tickets[0].link,
            is_split=self.together is None,
        )


class WireBaggage(WireModel):
    """The fare's rules for bags, for the whole journey or each way."""

    together: Readable[Text] = Field(default_factory=list)
    departing: Readable[Text] = Field(default_factory=list)
    returning: Readable[Text] = Field(default_factory=list)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return each line once."""
        return _baggage((*self.together, *self.departing, *self.returning))


class WireSellers(Answered):
    """The answer to the third question."""

    selected_flights: list[Any] | None = None
    booking_options: list[Any] | None = None
    baggage_prices: Maybe[WireBaggage] = None
    price_insights: Maybe[WireInsights] = None
    search_metadata: Maybe[FlightMetadata] = None


def _baggage(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(lines))[:MOST_BAGGAGE]
