"""The very rate that was pressed is watched: its seller, room, meals, refund and payment."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.alerts.screens import render_alert
from bot.locales import translator
from bot.trackers.screens import render_tracker
from domain.alerts.queries.stored_alerts import load_alerts
from domain.prices.terms import exactly
from domain.rows import read_as
from domain.search.hotel_pages import hotel_page
from domain.suppliers.contract import Board, RateIdentity, Refundability, Supplier, Unavailable
from domain.trackers.service import get_tracker
from domain.trackers.starts import track_hotel
from domain.trackers.values import TrackerView
from tests.fake_supplier import FakeHotel, FakeRate
from tests.scene import Scene

TAJ = "Taj Holiday Village"
ENGLISH = translator("en")
TRIPNEST = FakeRate("Standard Room", Decimal(8_500), seller="TripNest.com")
CHEAPER = FakeRate("Standard Room", Decimal(7_600), seller="StayFinder.com")


def offer(scene: Scene, *rates: FakeRate) -> None:
    """Have the Taj sold so by those whom SerpAPI compares."""
    scene.serpapi.hotels["s1"] = FakeHotel(TAJ, min(one.total for one in rates), offered=rates)


async def press(scene: Scene, wanted: FakeRate, chat_id: int = 1) -> TrackerView:
    """Track a rate of the Taj's page."""
    asha = await scene.meet(chat_id)
    search_id, hotels = await scene.find(asha)
    page = await hotel_page(scene.app, asha, search_id, hotels[TAJ], fresh=True)
    (offered,) = (
        one
        for one in page.rates
        if (one.rate.seller, one.rate.room_name, one.rate.quote.total.amount)
        == (wanted.seller, wanted.room, wanted.total)
    )
    terms = exactly(offered.supplier, offered.rate)
    return (await track_hotel(scene.app, asha, search_id, hotels[TAJ], terms)).tracker


async def seen(scene: Scene, tracker: TrackerView) -> TrackerView:
    return await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)


async def alerts(scene: Scene) -> list[str]:
    """Return what the alerts made so far say."""
    rows = await scene.rows("SELECT id FROM tracker_alerts ORDER BY id")
    loaded = await load_alerts(scene.app.pool, [row["id"] for row in rows])
    return [str(render_alert(loaded[row["id"]].alert, ENGLISH).text) for row in rows]


async def test_the_price_is_the_pressed_sellers_though_another_is_cheaper(scene: Scene) -> None:
    offer(scene, TRIPNEST, CHEAPER)
    tracker = await press(scene, TRIPNEST)
    assert tracker.last_total is not None
    assert tracker.last_total.amount == 8_500
    page = str(render_tracker(tracker, scene.clock.now(), "UTC", ENGLISH).text)
    assert "Only this rate: Standard Room · room only · non-refundable · TripNest.com" in page
    offer(scene, TRIPNEST, replace(CHEAPER, total=Decimal(5_000)))
    assert await scene.check() == 0
    offer(scene, replace(TRIPNEST, total=Decimal(8_000)), CHEAPER)
    assert await scene.check() == 1
    assert "₹8,500" in (await alerts(scene))[0]
    rows = await scene.rows(
        """
        SELECT r.* FROM universal_price_history h JOIN priced_rates r ON r.id = h.rate_id
        JOIN trackables k ON k.id = h.trackable_id WHERE k.id = $1
        """,
        tracker.series.trackable_id,
    )
    assert {(rate.seller, rate.room) for rate in read_as(RateIdentity, rows)} == {
        ("TripNest.com", "Standard Room")
    }


OTHERS = [
    replace(TRIPNEST, total=Decimal(8_000), seller="StayFinder.com"),
    replace(TRIPNEST, total=Decimal(8_000), room="Superior Room"),
    replace(TRIPNEST, total=Decimal(8_000), board=Board.BREAKFAST),
    replace(TRIPNEST, total=Decimal(8_000), board=Board.UNKNOWN),
    replace(TRIPNEST, total=Decimal(8_000), refundable=Refundability.YES),
    replace(TRIPNEST, total=Decimal(8_000), due=Decimal(8_000)),
]


