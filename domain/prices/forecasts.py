"""Forecasts for everything tracked: made every night, resolved and judged."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import structlog

from domain.prices.calibration import calibration_error, is_broken
from domain.prices.closes import History, Run
from domain.prices.forecast_alarms import let_speak, silence
from domain.prices.forecast_record import Record, merged, record_of, summed
from domain.prices.forecast_statistics import Forecast, Model, Reason, fit, taught
from domain.prices.forecast_tables import ForecastKind
from domain.prices.queries.forecast_outcomes import Standing, read_groups
from domain.prices.queries.forecast_records import (
    count_waiting,
    first_forecast_day,
    has_record,
    keep_record,
    newest_record,
)
from domain.prices.queries.forecasts import (
    DAYS,
    PERCENT,
    Closed,
    Row,
    closes_of_day,
    first_open_day,
    last_of_chunk,
    load_histories,
    load_synthetic,
    newest_model,
    resolve,
    save_model,
    silenced,
    teach_newest,
    write_forecasts,
    write_runs,
)
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

CHUNK = 5000
# How often a model is fitted, and on how many past days and things.
FIT_EVERY = timedelta(days=7)
FIT_DAYS = 120
FIT_THINGS = 4000
# The period over which calibration is judged and the record reports.
JUDGED_DAYS = 90
# Jobs end before a worker's time limit; the rest follows an hour later.
MOST_DAYS_AT_ONCE = 40


async def forecast_night(pool: Database, now: datetime) -> None:
    """Add yesterday's closes to the runs, forecast from them, and judge what is over.

    Administrators are notified when a source is silenced or restored.
    """
    today = now.astimezone(UTC).date()
    day = await first_open_day(pool, today)
    if day >= today and await has_record(pool, today):
        return
    for _ in range(MOST_DAYS_AT_ONCE):
        if day >= today:
            break
        await _take_day(pool, day)
        day += timedelta(days=1)
    await resolve(pool, today)
    await _judge(pool, today, now)


async def fit_when_due(pool: Database, now: datetime) -> bool:
    """Fit a model if the last one is a week old; return whether it did.

    On other days only its sources are updated. Until there is any outcome it is tried again each
    time.
    """
    model = await newest_model(pool)
    yesterday = now.astimezone(UTC).date() - timedelta(days=1)
    if model is None or yesterday - model.as_of >= FIT_EVERY:
        return await fit_now(pool, now)
    if model.known_until < yesterday:
        past, _ = await _past(pool, now)
        await teach_newest(pool, await asyncio.to_thread(taught, model, past, yesterday))
    return False


async def fit_now(pool: Database, now: datetime) -> bool:
    """Fit a model on everything known by yesterday; without outcomes there is none to store."""
    yesterday = now.astimezone(UTC).date() - timedelta(days=1)
    past, is_synthetic = await _past(pool, now)
    # The event loop keeps running: the columns are summed in small pieces.
    model = await asyncio.to_thread(fit, past, PERCENT, DAYS, yesterday)
    if model.outcomes:
        await save_model(pool, model, now, is_synthetic=is_synthetic)
    return bool(model.outcomes)


async def _past(pool: Database, now: datetime) -> tuple[list[History], bool]:
    """Return what was known by yesterday, and whether any of it is made up."""
    today = now.astimezone(UTC).date()
    yesterday = today - timedelta(days=1)
    past = await load_histories(pool, today - timedelta(days=FIT_DAYS), yesterday, FIT_THINGS)
    made_up = await load_synthetic(pool, yesterday)
    return [*past, *made_up], bool(made_up)


async def _take_day(pool: Database, day: date) -> None:
    model = await newest_model(pool)
    quiet = await silenced(pool)
    after = 0
    while (last := await last_of_chunk(pool, day, after, CHUNK)) is not None:
        closed = await closes_of_day(pool, day, after, CHUNK)
        runs, rows = await asyncio.to_thread(_take, closed, day, model, quiet)
        async with pool.transaction() as connection:
            await write_runs(connection, day, runs)
            await write_forecasts(connection, rows)
        after = last


def _take(
    closed: Sequence[Closed], day: date, model: Model | None, quiet: set[tuple[str, str]]
) -> tuple[list[tuple[int, int, Run]], list[Row]]:
    """Add a day's closes to their runs, and forecast from each that counts."""
    runs, rows = [], []
    for one in closed:
        counts = one.run.add(day.toordinal(), one.price)
        runs.append((one.trackable_id, one.rate_id, one.run))
        if model is None or not counts:
            continue
        forecast = predicted(model, quiet, one.run, day, one.check_in, one.kind.word, one.source)
        if forecast.probability is not None and forecast.reason is not Reason.CHECK_IN:
            rows.append(Row(one.trackable_id, one.rate_id, day, one.price, one.kind, forecast))
    return runs, rows


def predicted(
    model: Model,
    quiet: set[tuple[str, str]],
    run: Run,
    day: date,
    check_in: date,
    kind: str,
    source: str,
) -> Forecast:
    """Return a forecast, withheld if its source is silenced."""
    forecast = model.predict(run, day, check_in, PERCENT, DAYS, kind, source)
    if (source, kind) in quiet and forecast.reason is None:
        return replace(forecast, reason=Reason.SILENCED)
    return forecast


async def _judge(pool: Database, today: date, now: datetime) -> None:
    """Silence sources with broken calibration, restore others, and store the record."""
    groups = await read_groups(pool, today - timedelta(days=JUDGED_DAYS))
    quiet = {(source, ForecastKind[kind.upper()]) for source, kind in await silenced(pool)}
    for source, kind in sorted({(one.source, one.kind) for one in groups} | quiet):
        own = [one for one in groups if (one.source, one.kind) == (source, kind)]
        # Those withheld by a silence count too: a source is restored by them.
        spoken = [one for one in own if one.standing is not Standing.WITHHELD]
        tenths = merged([one.tenths for one in spoken])
        if not is_broken(tenths, summed(one.by_thing for one in spoken).skill):
            await let_speak(pool, source, kind, now)
        elif await silence(pool, source, kind, tenths, now):
            log.error("forecasts silenced", source=source, kind=kind.word,
                      error=round(calibration_error(tenths), 3))  # fmt: skip
    since = (await read_record(pool, now)).since
    if since is None:
        since = await first_forecast_day(pool)
    waiting = await count_waiting(pool, today - timedelta(days=DAYS + 1))
    record = record_of(groups, today, since, waiting, await silenced(pool))
    await keep_record(pool, today, record)


async def read_record(pool: Database, now: datetime) -> Record:
    """Return the newest record; an empty one before the first night."""
    stored = await newest_record(pool)
    return stored or record_of([], now.astimezone(UTC).date(), None, 0, set())
