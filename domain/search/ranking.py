"""Which price of a hotel to show, and in which order hotels stand."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum

from domain.catalog.matching import distance_metres
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
    """Say whether the total is what is paid in all."""
    return quote.taxes is TaxInclusion.INCLUDED


def choose_best(offers: Iterable[PricedOffer], currency: str) -> list[PricedOffer]:
    """Return the offers, the one to show first.

    Prices are compared within the wished currency only, all-in ones before those that may still
    grow by taxes; at the same price the firmer one is shown.
    """
    return sorted(
        offers,
        key=lambda offer: (
            offer.quote.total.currency != currency,
            not is_all_in(offer.quote),
            offer.quote.total.amount,
            FIRMNESS[offer.quote.kind],
        ),
    )


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
    hotels: Iterable[FoundHotel], sorting: Sorting, search: SearchView
) -> tuple[FoundHotel, ...]:
    """Return the hotels in the order of `sorting`; those without a price stand last.

    Prices in another currency than the search's cannot be compared and come after those in it.
    Hotels whose place is not told are the farthest. Value is the price over the square of the
    trusted rating: good and dear beats cheap and bad.
    """

    def place(hotel: FoundHotel) -> tuple[int, Decimal, Decimal]:
        if hotel.best is None:
            return 2, NOTHING, NOTHING
        foreign = int(hotel.best.quote.total.currency != search.currency)
        return foreign, KEYS[sorting](hotel, search), hotel.best.quote.total.amount

    return tuple(sorted(hotels, key=place))


def _amount(hotel: FoundHotel, _search: SearchView) -> Decimal:
    return hotel.best.quote.total.amount if hotel.best else NOTHING


def _distance(hotel: FoundHotel, search: SearchView) -> Decimal:
    metres = metres_away(hotel, search)
    return Decimal("Infinity") if metres is None else Decimal(round(metres))


KEYS: dict[Sorting, Callable[[FoundHotel, SearchView], Decimal]] = {
    Sorting.PRICE: _amount,
    Sorting.RATING: lambda hotel, _search: -Decimal(str(hotel.rating or UNRATED)),
    Sorting.DISTANCE: _distance,
    Sorting.VALUE: lambda hotel, search: _amount(hotel, search) / trusted_rating(hotel) ** 2,
}