@pytest.mark.parametrize("other", OTHERS)
async def test_what_differs_in_anything_is_another_rate(scene: Scene, other: FakeRate) -> None:
    offer(scene, TRIPNEST, other)
    tracker = await press(scene, TRIPNEST)
    second = await press(scene, other)
    assert tracker.series.trackable_id != second.series.trackable_id
    assert [one.last_total and one.last_total.amount for one in (tracker, second)] == [
        8_500, 8_000
    ]  # fmt: skip
    offer(scene, other)
    await scene.check()
    assert (await seen(scene, tracker)).availability == "withdrawn"
    assert (await seen(scene, second)).availability == "available"


async def test_a_seller_that_drops_out_is_told_with_the_cheapest_same_room(scene: Scene) -> None:
    suite = FakeRate("Sea View Suite", Decimal(5_000), seller="Roomly")
    dear = replace(TRIPNEST, total=Decimal(9_900), seller="Dear.example")
    offer(scene, TRIPNEST, CHEAPER, dear, suite)
    tracker = await press(scene, TRIPNEST)
    offer(scene, CHEAPER, dear, suite)
    assert await scene.check() == 1
    gone = await seen(scene, tracker)
    assert gone.availability == "withdrawn"
    page = str(render_tracker(gone, scene.clock.now(), "UTC", ENGLISH).text)
    (alert,) = await alerts(scene)
    for text in (page, alert):
        assert "TripNest.com no longer offers this rate." in text
        assert "The same room now: <b>₹7,600</b>" in text
        assert "StayFinder.com" in text
        assert "old out" not in text
    assert await scene.check() == 0, "told once"
    offer(scene, TRIPNEST, CHEAPER)
    assert await scene.check() == 1
    assert "It can be booked again" in (await alerts(scene))[1]


async def test_the_same_room_elsewhere_may_be_another_suppliers(scene: Scene) -> None:
    offer(scene, TRIPNEST)
    tracker = await press(scene, TRIPNEST)
    scene.serpapi.hotels["s1"].total = None
    assert await scene.check() == 1
    gone = await seen(scene, tracker)
    assert gone.availability == "withdrawn"
    assert gone.alternative is not None
    assert gone.alternative.total == 10_000
    assert gone.alternative.rate.source is Supplier.TRAVCLAN


async def test_sold_out_is_said_only_when_everybody_says_so(scene: Scene) -> None:
    offer(scene, TRIPNEST)
    tracker = await press(scene, TRIPNEST)
    scene.serpapi.hotels["s1"].total = None
    scene.travclan.failure = Unavailable
    assert await scene.check() == 0
    assert (await seen(scene, tracker)).availability == "available"
    scene.travclan.failure = None
    scene.travclan.hotels["t1"].total = None
    assert await scene.check(timedelta(days=1)) == 1
    assert (await seen(scene, tracker)).availability == "sold_out"
    assert "Sold out" in (await alerts(scene))[0]


async def test_only_the_supplier_that_sells_it_is_asked(scene: Scene) -> None:
    offer(scene, TRIPNEST)
    await press(scene, TRIPNEST)
    scene.travclan.asked.clear()
    scene.serpapi.asked.clear()
    await scene.check()
    assert scene.travclan.asked == []
    assert [what for what, _ids in scene.serpapi.asked] == ["rates"]


async def test_a_rate_in_another_currency_is_watched_in_it(scene: Scene) -> None:
    offer(scene, TRIPNEST, replace(CHEAPER, total=Decimal(85), currency="EUR"))
    tracker = await press(scene, replace(CHEAPER, total=Decimal(85)))
    assert tracker.currency == "EUR"
    assert tracker.last_total is not None
    assert str(tracker.last_total.amount) == "85.00"
