"""What may be said today of the price of something that is watched."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from domain.app import App
from domain.money import Money
from domain.prices.closes import Run
from domain.prices.forecast_queries import (
    DAYS,
    PERCENT,
    Row,
    newest_model,
    silenced,
    write_forecasts,
)
from domain.prices.forecast_tables import KINDS, ForecastKind
from domain.prices.forecasting import Forecast, Reason
from domain.prices.forecasts import predicted
from domain.prices.models import TrackableKind
from domain.prices.packing import unpack
from domain.prices.trackables import FlightThing
from domain.search.queries import rooms_to_json
from domain.search.values import SearchView
from domain.suppliers.contract import Supplier
from domain.suppliers.flight_contract import FlightQuestion
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Told:
    """What may be said of a price today: a forecast, or what was seen of such prices.

    `percent` and `days` are the question. `is_synthetic`: it rests on a made-up market as well.
    """

    forecast: Forecast
    source: str
    free_cancel_until: datetime | None = None
    is_synthetic: bool = False
    percent: int = PERCENT
    days: int = DAYS


# Fewer cases are not worth telling of.
LEAST_SEEN = 20


async def tell_stay(
    app: App,
    search: SearchView,
    hotel_id: int,
    total: Money | None,
    source: Supplier | None = None,
    *,
    flown: bool = False,
    free_until: datetime | None = None,
) -> Told | None:
    """Return what may be said of a hotel's stay at the price shown.

    `flown` tells of packages with the stay instead. What nobody watches gets no outcome, so
    nothing is forecast of it: it is only told what became of such prices at `source`, who sells it
    and lets it be cancelled for free until `free_until`.
    """
    if total is None:
        return None
    kind = TrackableKind.PACKAGE if flown else TrackableKind.HOTEL_STAY
    ids = await app.pool.fetch(
        """
        SELECT id FROM trackables
        WHERE hotel_id = $1 AND check_in = $2 AND check_out = $3 AND rooms = $4 AND currency = $5
          AND kind = $6 AND last_total = $7 AND (kind = 'package' OR terms = $8)
        """,
        hotel_id,
        search.stay.check_in,
        search.stay.check_out,
        rooms_to_json(search.stay.rooms),
        total.currency,
        kind.value,
        total.amount,
        {},
    )
    keys = [row["id"] for row in ids]
    if keys or source is None:
        told = await tell(app.pool, keys, app.clock.now())
        return next(iter(told.values()), None)
    seen = await _seen_of(app, KINDS[kind.value], search.stay.check_in, source)
    return None if seen is None else replace(seen, free_cancel_until=free_until)


async def _seen_of(app: App, kind: ForecastKind, check_in: date, source: Supplier) -> Told | None:
    """Return what became of prices so many days ahead at a source, if that is worth telling."""
    row = await app.pool.fetchrow(
        "SELECT is_synthetic FROM forecast_models ORDER BY id DESC LIMIT 1"
    )
    model = None if row is None else await newest_model(app.pool)
    if row is None or model is None or (source.value, kind.word) in await silenced(app.pool):
        return None
    today = app.clock.now().astimezone(UTC).date()
    if (check_in - today).days <= 1:
        return None
    known = model.predict([], today, check_in, PERCENT, DAYS, kind.word, source.value)
    if known.cases < LEAST_SEEN:
        return None
    return Told(known, source.value, None, row["is_synthetic"])


async def tell_flight(
    app: App, question: FlightQuestion, journey: str | None, total: Money | None
) -> Told | None:
    """Return what may be said of a journey (or a route) that somebody watches, at its price."""
    if total is None:
        return None
    found = await app.pool.fetchval(
        "SELECT id FROM trackables WHERE fingerprint = $1 AND last_total = $2",
        FlightThing(question, ("", ""), journey).fingerprint,
        total.amount,
    )
    told = await tell(app.pool, [] if found is None else [found], app.clock.now())
    return next(iter(told.values()), None)


async def tell(pool: Database, trackable_ids: Sequence[int], now: datetime) -> dict[int, Told]:
    """Return what may be said today of the prices of trackables; of most, nothing.

    What is said goes into the record.
    """
    model_row = await pool.fetchrow(
        "SELECT model, is_synthetic FROM forecast_models ORDER BY id DESC LIMIT 1"
    )
    if model_row is None or not trackable_ids:
        return {}
    model = await newest_model(pool)
    quiet = await silenced(pool)
    today = now.astimezone(UTC).date()
    rows = await pool.fetch(
        """
        SELECT k.id, k.kind, k.check_in, k.last_total::float8 AS price, k.last_rate_id, s.source,
               CASE WHEN s.refundable = 'yes' THEN k.free_cancel_until END AS free_cancel_until,
               r.packed
        FROM trackables k JOIN priced_rates s ON s.id = k.last_rate_id
        LEFT JOIN price_runs r ON r.trackable_id = k.id AND r.rate_id = k.last_rate_id
        WHERE k.id = ANY($1::bigint[]) AND k.last_total > 0 AND k.availability = 'available'
          AND k.suspect_total IS NULL AND k.kind = ANY($2::text[])
          AND k.last_observed_at > $3
        """,
        list(trackable_ids),
        list(KINDS),
        now - timedelta(days=1),
    )
    told: dict[int, Told] = {}
    kept = []
    for row in rows:
        kind, run = KINDS[row["kind"]], Run() if row["packed"] is None else unpack(row["packed"])
        run.add(today.toordinal(), row["price"])
        if model is None or not run.count:
            continue
        forecast = predicted(model, quiet, run, today, row["check_in"], kind.word, row["source"])
        if forecast.probability is not None and run.day == today.toordinal():
            kept.append(
                Row(row["id"], row["last_rate_id"], today, row["price"], kind, forecast,
                    is_shown=not forecast.abstains)
            )  # fmt: skip
        if may_be_told(forecast):
            told[row["id"]] = Told(
                forecast, row["source"], row["free_cancel_until"], model_row["is_synthetic"]
            )
    await write_forecasts(pool, kept)
    return told


def may_be_told(forecast: Forecast) -> bool:
    """Say whether there is a forecast, or enough that was seen."""
    if not forecast.abstains:
        return True
    is_thin = forecast.reason in {Reason.NEW_SOURCE, Reason.FEW_CASES}
    return is_thin and forecast.cases >= LEAST_SEEN
