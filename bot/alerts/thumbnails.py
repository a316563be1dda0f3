"""The small chart of an alert; drawn once for all who watch the same stay."""

import asyncio
from datetime import timedelta

import structlog

from bot.locales import translator
from bot.pictures.gallery import picture_of
from bot.pictures.thumbnail import describe_thumbnail
from domain.alerts.values import StoredAlert
from domain.app import App
from domain.prices.queries.history import load_many_series

log = structlog.get_logger(__name__)

SHOWN = timedelta(days=30)
# An alert does not wait longer for its picture.
PATIENCE_SECONDS = 2.0


async def chart_of(app: App, stored: StoredAlert) -> bytes | None:
    """Return an alert's chart; one with fewer than two prices has none."""
    trackable, now = stored.trackable_id, app.clock.now()
    series = (await load_many_series(app.pool, [trackable], now - SHOWN, now)).get(trackable)
    t = translator(stored.alert.language, stored.alert.region)
    picture = None if series is None else describe_thumbnail(series, t)
    if picture is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await picture_of(app, picture, stored.reader.picture_style)
    except TimeoutError:
        log.warning("an alert goes without its picture", alert=stored.alert.alert_id)
        return None
