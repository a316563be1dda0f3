"""Which price of a hotel to show, and in which order hotels stand."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from domain.catalog.matching import distance_metres
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.search.values import FoundHotel, PricedOffer, SearchView
from domain.suppliers.contract import Quote, RateKind, TaxInclusion

FIRMNESS = {RateKind.BOOKABLE: 0, RateKind.NEEDS_RECHECK: 1, RateKind.QUOTE: 2}
# What a hotel is taken to be rated before anyone rates it: neither best nor worst.
UNRATED = Decimal("3.5")
# How many ratings outweigh that. Where their number is not told, it is taken to be as many.
DOUBT = 20
NOTHING = Decimal(0)


class Sorting(StrEnum):
    """The orders that are offered."""

    PRICE = "price"
    RATING = "rating"
    DISTANCE = "distance"
    VALUE = "value"


def is_all_in(quote: Quote) -> bool:
    """Return whether the total is what is paid in all."""
    return quote.taxes is TaxInclusion.INCLUDED


def choose_best(
    offers: Iterable[PricedOffer], currency: str, rates: ExchangeRates = NO_RATES
) -> list[PricedOffer]:
    """Return the offers, the one to show first.

    Prices are compared by what they are worth in the wished currency, all-in ones before those
    that may still grow by taxes; at the same price the one in that currency, then the firmer one
    is shown. Where no rate is known, prices in other currencies come last.
    """

    def place(offer: PricedOffer) -> tuple[bool, bool, Decimal, bool, int]:
        total = offer.quote.total
        worth = rates.worth(total, currency)
        return (
            worth is None,
            not is_all_in(offer.quote),
            total.amount if worth is None else worth,
            total.currency != currency,
            FIRMNESS[offer.quote.kind],
        )

    return sorted(offers, key=place)


def worthiest(hotel: FoundHotel, currency: str, rates: ExchangeRates) -> FoundHotel:
    """Return a hotel with its offers in the order that holds at today's rates.

    What is kept of a question knows no rates: they are those of whoever looks.
    """
    offers = choose_best(hotel.offers, currency, rates)
    best = offers[0] if offers else None
    reference = offers[1] if len(offers) > 1 else None
    if best is hotel.best and reference is hotel.reference:
        return hotel
    return replace(hotel, best=best, reference=reference)


def usual_sorting(search: SearchView) -> Sorting:
    """Return the order that fits a search: nearest first where a point to be near is named."""
    return Sorting.DISTANCE if search.near is not None else Sorting.PRICE


def metres_away(hotel: FoundHotel, search: SearchView) -> float | None:
    """Return how far a hotel is from the point to be near, else from the place's centre."""
    if hotel.coordinates is None:
        return None
    near = search.near
    return distance_metres(
        near.point if near is not None else search.destination.place.centre, hotel.coordinates
    )


def trusted_rating(hotel: FoundHotel) -> Decimal:
    """Return the guests' rating out of 5, drawn towards `UNRATED` where few have rated.

    A Bayesian average: (rating · count + 3.5 · 20) / (count + 20).
    """
    if hotel.rating is None:
        return UNRATED
    count = DOUBT if hotel.review_count is None else hotel.review_count
    return (Decimal(str(hotel.rating)) * count + UNRATED * DOUBT) / (count + DOUBT)


def sort_hotels(
    hotels: Iterable[FoundHotel],
    sorting: Sorting,
    search: SearchView,
    rates: ExchangeRates = NO_RATES,
) -> tuple[FoundHotel, ...]:
    """Return the hotels in the order of `sorting`; those without a price stand last.

    Prices in another currency than the search's count as what they are worth in it; where no rate
    is known they come after the others.
    Hotels whose place is not told are the farthest. Value is the price over the square of the
    trusted rating: good and dear beats cheap and bad.
    """

    def place(hotel: FoundHotel) -> tuple[int, Decimal, Decimal]:
        if hotel.best is None:
            return 2, NOTHING, NOTHING
        total = hotel.best.quote.total
        worth = rates.worth(total, search.currency)
        amount = total.amount if worth is None else worth
        return int(worth is None), _key(hotel, sorting, search, amount), amount

    return tuple(sorted(hotels, key=place))


def _key(hotel: FoundHotel, sorting: Sorting, search: SearchView, amount: Decimal) -> Decimal:
    """Return what counts in an order, the least first; `amount` is what the stay costs."""
    match sorting:
        case Sorting.PRICE:
            return amount
        case Sorting.RATING:
            return -Decimal(str(hotel.rating or UNRATED))
        case Sorting.DISTANCE:
            metres = metres_away(hotel, search)
            return Decimal("Infinity") if metres is None else Decimal(round(metres))
        case Sorting.VALUE:
            return amount / trusted_rating(hotel) ** 2
