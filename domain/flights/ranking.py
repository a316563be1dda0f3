"""Sorts and filters the supplier's journeys. Pure."""

from collections.abc import Callable, Iterable
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.suppliers.flight_contract import FlightOffer

INFINITE = Decimal("Infinity")


class FlightSorting(StrEnum):
    """The orders of a list; one letter each, as buttons carry them."""

    BEST = "b"
    CHEAPEST = "c"
    FASTEST = "f"
    EARLIEST = "e"


class Stops(StrEnum):
    """The most changes that are acceptable."""

    ANY = "a"
    NONE = "0"
    ONE = "1"


class DepartureTime(StrEnum):
    """The part of the day in which the first flight leaves."""

    ANY = "a"
    MORNING = "m"
    AFTERNOON = "p"
    EVENING = "e"
    NIGHT = "n"


MOST_STOPS = {Stops.NONE: 0, Stops.ONE: 1}
# From the first (included) to the second hour (excluded); night wraps round midnight.
HOURS = {
    DepartureTime.MORNING: (time(5), time(12)),
    DepartureTime.AFTERNOON: (time(12), time(17)),
    DepartureTime.EVENING: (time(17), time(22)),
}


def is_within_stops(offer: FlightOffer, stops: Stops) -> bool:
    """Return whether a journey has no more changes than acceptable."""
    return stops is Stops.ANY or len(offer.journey.legs) - 1 <= MOST_STOPS[stops]


def leaves_at(offer: FlightOffer, when: DepartureTime) -> bool:
    """Return whether a journey leaves in that part of the day, local time."""
    if when is DepartureTime.ANY:
        return True
    clock = offer.journey.departs.time()
    if when is DepartureTime.NIGHT:
        return not any(first <= clock < last for first, last in HOURS.values())
    first, last = HOURS[when]
    return first <= clock < last


def rank_offers(
    offers: Iterable[FlightOffer],
    sorting: FlightSorting = FlightSorting.BEST,
    stops: Stops = Stops.ANY,
    when: DepartureTime = DepartureTime.ANY,
) -> tuple[FlightOffer, ...]:
    """Return the journeys that pass the filters, in order; BEST is the supplier's own order."""
    kept = [one for one in offers if is_within_stops(one, stops) and leaves_at(one, when)]
    order = ORDERS[sorting]
    return tuple(kept if order is None else sorted(kept, key=order))


def cheapest_of(offers: Iterable[FlightOffer]) -> FlightOffer | None:
    """Return the cheapest journey, the quickest of equally cheap ones; None if none has a price."""
    priced = [offer for offer in offers if offer.price is not None]
    return min(priced, key=_by_price, default=None)


def _by_price(offer: FlightOffer) -> tuple[Decimal, int]:
    amount = INFINITE if offer.price is None else offer.price.amount
    return amount, offer.journey.minutes


def _by_duration(offer: FlightOffer) -> tuple[int, Decimal]:
    amount, minutes = _by_price(offer)
    return minutes, amount


def _by_departure(offer: FlightOffer) -> str:
    return offer.journey.departs.isoformat()


ORDERS: dict[FlightSorting, Callable[[FlightOffer], Any] | None] = {
    FlightSorting.BEST: None,
    FlightSorting.CHEAPEST: _by_price,
    FlightSorting.FASTEST: _by_duration,
    FlightSorting.EARLIEST: _by_departure,
}
