"""Orders and filters of flights."""

from datetime import date
from decimal import Decimal

import pytest

from domain.flights.ranking import (
    DepartureTime,
    FlightSorting,
    Stops,
    cheapest_of,
    rank_offers,
)
from domain.money import Money
from domain.suppliers.flight_contract import FlightOffer, Journey
from tests.fake_flights import journey

DAY = date(2026, 12, 12)


def offer(number: str, price: int | None, hour: int, stops: int = 0) -> FlightOffer:
    """Return an offer with as many changes as wished."""
    one = journey(number, "DEL", "GOI", DAY, hour)
    whole = Journey(one.legs * (stops + 1), (), one.minutes * (stops + 1))
    return FlightOffer(whole, None if price is None else Money.of(Decimal(price), "INR"), "t")


OFFERS = (
    offer("A", 7000, 6), offer("B", 5000, 13, 1), offer("C", None, 18), offer("D", 5000, 23),
)  # fmt: skip


def numbers(offers: tuple[FlightOffer, ...]) -> str:
    """Return the flights in their order."""
    return "".join(one.journey.legs[0].number for one in offers)


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (FlightSorting.BEST, "ABCD"),
        (FlightSorting.CHEAPEST, "DBAC"),
        (FlightSorting.FASTEST, "DACB"),
        (FlightSorting.EARLIEST, "ABCD"),
    ],
)
def test_orders(sorting: FlightSorting, order: str) -> None:
    assert numbers(rank_offers(OFFERS, sorting)) == order


@pytest.mark.parametrize(
    ("stops", "when", "left"),
    [
        (Stops.NONE, DepartureTime.ANY, "ACD"),
        (Stops.ONE, DepartureTime.ANY, "ABCD"),
        (Stops.ANY, DepartureTime.MORNING, "A"),
        (Stops.ANY, DepartureTime.AFTERNOON, "B"),
        (Stops.ANY, DepartureTime.EVENING, "C"),
        (Stops.ANY, DepartureTime.NIGHT, "D"),
        (Stops.NONE, DepartureTime.AFTERNOON, ""),
    ],
)
def test_filters(stops: Stops, when: DepartureTime, left: str) -> None:
    assert numbers(rank_offers(OFFERS, stops=stops, when=when)) == left


def test_the_cheapest_has_a_price_and_is_the_quicker_of_equals() -> None:
    best = cheapest_of(OFFERS)
    assert best is not None
    assert best.journey.legs[0].number == "D"
    assert cheapest_of(OFFERS[2:3]) is None
