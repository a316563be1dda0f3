"""The port to a supplier of flights. Its errors are those of `contract`.

A return trip takes three questions: the flights out, the flights back for the chosen one, and who
sells both. For one way, the first answer leads straight to the sellers. Times are as printed on a
ticket: local to the airport, without a zone.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.money import Money
from domain.suppliers.contract import Priority, Supplier
from domain.suppliers.errors import InfantsWithoutLap, NoFlyingAdult, TooManyTravellers

MOST_TRAVELLERS = 9
# The ages from which a traveller has a seat, and pays as an adult.
OWN_SEAT_AGE, ADULT_AGE = 2, 12


class Cabin(StrEnum):
    """The classes of seats."""

    ECONOMY = "economy"
    PREMIUM = "premium"
    BUSINESS = "business"
    FIRST = "first"


class PriceLevel(StrEnum):
    """How a price compares with the route's usual price."""

    LOW = "low"
    TYPICAL = "typical"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Party:
    """Who flies. Under two on a lap, from twelve counted as adults.

    Raises `NoFlyingAdult`, `TooManyTravellers` or `InfantsWithoutLap` if nobody sells to them.
    """

    adults: int = 1
    child_ages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.adults < 1:
            raise NoFlyingAdult
        everyone = self.adults + len(self.child_ages)
        if everyone > MOST_TRAVELLERS:
            raise TooManyTravellers(everyone, MOST_TRAVELLERS)
        if self.infants > self.adults:
            raise InfantsWithoutLap(self.infants, self.adults)

    @property
    def infants(self) -> int:
        """Return how many sit on a lap."""
        return sum(1 for age in self.child_ages if age < OWN_SEAT_AGE)

    @property
    def children(self) -> int:
        """Return how many children have a seat."""
        return sum(1 for age in self.child_ages if OWN_SEAT_AGE <= age < ADULT_AGE)

    @property
    def paying_adults(self) -> int:
        """Return how many pay as adults, with youths."""
        return self.adults + sum(1 for age in self.child_ages if age >= ADULT_AGE)


@dataclass(frozen=True, slots=True)
class FlightQuestion:
    """From and to (alternative IATA codes), when, who, and in which cabin.

    `inbound` is None for one way. `nationality` is ISO 3166-1 alpha-2, the market to ask in.
    `first_hand` is as in `PriceQuestion`.
    """

    origins: tuple[str, ...]
    destinations: tuple[str, ...]
    outbound: date
    inbound: date | None
    party: Party
    cabin: Cabin
    currency: str
    nationality: str
    first_hand: bool = field(default=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Halt:
    """An airport, and the local time at which a flight leaves or arrives."""

    code: str
    name: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Leg:
    """One flight of a journey; `minutes` are in the air. `number` is like "AI 123"."""

    origin: Halt
    destination: Halt
    minutes: int
    airline: str
    number: str
    airplane: str | None = None
    cabin: str | None = None
    legroom: str | None = None
    is_often_late: bool = False


@dataclass(frozen=True, slots=True)
class Layover:
    """A wait between two flights."""

    code: str
    name: str
    minutes: int
    is_overnight: bool = False


@dataclass(frozen=True, slots=True)
class Journey:
    """Successive flights to the destination; `minutes` are in total, including waits."""

    legs: tuple[Leg, ...]
    layovers: tuple[Layover, ...]
    minutes: int
    emissions_percent: int | None = None

    @property
    def departs(self) -> datetime:
        """Return the local time of departure."""
        return self.legs[0].origin.time

    @property
    def arrives(self) -> datetime:
        """Return the local time of arrival."""
        return self.legs[-1].destination.time

    @property
    def days_later(self) -> int:
        """Return how many days after departure it arrives, by the two places' calendars."""
        return (self.arrives.date() - self.departs.date()).days

    @property
    def airlines(self) -> tuple[str, ...]:
        """Return the airlines, each once, in order."""
        return tuple(dict.fromkeys(leg.airline for leg in self.legs))


@dataclass(frozen=True, slots=True)
class FlightOffer:
    """A journey in a list. `price` is for everyone, and for both ways of a return trip.

    `token` leads to the flights back or to the sellers; None if nothing follows.
    """

    journey: Journey
    price: Money | None
    token: str | None


@dataclass(frozen=True, slots=True)
class PricePoint:
    """The lowest price of the whole question, seen on a day."""

    observed_at: datetime
    total: Money


@dataclass(frozen=True, slots=True)
class PriceInsights:
    """What the question usually costs, and cost on each recent day."""

    level: PriceLevel | None
    usual: tuple[Money, Money] | None
    history: tuple[PricePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class FlightPage:
    """An answer: journeys in the supplier's order, best first. `link` leads to its site."""

    offers: tuple[FlightOffer, ...]
    insights: PriceInsights | None
    link: str | None
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class SellingOption:
    """A seller of a trip, and its price. `link` is None if there is no plain link.

    `is_split`: two separate tickets.
    """

    seller: str
    price: Money
    baggage: tuple[str, ...] = ()
    link: str | None = None
    is_split: bool = False


@dataclass(frozen=True, slots=True)
class SellerSheet:
    """A chosen trip with its sellers, cheapest first."""

    journeys: tuple[Journey, ...]
    options: tuple[SellingOption, ...]
    baggage: tuple[str, ...]
    insights: PriceInsights | None
    link: str | None
    observed_at: datetime


class FlightGateway(Protocol):
    """One supplier of flights. Every call raises a `SupplierError` and nothing else."""

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""

    async def outbound(
        self, question: FlightQuestion, priority: Priority = Priority.LIVE
    ) -> FlightPage:
        """Return the journeys out; raises `NoAvailability` if there are none."""

    async def inbound(self, question: FlightQuestion, token: str) -> FlightPage:
        """Return the journeys back for the outbound journey of `token`."""

    async def sellers(self, question: FlightQuestion, token: str) -> SellerSheet:
        """Return the sellers of the journeys that `token` stands for."""
