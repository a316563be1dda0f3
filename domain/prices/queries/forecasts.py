"""Forecasts in the database: rows in bulk, typed values out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.prices.closes import Close, History, Run
from domain.prices.forecast_statistics import Forecast, Model, Reason
from domain.prices.forecast_tables import KINDS, ForecastKind
from domain.prices.model_json import from_json, to_json
from domain.prices.packed_closes import pack, unpack
from domain.unit_of_work import Database

# The forecast that is shown and stored: a fall of 5 % or more within 7 days.
PERCENT, DAYS = 5, 7


# Outcomes are looked for this many days longer, because daily prices may be computed late.
LATE_DAYS = 3


REASONS = tuple(Reason)


@dataclass(frozen=True, slots=True)
class Closed:
    """A trackable's close of a day at one rate, with its run before that day."""

    trackable_id: int
    rate_id: int
    source: str
    kind: ForecastKind
    check_in: date
    price: float
    run: Run


@dataclass(frozen=True, slots=True)
class Row:
    """A forecast as stored."""

    trackable_id: int
    rate_id: int
    day: date
    price: float
    kind: ForecastKind
    forecast: Forecast
    is_shown: bool = False

    def values(self) -> tuple[object, ...]:
        """Return the row's values in column order."""
        told = self.forecast
        reason = 0 if told.reason is None else REASONS.index(told.reason) + 1
        return (
            self.trackable_id, self.rate_id, self.day, told.probability, told.base_rate,
            self.price, self.kind.value, reason, self.is_shown,
        )  # fmt: skip


async def first_open_day(pool: Database, today: date) -> date:
    """Return the first day whose closes are not all in the runs.

    A night ends with its record: one that was cut short starts again with the same day.
    """
    latest: date | None = await pool.fetchval("SELECT max(day) FROM forecast_records")
    if latest is None:
        latest = await pool.fetchval("SELECT min(day) FROM daily_prices")
    return latest or today


async def closes_of_day(pool: Database, day: date, after: int, most: int) -> list[Closed]:
    """Return closes of a day by trackable, for ids greater than `after`.

    A close is of one rate; if another rate was the cheapest that day, it has its own run.
    """
    rows = await pool.fetch(
        """
        SELECT k.id, d.rate_id, s.source, k.kind, k.check_in, d.closing::float8 AS price, r.packed
        FROM (SELECT id, kind, check_in FROM trackables
              WHERE id > $2 AND check_in > $1 ORDER BY id LIMIT $3) k
        JOIN daily_prices d ON d.trackable_id = k.id AND d.day = $1
        JOIN priced_rates s ON s.id = d.rate_id
        LEFT JOIN price_runs r ON r.trackable_id = k.id AND r.rate_id = d.rate_id
        WHERE d.closing > 0 AND k.kind = ANY($4::text[]) ORDER BY k.id
        """,
        day,
        after,
        most,
        list(KINDS),
    )
    return [
        Closed(
            row["id"],
            row["rate_id"],
            row["source"],
            KINDS[row["kind"]],
            row["check_in"],
            row["price"],
            Run() if row["packed"] is None else unpack(row["packed"]),
        )
        for row in rows
    ]


async def last_of_chunk(pool: Database, day: date, after: int, most: int) -> int | None:
    """Return the greatest id of the chunk that `closes_of_day` covers; None past the end."""
    last: int | None = await pool.fetchval(
        """
        SELECT max(id) FROM (SELECT id FROM trackables
                             WHERE id > $2 AND check_in > $1 ORDER BY id LIMIT $3) k
        """,
        day,
        after,
        most,
    )
    return last


async def write_runs(connection: Database, day: date, rows: Sequence[tuple[int, int, Run]]) -> None:
    """Store runs (by trackable and rate) as of a day."""
    await connection.execute(
        """
        INSERT INTO price_runs (trackable_id, rate_id, day, packed)
        SELECT t, r, $4, p FROM unnest($1::bigint[], $2::bigint[], $3::bytea[]) AS n (t, r, p)
        ON CONFLICT (trackable_id, rate_id) DO UPDATE SET day = $4, packed = excluded.packed
        """,
        [one[0] for one in rows],
        [one[1] for one in rows],
        [pack(one[2]) for one in rows],
        day,
    )


async def write_forecasts(connection: Database, rows: Sequence[Row]) -> None:
    """Append forecasts. Earlier forecasts of the same day stay, because they may have been
    shown.
    """
    columns = list(zip(*(row.values() for row in rows), strict=True))
    if not columns:
        return
    await connection.execute(
        """
        INSERT INTO price_forecasts (trackable_id, rate_id, day, probability, base_rate, price,
                                     kind, reason, is_shown)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::date[], $4::real[], $5::real[],
                             $6::real[], $7::smallint[], $8::smallint[], $9::boolean[])
        ON CONFLICT (trackable_id, rate_id, day) DO UPDATE SET is_shown = true
        WHERE excluded.is_shown AND NOT price_forecasts.is_shown
        """,
        *map(list, columns),
    )


