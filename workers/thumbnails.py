"""The small charts of alerts; drawn once for all who watch the same stay."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from bot.locales import translator
from bot.pictures.gallery import picture_of
from bot.pictures.thumbnail import describe_thumbnail
from domain.alerts.values import StoredAlert
from domain.app import App
from domain.prices.queries.history import load_many_series
from domain.prices.values import PriceSeries

log = structlog.get_logger(__name__)

SHOWN = timedelta(days=30)
# An alert does not wait longer for its picture.
PATIENCE_SECONDS = 2.0


async def charts_of(app: App, alerts: Sequence[StoredAlert]) -> dict[int, bytes]:
    """Return charts by alert id; an alert with fewer than two prices has none."""
    trackables = sorted({one.trackable_id for one in alerts})
    now = app.clock.now()
    series = await load_many_series(app.pool, trackables, now - SHOWN, now)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            drawn = await asyncio.gather(
                *(_chart(app, one, series.get(one.trackable_id)) for one in alerts)
            )
    except TimeoutError:
        log.warning("alerts go without their pictures", alerts=len(alerts))
        return {}
    charts = zip(alerts, drawn, strict=True)
    return {one.alert.alert_id: picture for one, picture in charts if picture is not None}


async def _chart(app: App, stored: StoredAlert, series: PriceSeries | None) -> bytes | None:
    t = translator(stored.alert.language, stored.alert.region)
    picture = None if series is None else describe_thumbnail(series, t)
    if picture is None:
        return None
    return await picture_of(app, picture, stored.reader.picture_style)
