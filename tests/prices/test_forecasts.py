"""Forecasts on the real database: made at night, told by day, resolved, judged and silenced."""

from datetime import date, timedelta
from random import Random
from typing import Any

from domain.prices.days import roll_up
from domain.prices.forecast_statistics import Reason
from domain.prices.forecast_views import tell
from domain.prices.forecasts import fit_when_due, forecast_night, read_record
from domain.prices.queries.forecasts import newest_model
from tests.scene import Scene

KEPT = "SELECT day, reason, is_shown, fell, price FROM price_forecasts ORDER BY day"


async def make_up(scene: Scene, source: str = "travclan", stays: int = 30, days: int = 30) -> None:
    """Load a made-up past, of stays as far ahead as the one that is watched."""
    random, today = Random(5), scene.clock.now().date()
    rows: list[tuple[Any, ...]] = []
    for stay in range(stays):
        price = 10_000.0
        for back in range(days, 0, -1):
            price *= 1 + random.choice((-0.07, 0, 0, 0, 0.07))
            day = today - timedelta(days=back)
            check_in = today + timedelta(days=14)
            rows.append((source, f"h{stay}", check_in, 3, day, round(price), "INR"))
    await scene.app.pool.copy_records_to_table(
        "synthetic_closes",
        records=rows,
        columns=["source", "supplier_id", "check_in", "nights", "day", "total", "currency"],
    )


async def watched(scene: Scene) -> int:
    tracker = await scene.track()
    return tracker.items[0].trackable_id


async def live(scene: Scene, days: int, *prices: int) -> None:
    """Let days pass, each with a check, its roll-up and its night."""
    for at in range(days):
        if at < len(prices):
            scene.price(prices[at])
        await scene.check()
        await roll_up(scene.app.pool, scene.clock.now())
        await forecast_night(scene.app.pool, scene.clock.now())


async def test_nothing_is_told_without_a_model(scene: Scene) -> None:
    assert await tell(scene.app.pool, [await watched(scene)], scene.clock.now()) == {}


async def test_a_made_up_past_lets_it_speak_on_the_first_day(scene: Scene) -> None:
    trackable = await watched(scene)
    await make_up(scene)
    assert await fit_when_due(scene.app.pool, scene.clock.now())
    told = (await tell(scene.app.pool, [trackable], scene.clock.now()))[trackable]
    assert told.is_synthetic
    assert not told.forecast.abstains
    assert told.forecast.cases >= 50
    assert [(row["reason"], row["is_shown"]) for row in await scene.rows(KEPT)] == [(0, True)]


async def test_a_source_without_a_past_is_silent_and_withheld_in_the_record(scene: Scene) -> None:
    trackable = await watched(scene)
    await make_up(scene, "serpapi")
    await fit_when_due(scene.app.pool, scene.clock.now())
    assert await tell(scene.app.pool, [trackable], scene.clock.now()) == {}
    reason = list(Reason).index(Reason.NEW_SOURCE) + 1
    assert [(row["reason"], row["is_shown"]) for row in await scene.rows(KEPT)] == [(reason, False)]


async def test_nights_forecast_resolve_and_keep_the_record(scene: Scene) -> None:
    await watched(scene)
    await make_up(scene)
    await fit_when_due(scene.app.pool, scene.clock.now())
    await live(scene, 11, 10_000, 9_300, 9_300, 10_000)
    rows = await scene.rows(KEPT)
    assert [row["day"] for row in rows] == [date(2026, 11, 24) + timedelta(n) for n in range(11)]
    assert [row["fell"] for row in rows] == [True, True, False, False, *[None] * 7]
    record = await read_record(scene.app.pool, scene.clock.now())
    assert record.since == date(2026, 11, 24)
    assert (record.whole.judged, record.whole.told, record.whole.fell) == (4, 4, 2)
    assert [(part.source, part.kind) for part in record.parts[1:]] == [("travclan", "hotel")]


async def test_a_night_that_is_done_again_changes_nothing(scene: Scene) -> None:
    await watched(scene)
    await make_up(scene)
    await fit_when_due(scene.app.pool, scene.clock.now())
    await live(scene, 3, 10_000, 9_000, 9_500)
    runs = await scene.rows("SELECT * FROM price_runs")
    kept = await scene.rows(KEPT)
    await forecast_night(scene.app.pool, scene.clock.now())
    await scene.app.pool.execute("DELETE FROM forecast_records WHERE day > '2026-11-25'")
    await forecast_night(scene.app.pool, scene.clock.now())
    assert await scene.rows("SELECT * FROM price_runs") == runs
    assert await scene.rows(KEPT) == kept


