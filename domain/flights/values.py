"""Values that the flight service returns."""

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
    """An airport by its IATA code; `city` is the place it serves."""

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
    """Where a flight begins or ends: an airport, or all airports of a city.

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
        """Return the time zone in which a departure's day counts."""
        return self.airports[0].time_zone

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the airports' codes."""
        return tuple(airport.code for airport in self.airports)

    @property
    def key(self) -> str:
        """Return the key that finds it again."""
        return ",".join(self.codes)


@dataclass(frozen=True, slots=True)
class NearAirport:
    """An airport and its distance in kilometres."""

    airport: Airport
    km: float


class FlightGap(StrEnum):
    """What must still be asked before a flight search."""

    ORIGIN = "origin"
    DESTINATION = "destination"
    OUTBOUND = "outbound"
    INBOUND = "inbound"


@dataclass(frozen=True, slots=True)
class FlightDraft:
    """A flight search so far. `is_one_way` is None until it is known.

    `stops` and `leaves` filter the list at first; suppliers are not told.
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
        """Return whether a return is wanted, even if its day is still unknown."""
        return self.is_one_way is False

    def leaving_on(self, outbound: date, inbound: date | None = None) -> "FlightDraft":
        """Return the same on other days; without `inbound` the return is still to be asked."""
        is_one_way = None if inbound is None else False
        return replace(self, outbound=outbound, inbound=inbound, is_one_way=is_one_way)

    def one_way(self) -> "FlightDraft":
        """Return the same without a return."""
        return replace(self, inbound=None, is_one_way=True)

    def swapped(self) -> "FlightDraft":
        """Return the same in the opposite direction."""
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
    """What was read from a text: the draft, and the problems, one for each part.

    `unclear` is the first end whose name is unknown or ambiguous. `leftovers` are words that were
    not understood or that flight searches cannot use.
    """

    draft: FlightDraft
    problems: tuple[Refusal, ...] = ()
    unclear: FlightGap | None = None
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class FlightSearchView:
    """A flight search."""

    search_id: int
    origin: Endpoint
    destination: Endpoint
    question: FlightQuestion
    created_at: datetime
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class FlightOutcome:
    """The journeys found for one direction, and the supplier's report.

    `chosen` is the outbound journey if these are the ones back. `offers` is empty if nothing is
    sold (the report `answered`) or if the supplier could not be asked.
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
    """The journeys of a whole trip and their sellers. `sheet` is None if those are unknown.

    `offer` is the last one chosen: its price is the whole trip's, as listed.
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
        """Return the lowest seller's price, else the listed one."""
        return self.sheet.options[0].price if self.sheet else self.offer.price


def fingerprint_of(journey: Journey) -> str:
    """Return what identifies a journey from one answer to the next: its flights and days."""
    flown = "|".join(
        f"{leg.number}@{leg.origin.code}{leg.origin.time:%Y%m%d}{leg.destination.code}"
        for leg in journey.legs
    )
    return hashlib.sha256(flown.encode()).hexdigest()[:FINGERPRINT_LETTERS]


def question_fingerprint(question: FlightQuestion) -> str:
    """Return what identifies a question: the same for the same airports, days, people and cabin.

    Stable across versions of this product, so that price histories can rely on it.
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
    """Raise a `FlightRefused` for impossible ends or days."""
    if set(origin.codes) & set(destination.codes):
        raise SameAirport(destination.full_name)
    require_days(outbound, inbound, today)


def require_days(outbound: date, inbound: date | None, today: date) -> None:
    """Raise a `FlightRefused` for impossible days."""
    latest = today + timedelta(days=FARTHEST_DAYS)
    if outbound < today:
        raise FlightInPast(outbound, today)
    if inbound is not None and inbound < outbound:
        raise ReturnBeforeOutbound(outbound, inbound)
    last = inbound or outbound
    if last > latest:
        raise FlightTooFarAhead(last, latest)
