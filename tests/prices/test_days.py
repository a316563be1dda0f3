"""Daily prices on the real database."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.catalog.destinations import resolve_destination
from domain.checks.daily_work import work_out_days
from domain.prices.days import roll_up
from domain.prices.partitions import ensure_partitions, retire_partitions
from domain.prices.queries.days import roll_up_day
from domain.prices.queries.history import EVERY_PRICE, load_many_series
from domain.prices.ranges import LEAST_PRICES, typical_range
from domain.search.interpretation import view_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import Draft
from domain.trackers.edits import add_rule
from domain.trackers.service import pause_tracker, resume_tracker
from tests.scene import CHECK_IN, CHECK_OUT, Scene

DAYS = "SELECT day, lowest, highest, closing, observations FROM daily_prices ORDER BY day"
HALF_DAY = timedelta(hours=12)


async def days(scene: Scene) -> list[tuple[Any, ...]]:
    """Return the daily prices."""
    return [tuple(row) for row in await scene.rows(DAYS)]


async def test_a_day_is_told_by_its_lowest_highest_and_last_price(scene: Scene) -> None:
    await scene.track()
    for price in (9_900, 10_200, None, 9_800):
        scene.price(price)
        await scene.check(HALF_DAY)
    await roll_up(scene.app.pool, scene.clock.now())
    assert await days(scene) == [
        (date(2026, 11, 24), 9_900, 10_000, 9_900, 2),
        (date(2026, 11, 25), 10_200, 10_200, None, 2),
        (date(2026, 11, 26), 9_800, 9_800, 9_800, 1),
    ]


async def test_working_out_twice_changes_nothing_and_a_late_price_is_taken_in(
    scene: Scene,
) -> None:
    tracker = await scene.track()
    await roll_up(scene.app.pool, scene.clock.now())
    once = await days(scene)
    await roll_up(scene.app.pool, scene.clock.now())
    assert await days(scene) == once
    await scene.app.pool.execute(
        """
        INSERT INTO universal_price_history (trackable_id, observed_at, total, currency, basis,
            board, refundable, availability, source)
        VALUES ($1, $2, 9000, 'INR', 'included', 'RO', 'yes', 'available', 'travclan')
        """,
        tracker.series.trackable_id,
        scene.clock.now() + timedelta(hours=1),
    )
    scene.clock.advance(timedelta(days=1))
    await roll_up(scene.app.pool, scene.clock.now())
    assert (await days(scene))[0] == (date(2026, 11, 24), 9_000, 10_000, 9_000, 2)


async def test_what_does_not_count_is_in_no_day(scene: Scene) -> None:
    await scene.track()
    scene.price(1_000)
    await scene.check()
    await roll_up(scene.app.pool, scene.clock.now())
    assert [day[0] for day in await days(scene)] == [date(2026, 11, 24)]


async def test_a_long_series_holds_old_days_and_every_price_of_late(scene: Scene) -> None:
    tracker = await scene.track()
    scene.price(9_700)
    await scene.check(HALF_DAY)
    key, began = tracker.series.trackable_id, scene.clock.now() - HALF_DAY
    await roll_up(scene.app.pool, scene.clock.now())
    scene.clock.advance(EVERY_PRICE)
    scene.price(9_600)
    await scene.check()
    series = (await load_many_series(scene.app.pool, [key], began, scene.clock.now()))[key]
    assert [point.total for point in series.points] == [9_700, 9_600]
    until = began + timedelta(days=1)
    early = (await load_many_series(scene.app.pool, [key], began, until))[key]
    assert [point.total for point in early.points] == [10_000, 9_700, 9_600]


async def test_an_old_month_is_retired_once_its_days_are_worked_out(scene: Scene) -> None:
    scene.clock.set(datetime(2026, 10, 5, 9, tzinfo=UTC))
    await ensure_partitions(scene.app.pool, scene.clock.now())
    tracker = await scene.track()
    later = datetime(2026, 12, 9, tzinfo=UTC)
    assert await retire_partitions(scene.app.pool, later, 1) == []
    await roll_up(scene.app.pool, scene.clock.now())
    assert await retire_partitions(scene.app.pool, later, 2) == []
    assert await retire_partitions(scene.app.pool, later, 1) == [
        "universal_price_history_2026_10",
        "price_forecasts_2026_10",
    ]
    assert await scene.rows("SELECT * FROM universal_price_history") == []
    await roll_up_day(scene.app.pool, date(2026, 10, 5))
    key, began = tracker.series.trackable_id, datetime(2026, 1, 1, tzinfo=UTC)
    series = (await load_many_series(scene.app.pool, [key], began, later + EVERY_PRICE))[key]
    assert [point.total for point in series.points] == [10_000]


async def test_what_is_usual_is_noted_and_a_deal_below_it_told(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    await scene.app.pool.execute("DELETE FROM price_rules")
    deal = RuleTerms(RuleKind.BEST_DEAL)
    await add_rule(scene.app, traveller, tracker.tracker_id, deal)
    totals = [Decimal(price) for price in (10_000, 10_100, 9_900, 10_050, 9_950, 10_000, 10_100)]
    for total in totals[1:]:
        scene.price(int(total))
        await scene.check()
    scene.price(9_700)
    assert await scene.check() == 0
    await work_out_days(scene.app.pool, scene.clock.now())
    (row,) = await scene.rows("SELECT typical_low, typical_high, volatility FROM trackables")
    assert (row["typical_low"], row["typical_high"]) == typical_range(totals)
    assert row["volatility"] == 0
    await pause_tracker(scene.app, traveller, tracker.tracker_id)
    await work_out_days(scene.app.pool, scene.clock.now() + timedelta(days=1))
    (state,) = await scene.rows("SELECT low FROM rule_states")
    assert state["low"] is None
    await resume_tracker(scene.app, traveller, tracker.tracker_id)
    assert await scene.check() == 1
    (alert,) = await scene.rows("SELECT kind, previous_total, total FROM tracker_alerts")
    assert (alert["kind"], alert["total"]) == ("best_deal", Decimal(9_700))


async def test_too_young_a_deal_goes_by_what_searches_saw_of_similar_stays(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    await scene.app.pool.execute("DELETE FROM price_rules")
    await add_rule(scene.app, traveller, tracker.tracker_id, RuleTerms(RuleKind.BEST_DEAL))
    await work_out_days(scene.app.pool, scene.clock.now())
    assert [row["low"] for row in await scene.rows("SELECT low FROM rule_states")] == [None]
    goa = view_of(await resolve_destination(scene.app.pool, "Goa"))
    for weeks in (-2, -1, 1, 2, 3, 1, 2):
        away = timedelta(weeks=weeks)
        draft = Draft(destination=goa, check_in=CHECK_IN + away, check_out=CHECK_OUT + away)
        search = await begin_search(scene.app, traveller, draft)
        await find_hotels(scene.app, traveller, search.search_id)
        # A history is of seven days: many looks on one day are none.
        scene.clock.advance(timedelta(days=1))
    for _ in range(2):
        await work_out_days(scene.app.pool, scene.clock.now())
        (row,) = await scene.rows("SELECT typical_low, typical_high FROM trackables")
        assert tuple(row) == (10_000, 10_000)
    scene.price(9_000)
    assert await scene.check() == 1
    (alert,) = await scene.rows("SELECT kind, total FROM tracker_alerts")
    assert tuple(alert) == ("best_deal", Decimal(9_000))


@pytest.mark.parametrize("count", [0, LEAST_PRICES - 1])
def test_few_prices_have_no_range(count: int) -> None:
    assert typical_range([Decimal(1)] * count) is None


@given(st.lists(st.integers(1, 1_000).map(Decimal), min_size=LEAST_PRICES, max_size=60))
def test_half_of_the_prices_lie_within_the_range(totals: list[Decimal]) -> None:
    usual = typical_range(totals)
    assert usual is not None
    within = sum(usual[0] <= total <= usual[1] for total in totals)
    assert within * 2 >= len(totals)
