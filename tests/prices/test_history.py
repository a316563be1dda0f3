"""Observations on the real database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.prices.partitions import ensure_partitions, month_starts
from domain.prices.queries.history import load_many_series
from domain.prices.stay_history import stay_history
from domain.prices.values import PricePoint, PriceSeries
from domain.search.queries.searches import load_search
from tests.scene import Scene

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def test_a_series_holds_what_counted_and_when_it_was_sold_out(scene: Scene) -> None:
    tracker = await scene.track()
    began = scene.clock.now()
    for price in (9_900, None, 9_800):
        scene.price(price)
        await scene.check()
    key, now = tracker.series.trackable_id, scene.clock.now()
    series = (await load_many_series(scene.app.pool, [key], began, now))[key]
    assert series.currency == "INR"
    assert [point.total for point in series.points] == [10_000, 9_900, None, 9_800]
    lowest = series.lowest()
    assert lowest is not None
    assert lowest.amount == 9_800
    since = began + timedelta(days=2, hours=1)
    later = (await load_many_series(scene.app.pool, [key], since, now))[key]
    assert later.points == (PricePoint(began + timedelta(days=3), Decimal(9_800)),)


async def test_a_trackable_never_seen_has_a_series_without_points(scene: Scene) -> None:
    tracker = await scene.track()
    key = tracker.series.trackable_id
    now = scene.clock.now()
    found = await load_many_series(scene.app.pool, [key], now + timedelta(days=1), now)
    assert found[key].points == ()


async def test_a_hotels_page_finds_what_its_stay_has_cost(scene: Scene) -> None:
    tracker = await scene.track()
    await scene.check()
    scene.price(None)
    await scene.check()
    traveller = await scene.meet()
    search_id, _hotels = await scene.find(traveller)
    search = await load_search(scene.app.pool, traveller, search_id)
    found = await stay_history(scene.app, search, tracker.hotel_id or 0)
    totals = [point.total for point in found.points]
    assert totals[0] == 10_000
    assert totals[-1] is None, "sold out is a gap, not the price of a search"
    # What a search saw on the first day stands next to what the tracker's check saw.
    assert len(totals) > len(await scene.rows("SELECT id FROM universal_price_history"))
    other = replace(search, currency="USD")
    assert (await stay_history(scene.app, other, tracker.hotel_id or 0)).points == ()


def test_a_series_since_an_instant_begins_with_the_price_that_held() -> None:
    points = [PricePoint(NOON + timedelta(days=n), Decimal(9000 + n)) for n in range(5)]
    series = PriceSeries(1, "INR", tuple(points))
    start = NOON + timedelta(days=2, hours=1)
    assert series.since(start).points == (PricePoint(start, Decimal(9002)), *points[3:])
    assert series.since(NOON - timedelta(days=1)) == series


def test_months_follow_each_other_over_the_years_end() -> None:
    assert month_starts(date(2026, 11, 24), 3) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


async def test_each_observation_lies_in_its_month(scene: Scene) -> None:
    await ensure_partitions(scene.app.pool, scene.clock.now())
    await ensure_partitions(scene.app.pool, scene.clock.now())
    await scene.track()
    scene.clock.set(datetime(2026, 12, 1, 9, tzinfo=UTC))
    await scene.check(timedelta(0))
    rows = await scene.rows("SELECT tableoid::regclass::text AS part FROM universal_price_history")
    assert sorted(row["part"] for row in rows) == [
        "universal_price_history_2026_11",
        "universal_price_history_2026_12",
    ]
