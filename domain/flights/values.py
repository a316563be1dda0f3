"""What passes between the flight service and those who show it."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import Refusal
from domain.flights.errors import FlightInPast, FlightTooFarAhead, ReturnBeforeOutbound, SameAirport
from domain.flights.ranking import DepartureTime, Stops
from domain.full_names import FullName
from domain.money import Money
from domain.reading.leftovers import Leftover
from domain.search.values import SupplierReport
from domain.suppliers.contract import Coordinates
from domain.suppliers.flight_contract import (
    Cabin,
    FlightOffer,
    FlightQuestion,
    Journey,
    Party,
    PriceInsights,
    SellerSheet,
)

# Airlines open their timetables about eleven months ahead.
FARTHEST_DAYS = 330
FINGERPRINT_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport of the catalogue by its IATA code; `city` is the place it serves."""

    code: str
    name: str
    city: str
    country_code: str
    country_name: str
    coordinates: Coordinates
    time_zone: str

    @property
    def full_name(self) -> FullName:
        """Return the city's name with its country, and the airport's code."""
        return FullName((self.city,), self.country_code, self.country_name, (self.code,))


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a flight begins or ends: one airport, or all of a city.

    `key` finds it again: "LHR", or "LHR,LGW" for several.
    """

    name: str
    airports: tuple[Airport, ...]

    @property
    def full_name(self) -> FullName:
        """Return its name with its country, and the airports' codes."""
        first = self.airports[0]
        return FullName((self.name,), first.country_code, first.country_name, self.codes)

    @property
    def time_zone(self) -> str:
        """Return the zone by whose calendar one leaves."""
        return self.airports[0].time_zone

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the airports' codes."""
        return tuple(airport.code for airport in self.airports)

    @property
    def key(self) -> str:
        """Return what finds it again."""
        return ",".join(self.codes)


@dataclass(frozen=True, slots=True)
class NearAirport:
    """An airport and how far it is, in kilometres."""

    airport: Airport
    km: float


class FlightGap(StrEnum):
    """What must still be asked before flights can be searched."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    OUTBOUND = "outbound"
    INBOUND = "inbound"


@dataclass(frozen=True, slots=True)
class FlightDraft:
    """A flight search as far as it is known. `is_one_way` None: not said yet.

    By `stops` and `leaves` the list is narrowed at first; suppliers are not asked by them.
    """

    origin: Endpoint | None = None
    destination: Endpoint | None = None
    outbound: date | None = None
    inbound: date | None = None
    is_one_way: bool | None = None
    party: Party = field(default_factory=Party)
    cabin: Cabin = Cabin.ECONOMY
    stops: Stops = Stops.ANY
    leaves: DepartureTime = DepartureTime.ANY

    @property
    def wants_return(self) -> bool:
        """Return whether a way back is asked for, be its day known or not."""
        return self.is_one_way is False

    def leaving_on(self, outbound: date, inbound: date | None = None) -> "FlightDraft":
        """Return the same on other days; without a day back it is still to be said."""
        is_one_way = None if inbound is None else False
        return replace(self, outbound=outbound, inbound=inbound, is_one_way=is_one_way)

    def one_way(self) -> "FlightDraft":
        """Return the same without a way back."""
        return replace(self, inbound=None, is_one_way=True)

    def swapped(self) -> "FlightDraft":
        """Return the same the other way round."""
        return replace(self, origin=self.destination, destination=self.origin)

    @property
    def gaps(self) -> tuple[FlightGap, ...]:
        """Return what is still to be asked, in the order of asking."""
        gaps = {
            FlightGap.ORIGIN: self.origin is None,
            FlightGap.DESTINATION: self.destination is None,
            FlightGap.OUTBOUND: self.outbound is None,
            FlightGap.INBOUND: self.inbound is None and self.is_one_way is not True,
        }
        return tuple(gap for gap, is_open in gaps.items() if is_open)


@dataclass(frozen=True, slots=True)
class FlightReading:
    """What was read from a text: the draft, and what was wrong with it, part by part.

    `unclear` is the first end whose name was not found or means several. `leftovers` are words that
    nobody understood, and those by which flights are not searched.
    """

    draft: FlightDraft
    problems: tuple[Refusal, ...] = ()
    unclear: FlightGap | None = None
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class FlightSearchView:
    """A flight search that was begun."""

    search_id: int
    origin: Endpoint
    destination: Endpoint
    question: FlightQuestion
    created_at: datetime
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class FlightOutcome:
    """The journeys found for one way of a search, and how asking went.

    `chosen` is the outbound journey when these are the ones back. `offers` is empty for two
    reasons: the report `answered` (nothing is sold), or nobody could be asked.
    """

    search: FlightSearchView
    offers: tuple[FlightOffer, ...]
    insights: PriceInsights | None
    link: str | None
    observed_at: datetime
    report: SupplierReport
    chosen: FlightOffer | None = None


@dataclass(frozen=True, slots=True)
class ChosenFlights:
    """The journeys of a whole trip with who sells them. `sheet` is None when nobody said.

    `offer` is the last one chosen: its price is the trip's as the list had it.
    """

    search: FlightSearchView
    journeys: tuple[Journey, ...]
    offer: FlightOffer
    sheet: SellerSheet | None
    insights: PriceInsights | None
    link: str | None
    observed_at: datetime
    report: SupplierReport

    @property
    def price(self) -> Money | None:
        """Return the lowest price that a seller asks, else the list's."""
        return self.sheet.options[0].price if self.sheet else self.offer.price


def fingerprint_of(journey: Journey) -> str:
    """Return what a journey is known by from one answer to the next: its flights and days."""
    flown = "|".join(
        f"{leg.number}@{leg.origin.code}{leg.origin.time:%Y%m%d}{leg.destination.code}"
        for leg in journey.legs
    )
    return hashlib.sha256(flown.encode()).hexdigest()[:FINGERPRINT_LETTERS]


def question_fingerprint(question: FlightQuestion) -> str:
    """Return what a question is known by: the same for the same airports, days, people, cabin.

    Stable over versions of this product, so that a price history may hang on it.
    """
    party = question.party
    parts = (
        "/".join(sorted(question.origins)),
        "/".join(sorted(question.destinations)),
        question.outbound.isoformat(),
        question.inbound.isoformat() if question.inbound else "one-way",
        f"{party.paying_adults}+{party.children}+{party.infants}",
        question.cabin.value,
        question.currency,
        question.nationality,
    )
    return hashlib.sha256(":".join(parts).encode()).hexdigest()[:32]


def require_flyable(
    origin: Endpoint, destination: Endpoint, outbound: date, inbound: date | None, today: date
) -> None:
    """Raise a `FlightRefused` for ends or days between which nobody flies."""
    if set(origin.codes) & set(destination.codes):
        raise SameAirport(destination.full_name)
    require_days(outbound, inbound, today)


def require_days(outbound: date, inbound: date | None, today: date) -> None:
    """Raise a `FlightRefused` for days on which nobody flies."""
    latest = today + timedelta(days=FARTHEST_DAYS)
    if outbound < today:
        raise FlightInPast(outbound, today)
    if inbound is not None and inbound < outbound:
        raise ReturnBeforeOutbound(outbound, inbound)
    last = inbound or outbound
    if last > latest:
        raise FlightTooFarAhead(last, latest)
