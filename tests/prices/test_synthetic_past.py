"""A made-up past before what was really seen: in charts and back-tests, never in the record."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from domain.money import Money
from domain.prices.queries.history import load_many_series
from domain.prices.stay_history import stay_history
from domain.prices.synthetic_past import after
from domain.prices.values import PricePoint, PriceSeries
from domain.search.queries.searches import load_search
from domain.trackers.price_history import past_of
from domain.trackers.service import set_target
from domain.trackers.starts import track_hotel
from tests.scene import Scene

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAYS = 25
CHEAP, DEAR = 9000, 11_000


async def make_up(scene: Scene, hotel_id: int, search_id: int) -> None:
    """Load a past of the hotel's stay that goes up and down every few days."""
    search = await load_search(scene.app.pool, await scene.meet(), search_id)
    (listing,) = await scene.rows(
        "SELECT supplier, supplier_id FROM hotel_listings WHERE hotel_id = $1 LIMIT 1", hotel_id
    )
    today, stay = scene.clock.now().date(), search.stay
    await scene.app.pool.copy_records_to_table(
        "synthetic_closes",
        records=[
            (
                listing["supplier"], listing["supplier_id"], stay.check_in, stay.nights,
                today - timedelta(days=back), CHEAP if back // 3 % 2 else DEAR, search.currency,
            )
            for back in range(DAYS, 0, -1)
        ],
        columns=["source", "supplier_id", "check_in", "nights", "day", "total", "currency"],
    )  # fmt: skip


async def test_a_newcomers_rule_is_tested_and_charted_on_the_first_day(scene: Scene) -> None:
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    hotel_id = hotels["Taj Holiday Village"]
    await make_up(scene, hotel_id, search_id)
    started = await track_hotel(scene.app, traveller, search_id, hotel_id)
    assert started.backtest is not None
    assert started.backtest.is_synthetic
    assert started.backtest.fired_at
    past = await past_of(scene.app, started.tracker)
    assert len(past.points) == DAYS + len(started.tracker.series.points)
    search = await load_search(scene.app.pool, traveller, search_id)
    chart = await stay_history(scene.app, search, hotel_id)
    assert chart.is_synthetic
    assert chart.points[:DAYS] == past.points[:DAYS]
    target = Money(Decimal(CHEAP), started.tracker.currency)
    tested = (await set_target(scene.app, traveller, started.tracker.tracker_id, target)).backtest
    assert tested is not None
    assert tested.is_synthetic
    key, now = started.tracker.series.trackable_id, scene.clock.now()
    own = (await load_many_series(scene.app.pool, [key], now - timedelta(days=90), now))[key]
    assert (own.is_synthetic, len(own.points)) == (False, 1)


async def test_without_a_made_up_past_nothing_is_tested_on_the_first_day(scene: Scene) -> None:
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    started = await track_hotel(scene.app, traveller, search_id, hotels["Taj Holiday Village"])
    assert started.backtest is None
    assert not (await past_of(scene.app, started.tracker)).is_synthetic


def test_nothing_made_up_lies_between_what_was_seen() -> None:
    def point(day: int) -> PricePoint:
        return PricePoint(NOW + timedelta(days=day), Decimal(100 + day))

    seen = PriceSeries(1, "INR", (point(5), point(9)))
    whole = after([point(day) for day in range(8)], seen)
    assert [one.total for one in whole.points] == [100, 101, 102, 103, 104, 105, 109]
    assert after([point(6)], seen) == seen
