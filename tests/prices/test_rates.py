"""Which rate a price is of, in observations, in days and in what is watched."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from domain.money import Money
from domain.prices.days import roll_up
from domain.prices.queries.rates import keep_rates
from domain.rows import read_as
from domain.suppliers.contract import (
    Board,
    Payment,
    Quote,
    Rate,
    RateIdentity,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
    identity_of,
)
from tests.scene import Scene

TRIPNEST = RateIdentity(
    Supplier.SERPAPI, "TripNest.com", "Standard Room", Board.ROOM_ONLY, Refundability.NO
)
QUOTE = Quote(
    Money.of(85, "EUR"), TaxInclusion.INCLUDED, RateKind.QUOTE, Board.ROOM_ONLY, Refundability.NO,
    datetime(2026, 11, 24, tzinfo=UTC),
)  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        replace(TRIPNEST, source=Supplier.TRAVCLAN),
        replace(TRIPNEST, seller="StayFinder.com"),
        replace(TRIPNEST, seller=None),
        replace(TRIPNEST, room="Superior Room"),
        replace(TRIPNEST, room=None),
        replace(TRIPNEST, board=Board.BREAKFAST),
        replace(TRIPNEST, board=Board.UNKNOWN),
        replace(TRIPNEST, refundable=Refundability.YES),
        replace(TRIPNEST, payment=Payment.AT_HOTEL),
    ],
)
async def test_rates_that_differ_in_anything_are_kept_apart(
    scene: Scene, other: RateIdentity
) -> None:
    assert not TRIPNEST.is_same(other)
    ids = await keep_rates(scene.app.pool, [TRIPNEST, other])
    assert ids[TRIPNEST] != ids[other]
    rows = await scene.rows("SELECT * FROM priced_rates ORDER BY id")
    assert set(read_as(RateIdentity, rows)) == {TRIPNEST, other}


async def test_another_spelling_is_the_same_rate(scene: Scene) -> None:
    shouted = replace(TRIPNEST, seller="TRIPNEST.COM", room=" standard  ROOM")
    first = await keep_rates(scene.app.pool, [TRIPNEST])
    assert TRIPNEST.is_same(shouted)
    assert (await keep_rates(scene.app.pool, [shouted, TRIPNEST])) == {
        shouted: first[TRIPNEST], TRIPNEST: first[TRIPNEST]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("seller", "due", "payment"),
    [
        (None, None, Payment.NOW),
        (None, 85, Payment.AT_HOTEL),
        (None, 10, Payment.PARTLY),
        ("TripNest.com", None, Payment.UNKNOWN),
        ("TripNest.com", 85, Payment.AT_HOTEL),
    ],
)
def test_a_rate_says_when_it_is_paid(seller: str | None, due: int | None, payment: Payment) -> None:
    at_hotel = None if due is None else Money.of(due, "EUR")
    rate = Rate("token", "Standard Room ", QUOTE, at_hotel, seller=seller)
    assert identity_of(Supplier.SERPAPI, rate.named_quote) == RateIdentity(
        Supplier.SERPAPI, seller, "Standard Room", Board.ROOM_ONLY, Refundability.NO, payment
    )


async def test_observations_days_and_what_is_watched_tell_the_rate_of_their_price(
    scene: Scene,
) -> None:
    await scene.track()
    scene.price(9_900)
    await scene.check()
    await roll_up(scene.app.pool, scene.clock.now())
    told = RateIdentity(Supplier.TRAVCLAN, board=Board.ROOM_ONLY, refundable=Refundability.YES)
    seen = await scene.rows(
        "SELECT r.* FROM universal_price_history h JOIN priced_rates r ON r.id = h.rate_id"
    )
    days = await scene.rows(
        "SELECT r.* FROM daily_prices d JOIN priced_rates r ON r.id = d.rate_id"
    )
    assert set(read_as(RateIdentity, (*seen, *days))) == {told}
    assert len(days) == 2
    (row,) = await scene.rows(
        "SELECT k.last_total, r.* FROM trackables k JOIN priced_rates r ON r.id = k.last_rate_id"
    )
    assert (row["last_total"], *read_as(RateIdentity, [row])) == (Decimal(9_900), told)
