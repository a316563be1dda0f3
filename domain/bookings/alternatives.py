"""Where else to sleep when a room is gone: bookable hotels like it, the nearest first."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.values import Booking
from domain.errors import OftenHotelsError
from domain.money import Money
from domain.search.service import find_hotels
from domain.search.values import FoundHotel, PricedOffer
from domain.suppliers.contract import Supplier

MOST = 4
# What another area, a star more or less and a price of another half weigh against each other.
OTHER_AREA, A_STAR, A_HALF = 1.0, 1.0, 1.5
# Nobody who wanted a room for 5,000 is helped by one for 20,000.
DEAREST, CHEAPEST = 2.0, 0.4


@dataclass(frozen=True, slots=True)
class Alternative:
    """A hotel like the one that is gone, with its cheapest price that can be booked here."""

    hotel: FoundHotel
    price: Money


async def find_alternatives(
    app: App, traveller: Traveller, booking: Booking
) -> tuple[Alternative, ...]:
    """Return hotels of the same search that can be booked instead; nothing where there are none.

    What the search found is asked for again only where it no longer holds.
    """
    try:
        found = (await find_hotels(app, traveller, booking.search_id)).found
    except OftenHotelsError:
        return ()
    return nearest(found, booking, lambda supplier: app.suppliers.booking_at(supplier) is not None)


def nearest(
    found: Iterable[FoundHotel], booking: Booking, books: Callable[[Supplier], bool]
) -> tuple[Alternative, ...]:
    """Return the hotels most like the booking's, by area, stars and price: pure."""
    hotels = list(found)
    gone = next((one for one in hotels if one.hotel_id == booking.hotel_id), None)
    wanted = booking.terms.total
    offered = [
        Alternative(hotel, offer.quote.total)
        for hotel in hotels
        if hotel.hotel_id != booking.hotel_id
        and (offer := _cheapest(hotel.offers, wanted.currency, books)) is not None
        and CHEAPEST <= offer.quote.total.amount / wanted.amount <= DEAREST
    ]
    return tuple(sorted(offered, key=lambda one: _apart(one, gone, wanted))[:MOST])


def _cheapest(
    offers: Iterable[PricedOffer], currency: str, books: Callable[[Supplier], bool]
) -> PricedOffer | None:
    """Return the cheapest offer that can be booked here; prices of another currency do not say."""
    return min(
        (
            offer
            for offer in offers
            if books(offer.supplier)
            and offer.quote.seller is None
            and offer.quote.total.currency == currency
        ),
        key=lambda offer: offer.quote.total.amount,
        default=None,
    )


def _apart(one: Alternative, gone: FoundHotel | None, wanted: Money) -> tuple[float, int]:
    """Return how unlike the one that is gone a hotel is."""
    hotel = one.hotel
    price = abs(math.log(one.price.amount / wanted.amount)) / math.log(A_HALF)
    if gone is None:
        return price, hotel.hotel_id
    area = 0.0 if hotel.area is not None and hotel.area == gone.area else OTHER_AREA
    stars = (
        1.0 if None in {hotel.stars, gone.stars} else abs((hotel.stars or 0) - (gone.stars or 0))
    )
    return area + A_STAR * stars + price, hotel.hotel_id
