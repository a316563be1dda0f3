"""Alternatives to a sold-out room: similar bookable hotels, nearest first."""

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
# The relative weights of another area, one star more or less, and a price half as high again.
OTHER_AREA, A_STAR, A_HALF = 1.0, 1.0, 1.5
# Somebody who wanted a room for 5,000 has no use for one at 20,000.
DEAREST, CHEAPEST = 2.0, 0.4


@dataclass(frozen=True, slots=True)
class Alternative:
    """A similar hotel, with its cheapest price that can be booked here."""

    hotel: FoundHotel
    price: Money


async def find_alternatives(
    app: App, traveller: Traveller, booking: Booking
) -> tuple[Alternative, ...]:
    """Return hotels from the same search that can be booked instead.

    The search is repeated only if its results no longer hold.
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
    """Return the cheapest bookable offer; prices in another currency are skipped."""
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
    """Return how different a hotel is from the sold-out one."""
    hotel = one.hotel
    price = abs(math.log(one.price.amount / wanted.amount)) / math.log(A_HALF)
    if gone is None:
        return price, hotel.hotel_id
    area = 0.0 if hotel.area is not None and hotel.area == gone.area else OTHER_AREA
    stars = (
        1.0 if None in {hotel.stars, gone.stars} else abs((hotel.stars or 0) - (gone.stars or 0))
    )
    return area + A_STAR * stars + price, hotel.hotel_id
