"""Values that the search service takes and returns."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Refusal
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.full_names import FullName
from domain.money import Money
from domain.reading.leftovers import Leftover
from domain.search.filters import NO_FILTERS, Anchor, Filters
from domain.stay import Room, Stay
from domain.suppliers.contract import (
    Coordinates,
    Place,
    PriceQuestion,
    Quote,
    Rate,
    Refundability,
    Supplier,
)


@dataclass(frozen=True, slots=True)
class DestinationView:
    """A destination in the catalogue. `full_name` distinguishes it from namesakes."""

    destination_id: int
    name: str
    full_name: FullName
    time_zone: str
    place: Place


class Missing(StrEnum):
    """What must still be asked before a search."""

    PLACE = "place"
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Draft:
    """A search so far. Corrections replace one part and keep the rest.

    The budget is for a night (`most_a_night`) or the whole stay (`most_in_all`), never both.
    `nights` were said while the days are still to be asked: "3 nights in February"; `ageless`
    children have no age yet.
    """

    destination: DestinationView | None = None
    place_text: str | None = None
    check_in: date | None = None
    check_out: date | None = None
    rooms: tuple[Room, ...] = (Room(),)
    most_a_night: Money | None = None
    filters: Filters = NO_FILTERS
    near: Anchor | None = None
    most_in_all: Money | None = None
    nights: int | None = None
    ageless: int = 0

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Return what is still to be asked, in the order of asking."""
        gaps = []
        if self.destination is None:
            gaps.append(Missing.PLACE)
        if self.check_in is None or self.check_out is None:
            gaps.append(Missing.DATES)
        return tuple(gaps)

    def at(self, place: DestinationView, near: Anchor | None = None) -> "Draft":
        """Return the same at another place; what the old one was to be near is forgotten."""
        return replace(self, destination=place, place_text=place.name, near=near)

    def without_budget(self) -> "Draft":
        """Return the same without a budget."""
        return replace(self, most_a_night=None, most_in_all=None)

    def most_total(self, nights: int) -> Money | None:
        """Return the most that this many nights may cost, None for any price."""
        if self.most_in_all is not None:
            return self.most_in_all
        night = self.most_a_night
        return night and Money.of(night.amount * nights, night.currency)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was read from a text: the draft, the problems, and what was left out.

    Each problem concerns one part; the draft has all the others. `leftovers` are words that were
    not understood or cannot be searched by; `spelt` is the place's misspelt name, if it was
    corrected.
    """

    draft: Draft
    problems: tuple[Refusal, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    spelt: str | None = None

    @property
    def left_over(self) -> tuple[str, ...]:
        """Return the words that were not understood."""
        return tuple(one.words for one in self.leftovers if not one.is_understood)


@dataclass(frozen=True, slots=True)
class SearchView:
    """A search by a traveller with the passport of `nationality` (ISO 3166-1).

    `chosen` are the ids of the hotels to be compared.

    `in_all`: the budget, `most_total`, was set for the whole stay, not for a night.
    """

    search_id: int
    destination: DestinationView
    stay: Stay
    nationality: str
    currency: str
    most_total: Money | None
    created_at: datetime
    asked_at: datetime
    filters: Filters = NO_FILTERS
    near: Anchor | None = None
    chosen: tuple[int, ...] = ()
    is_saved: bool = False
    in_all: bool = False

    @property
    def question(self) -> PriceQuestion:
        """Return the question to suppliers."""
        return PriceQuestion(self.stay, self.nationality, self.currency)


@dataclass(frozen=True, slots=True)
class PricedOffer:
    """One supplier's price for a hotel."""

    supplier: Supplier
    quote: Quote


@dataclass(frozen=True, slots=True)
class Unsold:
    """A supplier that listed a hotel without selling it, `at` its own time."""

    supplier: Supplier
    at: datetime


@dataclass(frozen=True, slots=True)
class Doubt:
    """A price so different from the previous one that it counts only once it is seen again."""

    total: Money
    at: datetime


