"""Chooses which of a hotel's prices to show, and sorts hotels."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from domain.catalog.distances import distance_metres
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.search.values import FoundHotel, PricedOffer, SearchView
from domain.suppliers.contract import Quote, RateKind, TaxInclusion

FIRMNESS = {RateKind.BOOKABLE: 0, RateKind.NEEDS_RECHECK: 1, RateKind.QUOTE: 2}
# The assumed rating of an unrated hotel: neither best nor worst.
UNRATED = Decimal("3.5")
# The number of ratings that weigh as much as that; also assumed if their number is unknown.
DOUBT = 20
NOTHING = Decimal(0)


class Sorting(StrEnum):
    """The available sort orders."""

    PRICE = "price"
    RATING = "rating"
    DISTANCE = "distance"
    VALUE = "value"


def is_all_in(quote: Quote) -> bool:
    """Return whether the total is the full amount to pay."""
    return quote.taxes is TaxInclusion.INCLUDED


def choose_best(
    offers: Iterable[PricedOffer], currency: str, rates: ExchangeRates = NO_RATES
) -> list[PricedOffer]:
    """Return the offers with the one to show first.

    Prices are compared by their worth in the wished currency, all-in ones before those that may
    grow by taxes. At equal prices, one in that currency wins, then the firmer one. Without an
    exchange rate, prices in other currencies come last.
    """
    several = list(offers)
    if not several[1:]:  # most hotels have one
        return several

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

    return sorted(several, key=place)


def worthiest(hotel: FoundHotel, currency: str, rates: ExchangeRates) -> FoundHotel:
    """Return a hotel with its offers in order of today's exchange rates.

    Stored findings have no exchange rates; the viewer's apply.
    """
    offers = choose_best(hotel.offers, currency, rates)
    best = offers[0] if offers else None
    reference = offers[1] if len(offers) > 1 else None
    if best is hotel.best and reference is hotel.reference:
        return hotel
    return replace(hotel, best=best, reference=reference)


def usual_sorting(search: SearchView) -> Sorting:
    """Return a search's default order: nearest first if it has a point to be near."""
    return Sorting.DISTANCE if search.near is not None else Sorting.PRICE


def metres_away(hotel: FoundHotel, search: SearchView) -> float | None:
    """Return a hotel's distance from the point to be near, else from the place's centre."""
    if hotel.coordinates is None:
        return None
    near = search.near
    return distance_metres(
        near.point if near is not None else search.destination.place.centre, hotel.coordinates
    )


def trusted_rating(hotel: FoundHotel) -> Decimal:
    """Return the guests' rating out of 5, pulled towards `UNRATED` if there are few ratings.

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
    """Return the hotels in the order of `sorting`; those without a price come last.

    Prices in other currencies count by their worth; without an exchange rate they come after the
    others. Hotels without coordinates count as farthest. Value is the price over the square of the
    trusted rating: good and expensive beats cheap and bad.
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
    """Return a hotel's sort key, the smallest first; `amount` is the stay's price."""
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
