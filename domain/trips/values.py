"""What passes between the package service and those who show it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.errors import Refusal
from domain.flights.values import Endpoint, FlightSearchView
from domain.money import Money
from domain.reading.leftovers import Leftover
from domain.search.values import Draft, FoundHotel, PricedOffer, SearchView, SupplierReport
from domain.suppliers.flight_contract import FlightOffer


class PackageGap(StrEnum):
    """What is missing before a package can be searched."""

    PLACE = "place"
    DATES = "dates"
    PEOPLE = "people"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class PackageDraft:
    """A package as far as it is known: a stay, and the origin of its flights."""

    stay: Draft = field(default_factory=Draft)
    origin: Endpoint | None = None
    people_known: bool = False

    @property
    def gaps(self) -> tuple[PackageGap, ...]:
        """Return what is missing, in the order of asking."""
        gaps = {
            PackageGap.PLACE: self.stay.destination is None,
            PackageGap.DATES: self.stay.check_in is None or self.stay.check_out is None,
            PackageGap.PEOPLE: not self.people_known,
            PackageGap.ORIGIN: self.origin is None,
        }
        return tuple(gap for gap, is_open in gaps.items() if is_open)


@dataclass(frozen=True, slots=True)
class PackageReading:
    """What was read from a text: the draft, what was wrong with it, and what was left out."""

    draft: PackageDraft
    problems: tuple[Refusal, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class PackageSearchView:
    """A package search: its two halves."""

    package_id: int
    search: SearchView
    flights: FlightSearchView


@dataclass(frozen=True, slots=True)
class Package:
    """A hotel and a flight. Its price is always the sum of the two.

    The hotel's part is for the whole stay of all rooms, the flight's for everyone, both ways.
    `worth` is the converted sum, if they are in different currencies.
    """

    hotel: FoundHotel
    offer: PricedOffer
    flight: FlightOffer
    fare: Money
    worth: Money | None = None

    @property
    def total(self) -> Money:
        """Return the sum of both parts, converted if necessary."""
        return self.worth or self.offer.quote.total + self.fare


@dataclass(frozen=True, slots=True)
class PackageOutcome:
    """Every hotel with one flight, the cheapest first, and the flights to choose from.

    `left_out` hotels have a price in a currency without a known rate, or none; `hidden` do not
    meet the wishes. `too_dear` cost more with the flight than the budget for everything;
    `cheapest_beyond` is the least of these sums. `flight` is None if none is sold or nobody could
    be asked; the reports say which.
    """

    view: PackageSearchView
    packages: tuple[Package, ...]
    flight: FlightOffer | None
    flights: tuple[FlightOffer, ...]
    left_out: int
    hotels_seen_at: datetime
    flights_seen_at: datetime
    reports: tuple[SupplierReport, ...]
    flight_report: SupplierReport
    hidden: int = 0
    too_dear: int = 0
    cheapest_beyond: Money | None = None

    def package_with(self, hotel_id: int) -> Package | None:
        """Return the package with a hotel, or None."""
        return next((one for one in self.packages if one.hotel.hotel_id == hotel_id), None)