@dataclass(frozen=True, slots=True)
class FoundHotel:
    """A hotel in the results, once, however many suppliers list it.

    `best` is the price to show: the cheapest all-in price by worth in the wished currency, else the
    first. `reference` is another supplier's. Without a price, both are None. `doubt` is a price
    being checked.
    """

    hotel_id: int
    name: str
    area: str | None
    address: str | None
    coordinates: Coordinates | None
    stars: int | None
    rating: float | None
    review_count: int | None
    property_type: str | None
    photos: tuple[str, ...]
    amenities: tuple[str, ...]
    best: PricedOffer | None
    reference: PricedOffer | None = None
    unsold: tuple[Unsold, ...] = ()
    doubt: Doubt | None = None

    @property
    def offers(self) -> tuple[PricedOffer, ...]:
        """Return the prices, the one to show first."""
        return tuple(offer for offer in (self.best, self.reference) if offer is not None)


# The status of a supplier that has not answered yet.
AWAITED = "awaited"


@dataclass(frozen=True, slots=True)
class SupplierReport:
    """How asking one supplier went: a `SupplierStatus` value, or `AWAITED`.

    `told_at` is when it said that nothing is sold, if that was before it was asked.
    """

    supplier: Supplier
    status: str
    offers: int
    seconds: float
    told_at: datetime | None = None

    @property
    def answered(self) -> bool:
        """Return whether the supplier answered (an empty answer is an answer)."""
        return self.status in {"ok", "no_availability"}

    @property
    def is_awaited(self) -> bool:
        """Return whether the supplier is still being asked."""
        return self.status == AWAITED


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """The hotels that fit, in the requested order, and the suppliers' reports.

    `found` are all hotels, including those that do not fit; `untold` of the hidden ones are hidden
    only because something is unknown. If `found` is empty, nothing is sold (every report
    `answered`) or a supplier could not be asked. `depth` counts the rounds of asking, from 1; with
    `has_more`, another round brings further hotels. `rates` served to compare prices in other
    currencies.
    """

    search: SearchView
    hotels: tuple[FoundHotel, ...]
    reports: tuple[SupplierReport, ...]
    found: tuple[FoundHotel, ...] = ()
    untold: int = 0
    depth: int = 1
    has_more: bool = False
    rates: ExchangeRates = field(default=NO_RATES, repr=False)

    @property
    def hidden(self) -> int:
        """Return how many hotels do not fit."""
        return len(self.found) - len(self.hotels)

    @property
    def is_partial(self) -> bool:
        """Return whether a supplier has yet to answer."""
        return any(report.is_awaited for report in self.reports)

    @property
    def seen_at(self) -> datetime:
        """Return when the oldest price shown was seen."""
        seen = [hotel.best.quote.observed_at for hotel in self.hotels if hotel.best is not None]
        return min(seen, default=self.search.asked_at)


@dataclass(frozen=True, slots=True)
class SupplierRate:
    """A rate and its supplier."""

    supplier: Supplier
    rate: Rate


@dataclass(frozen=True, slots=True)
class HotelPage:
    """One hotel for one search as of `asked_at`; rates cheapest first.

    Rates in other currencies count by their worth, or come last. `usual_from` is the supplier that
    gave `usual_range`.
    """

    search: SearchView
    hotel: FoundHotel
    description: str | None
    website: str | None
    rates: tuple[SupplierRate, ...]
    reports: tuple[SupplierReport, ...]
    usual_range: tuple[Money, Money] | None
    asked_at: datetime
    usual_from: Supplier | None = None

    @property
    def free_cancel_until(self) -> datetime | None:
        """Return until when the rate shown can be cancelled for free, if known."""
        total = None if self.hotel.best is None else self.hotel.best.quote.total
        quotes = [one.rate.quote for one in self.rates if one.rate.quote.total == total]
        free = (one for one in quotes if one.refundable is Refundability.YES)
        return next((one.free_cancel_until for one in free if one.free_cancel_until), None)

    @property
    def seen_at(self) -> datetime:
        """Return when the first price was seen."""
        return self.hotel.best.quote.observed_at if self.hotel.best else self.asked_at
