"""What may be shown today about the future price of something."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from domain.app import App
from domain.money import Money
from domain.prices.closes import Run
from domain.prices.forecast_statistics import Forecast, Reason
from domain.prices.forecast_tables import KINDS, ForecastKind
from domain.prices.forecasts import predicted
from domain.prices.models import TrackableKind
from domain.prices.packed_closes import unpack
from domain.prices.queries.forecast_views import (
    foretellable,
    is_newest_synthetic,
    stays_at,
    thing_at,
)
from domain.prices.queries.forecasts import (
    DAYS,
    PERCENT,
    Row,
    newest_model,
    silenced,
    write_forecasts,
)
from domain.prices.trackables import FlightThing
from domain.search.values import SearchView
from domain.suppliers.contract import Supplier
from domain.suppliers.flight_contract import FlightQuestion
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class ForecastView:
    """What may be shown about a price today: a forecast, or past outcomes of similar prices.

    `percent` and `days` are the question. `is_synthetic`: it is partly based on a made-up market.
    """

    forecast: Forecast
    source: str
    free_cancel_until: datetime | None = None
    is_synthetic: bool = False
    percent: int = PERCENT
    days: int = DAYS


# Fewer cases are not worth showing.
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
) -> ForecastView | None:
    """Return what may be shown about a hotel stay at the displayed price.

    `flown` selects packages with the stay instead. A stay that nobody tracks would never get an
    outcome, so it has no forecast: only past outcomes of similar prices at `source` are shown,
    which sells it and allows free cancellation until `free_until`.
    """
    if total is None:
        return None
    kind = TrackableKind.PACKAGE if flown else TrackableKind.HOTEL_STAY
    keys = await stays_at(app.pool, hotel_id, search.stay, kind, total)
    if keys or source is None:
        told = await tell(app.pool, keys, app.clock.now())
        return next(iter(told.values()), None)
    seen = await _seen_of(app, KINDS[kind.value], search.stay.check_in, source)
    return None if seen is None else replace(seen, free_cancel_until=free_until)


async def _seen_of(
    app: App, kind: ForecastKind, check_in: date, source: Supplier
) -> ForecastView | None:
    """Return past outcomes of prices that many days ahead at a source, if worth showing."""
    model = await newest_model(app.pool)
    if model is None or (source.value, kind.word) in await silenced(app.pool):
        return None
    today = app.clock.now().astimezone(UTC).date()
    if (check_in - today).days <= 1:
        return None
    known = model.predict([], today, check_in, PERCENT, DAYS, kind.word, source.value)
    if known.cases < LEAST_SEEN:
        return None
    return ForecastView(known, source.value, None, await is_newest_synthetic(app.pool))


async def tell_flight(
    app: App, question: FlightQuestion, journey: str | None, total: Money | None
) -> ForecastView | None:
    """Return what may be shown about a tracked journey (or route) at its price."""
    if total is None:
        return None
    fingerprint = FlightThing(question, ("", ""), journey).fingerprint
    found = await thing_at(app.pool, fingerprint, total)
    told = await tell(app.pool, [] if found is None else [found], app.clock.now())
    return next(iter(told.values()), None)


async def tell(
    pool: Database, trackable_ids: Sequence[int], now: datetime
) -> dict[int, ForecastView]:
    """Return what may be shown today about trackables' prices; for most, nothing.

    Forecasts that are shown enter the record.
    """
    if not trackable_ids or (model := await newest_model(pool)) is None:
        return {}
    is_synthetic, quiet = await is_newest_synthetic(pool), await silenced(pool)
    today = now.astimezone(UTC).date()
    told: dict[int, ForecastView] = {}
    kept = []
    for one in await foretellable(pool, trackable_ids, now - timedelta(days=1)):
        kind, run = KINDS[one.kind], Run() if one.packed is None else unpack(one.packed)
        run.add(today.toordinal(), one.price)
        if not run.count:
            continue
        forecast = predicted(model, quiet, run, today, one.check_in, kind.word, one.source)
        if forecast.probability is not None and run.day == today.toordinal():
            kept.append(
                Row(one.id, one.last_rate_id, today, one.price, kind, forecast,
                    is_shown=not forecast.abstains)
            )  # fmt: skip
        if may_be_told(forecast):
            told[one.id] = ForecastView(forecast, one.source, one.free_cancel_until, is_synthetic)
    await write_forecasts(pool, kept)
    return told


def may_be_told(forecast: Forecast) -> bool:
    """Return whether there is a forecast, or enough past outcomes."""
    if not forecast.abstains:
        return True
    is_thin = forecast.reason in {Reason.NEW_SOURCE, Reason.FEW_CASES}
    return is_thin and forecast.cases >= LEAST_SEEN
