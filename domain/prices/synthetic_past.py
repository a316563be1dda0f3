"""A made-up market's past, for trying the product only: never in the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from domain.prices.queries.synthetic_closes import closes_of
from domain.prices.values import PricePoint, PriceSeries
from domain.stay import Room, Stay
from domain.unit_of_work import Database

# It is for rooms for two, as of the evening.
ROOMS = (Room(2),)
CLOSE = time(20)


async def with_synthetic_past(
    pool: Database, series: PriceSeries, hotel_id: int, stay: Stay
) -> PriceSeries:
    """Return a stay's series, preceded by a made-up past if one was loaded.

    Real observations stay unmixed: nothing made up is between them. `is_synthetic` marks such a
    series.
    """
    if tuple(stay.rooms) != ROOMS:
        return series
    closes = await closes_of(pool, hotel_id, stay, series.currency)
    past = [PricePoint(datetime.combine(day, CLOSE, UTC), total) for day, total in closes]
    return after(past, series)


def after(past: Sequence[PricePoint], series: PriceSeries) -> PriceSeries:
    """Return the series, preceded by the earlier part of a made-up past."""
    first = series.points[0].observed_at if series.points else None
    before = tuple(one for one in past if first is None or one.observed_at < first)
    if not before:
        return series
    return replace(series, points=(*before, *series.points), is_synthetic=True)
