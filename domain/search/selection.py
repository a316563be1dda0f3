"""Selects the hotels that match a traveller's wishes.

Each wish has three answers: yes, no and unknown. A hotel stays only if every answer is yes: what is
unknown does not count as present. Wishes about the price and its terms (budget, breakfast,
cancellation) must be met by a single offer, from whichever supplier, and that offer is shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from domain.catalog.amenities import amenities_of
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.money import Money
from domain.search.filters import NO_FILTERS, Filters
from domain.search.values import FoundHotel, PricedOffer, SearchView
from domain.suppliers.contract import Board, Quote, Refundability

Answer = bool | None
WITH_BREAKFAST = frozenset(
    {Board.BREAKFAST, Board.HALF_BOARD, Board.FULL_BOARD, Board.ALL_INCLUSIVE}
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that narrows a search; `most_total` is for the whole stay of `nights`.

    `in_all`: it was set for the stay, not for a night. `rates` serve to compare amounts in other
    currencies.
    """

    filters: Filters = NO_FILTERS
    most_total: Money | None = None
    nights: int = 1
    in_all: bool = False
    rates: ExchangeRates = field(default=NO_RATES, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Return whether every hotel fits."""
        return self.most_total is None and self.filters.is_empty


@dataclass(frozen=True, slots=True)
class Sifted:
    """The hotels that fit, how many do not, and how many of those only because something is
    unknown.
    """

    hotels: tuple[FoundHotel, ...]
    hidden: int = 0
    untold: int = 0


def wishes_of(search: SearchView, rates: ExchangeRates = NO_RATES) -> Wishes:
    """Return a search's wishes."""
    return Wishes(search.filters, search.most_total, search.stay.nights, search.in_all, rates)


def sift(hotels: Iterable[FoundHotel], wishes: Wishes) -> Sifted:
    """Return the hotels that fit, in the same order, each with its fitting offer as the best."""
    kept: list[FoundHotel] = []
    hidden = untold = 0
    for hotel in hotels:
        answer, offer = judge(hotel, wishes)
        if answer:
            kept.append(_showing(hotel, offer))
        else:
            hidden += 1
            untold += answer is None
    return Sifted(tuple(kept), hidden, untold)


def count_fitting(hotels: Iterable[FoundHotel], wishes: Wishes) -> int:
    """Return how many hotels fit."""
    return sum(judge(hotel, wishes)[0] is True for hotel in hotels)


def judge(hotel: FoundHotel, wishes: Wishes) -> tuple[Answer, PricedOffer | None]:
    """Return whether a hotel fits, and with which offer.

    None: it depends on something unknown.
    """
    of_hotel = _all(_about_hotel(hotel, wishes.filters))
    if not _asks_of_offer(wishes):
        return of_hotel, hotel.best
    best: Answer = False if hotel.offers else None
    for offer in hotel.offers:
        answer = _all(_about_quote(offer.quote, wishes))
        if answer:
            return of_hotel, offer
        best = best if answer is False else None
    return _all((of_hotel, best)), None


def _showing(hotel: FoundHotel, offer: PricedOffer | None) -> FoundHotel:
    if offer is hotel.best:
        return hotel
    return replace(hotel, best=offer, reference=hotel.best)


def _all(answers: Iterable[Answer]) -> Answer:
    """Return yes if all are, no if one is, else unknown."""
    outcome: Answer = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            outcome = None
    return outcome


def _about_hotel(hotel: FoundHotel, filters: Filters) -> Iterator[Answer]:
    if filters.stars:
        yield None if hotel.stars is None else hotel.stars in filters.stars
    if filters.least_rating is not None:
        yield None if hotel.rating is None else hotel.rating >= filters.least_rating
    if filters.amenities:
        yield filters.amenities <= amenities_of(hotel.amenities) if hotel.amenities else None
    if filters.areas:
        yield None if hotel.area is None else hotel.area in filters.areas
    if filters.property_types:
        kind = hotel.property_type
        yield None if kind is None else kind in filters.property_types


def _asks_of_offer(wishes: Wishes) -> bool:
    filters = wishes.filters
    return bool(
        filters.refundable or filters.breakfast or filters.least_a_night or wishes.most_total
    )


def _about_quote(quote: Quote, wishes: Wishes) -> Iterator[Answer]:
    filters = wishes.filters
    if filters.refundable:
        unknown = quote.refundable is Refundability.UNKNOWN
        yield None if unknown else quote.refundable is Refundability.YES
    if filters.breakfast:
        yield None if quote.board is Board.UNKNOWN else quote.board in WITH_BREAKFAST
    if wishes.most_total is not None:
        yield _at_most(quote.total, wishes.most_total, wishes.rates)
    if filters.least_a_night is not None:
        # Rounded like the screen's price a night, so that 3,333.33 a night is 10,000 for 3.
        night = quote.total.share(wishes.nights)
        yield _at_most(filters.least_a_night, night, wishes.rates)


def _at_most(amount: Money, limit: Money, rates: ExchangeRates) -> Answer:
    """Compare amounts by their worth; without an exchange rate the answer is unknown.

    Rounded like the screen's amounts, so that ≈ €500 is within €500.
    """
    worth = rates.convert(amount, limit.currency)
    return None if worth is None else worth <= limit