async def test_equal_prices_of_two_suppliers_are_one_run_wherever_their_listings_lie(
    scene: Scene,
) -> None:
    await watched(scene)
    await live(scene, 1)
    for old, new in (("t1", "moved"), ("moved", "t1")):
        await scene.app.pool.execute(
            "UPDATE hotel_listings SET supplier_id = $2 WHERE supplier_id = $1", old, new
        )
    await live(scene, 2, 10_000)
    runs = await scene.rows("SELECT rate_id FROM price_runs")
    assert len(runs) == 1


async def test_a_rate_that_takes_over_has_a_run_of_its_own(scene: Scene) -> None:
    await watched(scene)
    await live(scene, 2)
    scene.price(12_000, 9_000)
    await scene.check()
    await live(scene, 1)
    rows = await scene.rows(
        "SELECT s.source FROM price_runs r JOIN priced_rates s ON s.id = r.rate_id ORDER BY r.id"
    )
    assert [row["source"] for row in rows] == ["travclan", "serpapi"]


async def tell_wrongly(scene: Scene, number: int = 250, *, said: float = 0.8) -> None:
    """Write forecasts of falls that never came."""
    rate = await scene.app.pool.fetchval("SELECT id FROM priced_rates WHERE source = 'travclan'")
    day = scene.clock.now().date() - timedelta(days=20)
    await scene.app.pool.executemany(
        "INSERT INTO price_forecasts VALUES ($1, $2, $3, $4, 0.2, 100, 1, 0, true, false)",
        [(1000 + at, rate, day, said) for at in range(number)],
    )


async def test_broken_calibration_silences_a_source_and_its_recovery_lets_it_speak(
    scene: Scene,
) -> None:
    trackable = await watched(scene)
    await make_up(scene)
    await fit_when_due(scene.app.pool, scene.clock.now())
    await tell_wrongly(scene)
    await live(scene, 1)
    assert await tell(scene.app.pool, [trackable], scene.clock.now()) == {}
    record = await read_record(scene.app.pool, scene.clock.now())
    assert [part.is_silenced for part in record.parts] == [False, True]
    await scene.app.pool.execute("DELETE FROM price_forecasts WHERE probability > 0.7")
    await live(scene, 1)
    assert trackable in await tell(scene.app.pool, [trackable], scene.clock.now())


async def test_few_wrong_forecasts_silence_nobody(scene: Scene) -> None:
    trackable = await watched(scene)
    await make_up(scene)
    await fit_when_due(scene.app.pool, scene.clock.now())
    await tell_wrongly(scene, 150)
    await live(scene, 1)
    assert trackable in await tell(scene.app.pool, [trackable], scene.clock.now())


async def test_a_model_is_fitted_once_a_week(scene: Scene) -> None:
    await make_up(scene)
    now = scene.clock.now()
    fitted = [await fit_when_due(scene.app.pool, now + timedelta(days=n)) for n in (0, 1, 6, 7)]
    assert fitted == [True, False, False, True]


async def test_its_sources_are_learnt_every_night(scene: Scene) -> None:
    await make_up(scene)
    now, pool = scene.clock.now(), scene.app.pool
    await fit_when_due(pool, now)
    first = await newest_model(pool)
    await fit_when_due(pool, now + timedelta(days=1))
    second = await newest_model(pool)
    assert first is not None
    assert second is not None
    assert (second.as_of, second.regression) == (first.as_of, first.regression)
    assert second.known_until == first.known_until + timedelta(days=1)
    assert second.sources != first.sources


async def test_an_old_price_and_a_sold_out_stay_are_not_spoken_of(scene: Scene) -> None:
    trackable = await watched(scene)
    await make_up(scene)
    await fit_when_due(scene.app.pool, scene.clock.now())
    later = scene.clock.now() + timedelta(days=2)
    assert await tell(scene.app.pool, [trackable], later) == {}
    scene.price(None)
    await scene.check(timedelta(hours=12))
    assert await tell(scene.app.pool, [trackable], scene.clock.now()) == {}


async def test_a_forecast_is_a_small_row(scene: Scene) -> None:
    await watched(scene)
    await make_up(scene)
    await fit_when_due(scene.app.pool, scene.clock.now())
    await live(scene, 1)
    # As for every row of every table: 23 bytes, and a map of what is null.
    header = 32
    rows = await scene.rows("SELECT pg_column_size(f.*) AS size FROM price_forecasts f")
    assert [row["size"] - header <= 40 for row in rows] == [True]
