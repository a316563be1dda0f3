"""What forecasts cost: a prediction, a fit, and a night over stays that are watched.

The baseline of a night is the same closes written and read as plain rows, without any forecast.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from bench.catalogue import seeded_catalogue
from bench.scale import scaled
from domain.prices.closes import History, run_of
from domain.prices.forecast_statistics import Model, fit
from domain.prices.forecasts import fit_now, forecast_night
from domain.prices.partitions import ensure_partitions
from domain.unit_of_work import Database

FIRST = date(2026, 1, 5)
THINGS, DAYS = scaled((2400, 50), short=(120, 50))
NIGHTS = 2
# A million trackers watch this many distinct stays: twenty share one.
STAYS = scaled(50_000, short=500)
RESTLESS = 0.4
PREDICTIONS = scaled(20_000, short=200)


def made_up_past() -> list[History]:
    """Return histories that make some hundred thousand outcomes."""
    random, past = Random(1), []  # noqa: S311 - the same closes each time
    for number in range(THINGS):
        price, closes = 100.0, []
        for at in range(DAYS):
            if random.random() < RESTLESS:
                price *= 1 + random.uniform(-0.08, 0.08)
            closes.append((FIRST + timedelta(days=at), price))
        check_in = FIRST + timedelta(days=DAYS + 1 + number % 150)
        past.append(History(f"s{number % 3}", ("hotel", "flight")[number % 2], check_in, closes))
    return past


async def measure() -> dict[str, Any]:
    """Measure all three."""
    past = made_up_past()
    began = time.process_time()
    model = fit(past)
    seconds = time.process_time() - began
    one, today = past[5], FIRST + timedelta(days=DAYS - 1)
    run = run_of(one.closes, today, one.check_in)
    closes = list(one.closes)
    return {
        "fit": {"outcomes": model.outcomes, "seconds": round(seconds, 2)},
        "prediction_us": {
            "from_a_kept_run": _timed(lambda: _predict(model, one, run, today)),
            "from_15_closes": _timed(lambda: _predict(model, one, closes[-15:], today)),
            "from_50_closes": _timed(lambda: _predict(model, one, closes, today)),
        },
        "night": await night(),
    }


def _predict(model: Model, one: History, history: Any, today: date) -> None:
    model.predict(history, today, one.check_in, 5, 7, one.kind, one.source)


def _timed(work: Callable[[], None]) -> float:
    began = time.process_time()
    for _ in range(PREDICTIONS):
        work()
    return round((time.process_time() - began) / PREDICTIONS * 1e6, 1)


async def night() -> dict[str, Any]:
    """Return how long a night takes over many stays with a week of closes behind them."""
    async with seeded_catalogue() as pool:
        now = datetime(2026, 11, 20, 1, tzinfo=UTC)
        await ensure_partitions(pool, now)
        await _fill(pool, now)
        await fit_now(pool, now)
        nights = []
        for day in range(NIGHTS):
            began = time.perf_counter()
            await forecast_night(pool, now + timedelta(days=day))
            nights.append(time.perf_counter() - began)
        rows = await pool.fetchval("SELECT count(*) FROM price_forecasts")
        size = await pool.fetchval(
            "SELECT sum(pg_relation_size(inhrelid)) FROM pg_inherits "
            "WHERE inhparent = 'price_forecasts'::regclass"
        )
        began = time.perf_counter()
        await pool.fetch("SELECT * FROM daily_prices WHERE day = $1", now.date())
        plain = time.perf_counter() - began
    return {
        "stays": STAYS,
        "seconds": round(nights[-1], 2),
        "with_days_to_catch_up": round(nights[0], 2),
        "beside_reading_the_closes": round(nights[-1] / plain, 1),
        "bytes_a_row": round(float(size) / max(rows, 1)),
    }


async def _fill(pool: Database, now: datetime) -> None:
    """Make stays and ten days of closes, one rate each."""
    await pool.execute(
        """
        INSERT INTO trackables (fingerprint, kind, check_in, rooms, nationality, currency, terms,
            question_key, watchers, due_reason, interval_seconds, supplier_status, failures,
            availability, created_at)
        SELECT 'f' || n, 'hotel_stay', $1::date + 20 + n % 60, '[]', 'IN', 'INR', '{}', 'q', 1,
               'new', 0, 'ok', 0, 'available', $2
        FROM generate_series(1, $3::int) n
        """,
        now.date(),
        now,
        STAYS,
    )
    await pool.execute(
        """
        INSERT INTO priced_rates (fingerprint, source, board, refundable, payment)
        VALUES ('r', 'travclan', 'RO', 'yes', 'now')
        """
    )
    await pool.execute(
        """
        INSERT INTO daily_prices (trackable_id, day, lowest, highest, closing, closing_at,
                                  observations, rate_id)
        SELECT k.id, $1::date + d, p.total, p.total, p.total, $2, 1, r.id
        FROM trackables k, generate_series(-12, 1) d, priced_rates r,
             LATERAL (SELECT 5000 + hashint8(k.id * 31 + d) % 500 AS total) p
        """,
        now.date(),
        now,
    )
    await pool.execute("ANALYZE trackables, daily_prices, priced_rates")
