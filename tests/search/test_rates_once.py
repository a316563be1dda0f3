"""A hotel's rates, each of them once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.money import Money
from domain.search.hotel_pages import each_once
from domain.search.values import SupplierRate
from domain.suppliers.contract import (
    Board,
    Quote,
    Rate,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)

QUOTE = Quote(
    Money.of(85, "EUR"), TaxInclusion.INCLUDED, RateKind.QUOTE, Board.UNKNOWN,
    Refundability.UNKNOWN, datetime(2026, 11, 24, tzinfo=UTC),
)  # fmt: skip
ROOM = Rate("1", "Standard Room", QUOTE, seller="TripNest.com")
DEARER = replace(QUOTE, total=Money.of(90, "EUR"))


def shown(*rates: Rate) -> list[Rate]:
    return [one.rate for one in each_once(SupplierRate(Supplier.SERPAPI, rate) for rate in rates)]


@pytest.mark.parametrize(
    "twin",
    [
        replace(ROOM, token="2"),
        replace(ROOM, token="2", room_name="STANDARD  room"),
        replace(ROOM, token="2", quote=DEARER),
        replace(ROOM, token="2", room_name=""),
        replace(ROOM, token="2", link="https://example.com/other"),
    ],
)
def test_what_nothing_tells_apart_is_shown_once(twin: Rate) -> None:
    assert shown(ROOM, twin) == [ROOM]


@pytest.mark.parametrize(
    "other",
    [
        replace(ROOM, seller="StayFinder.com"),
        replace(ROOM, room_name="Superior Room"),
        replace(ROOM, room_name="", quote=DEARER),
        replace(ROOM, quote=replace(QUOTE, board=Board.BREAKFAST)),
        replace(ROOM, quote=replace(QUOTE, refundable=Refundability.YES)),
        replace(ROOM, due_at_property=QUOTE.total),
        replace(ROOM, quote=replace(QUOTE, total=Money.of(7_000, "INR"))),
    ],
)
def test_what_differs_is_shown_beside_it(other: Rate) -> None:
    assert shown(ROOM, other) == [ROOM, other]
