"""Hotels like the one whose room is gone: the nearest that can be booked here come first."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from domain.bookings.alternatives import DEAREST, find_alternatives, nearest
from domain.money import Money
from domain.search.values import FoundHotel, PricedOffer
from domain.suppliers.contract import (
    Board,
    Quote,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)
from tests.bookings.conftest import Desk

NOW = datetime(2026, 11, 24, tzinfo=UTC)
GONE: Any = SimpleNamespace(
    hotel_id=1, terms=SimpleNamespace(total=Money.of(5_000, "INR")), search_id=1
)


def hotel(
    hotel_id: int, total: int, *, stars: int | None = 4, area: str | None = "Baga",
    supplier: Supplier = Supplier.TRAVCLAN, currency: str = "INR", seller: str | None = None,
) -> FoundHotel:  # fmt: skip
    quote = Quote(
        Money.of(total, currency), TaxInclusion.INCLUDED, RateKind.QUOTE, Board.BREAKFAST,
        Refundability.YES, NOW, seller=seller,
    )  # fmt: skip
    offer = PricedOffer(supplier, quote)
    return FoundHotel(
        hotel_id, f"Hotel {hotel_id}", area, None, None, stars, None, None, None, (), (), offer
    )


def chosen(*hotels: FoundHotel) -> list[int]:
    found = nearest([hotel(1, 5_000), *hotels], GONE, lambda one: one is Supplier.TRAVCLAN)
    return [one.hotel.hotel_id for one in found]


def test_the_same_area_stars_and_price_come_first() -> None:
    other_area, dearer, fewer_stars, alike = (
        hotel(2, 5_000, area="Panaji"), hotel(3, 7_000), hotel(4, 5_000, stars=2), hotel(5, 5_200),
    )  # fmt: skip
    assert chosen(other_area, dearer, fewer_stars, alike) == [5, 3, 2, 4]


@pytest.mark.parametrize(
    "unfit",
    [
        hotel(2, 5_000, supplier=Supplier.SERPAPI),
        hotel(2, 5_000, seller="TripNest.com"),
        hotel(2, 5_000, currency="USD"),
        hotel(2, int(5_000 * DEAREST) + 1),
        hotel(2, 100),
        replace(hotel(2, 5_000), best=None),
        hotel(1, 5_000),
    ],
    ids=["not bookable", "sold elsewhere", "other currency", "dear", "cheap", "unsold", "itself"],
)
def test_what_does_not_help_is_left_out(unfit: FoundHotel) -> None:
    assert chosen(unfit) == []


def test_no_more_than_fit_on_a_screen_and_always_the_same() -> None:
    many = [hotel(n, 5_000) for n in range(2, 40)]
    assert chosen(*many) == chosen(*reversed(many)) == [2, 3, 4, 5]


async def test_of_a_search_that_is_gone_there_are_none(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.scene.travclan.hotels["t1"].total = Decimal(6_000)
    booking = await desk.draft(asha)
    [other] = await find_alternatives(desk.app, asha, booking)
    assert (other.hotel.name, other.price) == ("Taj Holiday Village", Money.of(6_000, "INR"))
    gone = replace(booking, search_id=999_999)
    assert await find_alternatives(desk.app, asha, gone) == ()