async def resolve(pool: Database, today: date) -> None:
    """Record the outcomes of forecasts whose window ended before `today`.

    A halving seen on one day only does not count. Without observations the outcome is unknown.
    """
    await pool.execute(
        """
        UPDATE price_forecasts f SET fell = o.lowest <= f.price * (1 - $3::float8 / 100)
        FROM (
            SELECT f.trackable_id, f.rate_id, f.day,
                   CASE WHEN min(d.closing) > f.price / 2 THEN min(d.closing)
                        ELSE coalesce((array_agg(d.closing ORDER BY d.closing))[2], f.price)
                   END AS lowest
            FROM price_forecasts f
            JOIN daily_prices d ON d.trackable_id = f.trackable_id AND d.day > f.day
                AND d.day <= f.day + $2::int AND d.closing > 0 AND d.rate_id = f.rate_id
            JOIN trackables k ON k.id = f.trackable_id AND d.day < k.check_in
            WHERE f.day >= $1::date - $2::int - $4::int AND f.day < $1::date - $2::int
                AND f.fell IS NULL
            GROUP BY f.trackable_id, f.rate_id, f.day, f.price
        ) o
        WHERE f.trackable_id = o.trackable_id AND f.rate_id = o.rate_id AND f.day = o.day
        """,
        today,
        DAYS,
        PERCENT,
        LATE_DAYS,
    )


async def load_histories(pool: Database, since: date, until: date, most: int) -> list[History]:
    """Return the closes of at most `most` trackables, by rate, from `since` until `until`.

    If there are more, a deterministic sample is taken, so that no trackable is in every fit.
    """
    rows = await pool.fetch(
        """
        SELECT s.source, k.kind, k.check_in, array_agg(d.day ORDER BY d.day) AS days,
               array_agg(d.closing::float8 ORDER BY d.day) AS prices
        FROM (SELECT id, kind, check_in FROM trackables
              WHERE check_in > $1 AND kind = ANY($4::text[])
              ORDER BY hashint8(id # ($2::date - '2000-01-01'::date)) LIMIT $3) k
        JOIN daily_prices d ON d.trackable_id = k.id AND d.day >= $1 AND d.day <= $2
            AND d.day < k.check_in AND d.closing > 0
        JOIN priced_rates s ON s.id = d.rate_id
        GROUP BY k.id, d.rate_id, s.source, k.kind, k.check_in
        """,
        since,
        until,
        most,
        list(KINDS),
    )
    return [_history(row, KINDS[row["kind"]].word) for row in rows]


async def load_synthetic(pool: Database, until: date) -> list[History]:
    """Return the made-up market's closes, if they were loaded."""
    rows = await pool.fetch(
        """
        SELECT source, check_in, array_agg(day ORDER BY day) AS days,
               array_agg(total::float8 ORDER BY day) AS prices
        FROM synthetic_closes WHERE day <= $1 AND day < check_in
        GROUP BY source, supplier_id, check_in, nights, currency
        """,
        until,
    )
    return [_history(row, ForecastKind.HOTEL.word) for row in rows]


def _history(row: Any, kind: str) -> History:
    closes: list[Close] = list(zip(row["days"], row["prices"], strict=True))
    return History(row["source"], kind, row["check_in"], closes)


async def save_model(pool: Database, model: Model, now: datetime, *, is_synthetic: bool) -> None:
    """Store a model, which is in use from now on."""
    await pool.execute(
        """
        INSERT INTO forecast_models (fitted_at, as_of, outcomes, is_synthetic, model)
        VALUES ($1, $2, $3, $4, $5)
        """,
        now,
        model.as_of,
        model.outcomes,
        is_synthetic,
        to_json(model),
    )


async def teach_newest(pool: Database, model: Model) -> None:
    """Store what the model in use has learnt about its sources since it was fitted."""
    await pool.execute(
        """
        UPDATE forecast_models SET model = $1 WHERE id = (SELECT max(id) FROM forecast_models)
        """,
        to_json(model),
    )


async def newest_model(pool: Database) -> Model | None:
    """Return the model in use."""
    stored = await pool.fetchval("SELECT model FROM forecast_models ORDER BY id DESC LIMIT 1")
    return None if stored is None else from_json(stored)


async def silenced(pool: Database) -> set[tuple[str, str]]:
    """Return the silenced sources, with their kinds."""
    rows = await pool.fetch("SELECT source, kind FROM silenced_sources")
    return {(row["source"], ForecastKind(row["kind"]).word) for row in rows}
