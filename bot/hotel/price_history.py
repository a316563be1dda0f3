"""Price histories as pictures, for hotels and trackers alike."""

from datetime import datetime, timedelta

from bot.hotel.buttons import Span
from bot.pictures.gallery import picture_of
from bot.pictures.history import HistoryPicture, describe_history
from bot.updates.visit import Visit
from domain.prices.statistics import Usual
from domain.prices.values import PriceSeries


def within(series: PriceSeries, span: Span, now: datetime) -> PriceSeries:
    """Return the part of a series that a span holds."""
    return series if span.days is None else series.since(now - timedelta(span.days))


async def draw_history(
    visit: Visit, series: PriceSeries, usual: Usual | None = None, title: str = ""
) -> tuple[HistoryPicture, bytes] | None:
    """Return a series' picture with what it shows; None with fewer than two prices.

    `title` says what the prices are of.
    """
    band = None if usual is None else (usual.low, usual.high)
    history = describe_history(series, visit.now, visit.traveller.time_zone, visit.t, band, title)
    if history is None:
        return None
    return history, await picture_of(visit.app, history, visit.traveller.picture_style)
