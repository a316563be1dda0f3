"""Which price of a hotel to show, and in which order hotels stand."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from domain.search.values import FoundHotel, PricedOffer
from domain.suppliers.contract import Quote, RateKind, TaxInclusion

FIRMNESS = {RateKind.BOOKABLE: 0, RateKind.NEEDS_RECHECK: 1, RateKind.QUOTE: 2}
# Hotels without a rating stand as if rated this: neither best nor worst.
UNRATED = 3.5


class Sorting(StrEnum):
    """The orders that are offered."""

    PRICE = "price"
    RATING = "rating"
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


def sort_hotels(
    hotels: Iterable[FoundHotel], sorting: Sorting, currency: str
) -> tuple[FoundHotel, ...]:
    """Return the hotels in the order of `sorting`; those without a price stand last."""

    def amount(hotel: FoundHotel) -> Decimal:
        return hotel.best.quote.total.amount if hotel.best else Decimal(0)

    def place(hotel: FoundHotel) -> tuple[int, float | Decimal, Decimal]:
        if hotel.best is None:
            return 2, 0, Decimal(0)
        foreign = int(hotel.best.quote.total.currency != currency)
        rating = hotel.rating or UNRATED
        match sorting:
            case Sorting.PRICE:
                return foreign, amount(hotel), Decimal(0)
            case Sorting.RATING:
                return foreign, -rating, amount(hotel)
            case Sorting.VALUE:
                # The price of a point of rating, counted twice: good and dear beats cheap and bad.
                return foreign, amount(hotel) / Decimal(str(rating)) ** 2, amount(hotel)

    return tuple(sorted(hotels, key=place))
