"""A made-up market's past, which none but those who try the product have: never in the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from domain.prices.queries.made_up import closes_of
from domain.prices.values import PricePoint, PriceSeries
from domain.stay import Room, Stay
from domain.unit_of_work import Database

# It is of rooms for two, as of the evening.
ROOMS = (Room(2),)
CLOSE = time(20)


async def with_made_up_past(
    pool: Database, series: PriceSeries, hotel_id: int, stay: Stay
) -> PriceSeries:
    """Return a stay's series with the closes of a made-up past, where one was loaded, before it.

    What was really seen stands by itself: nothing made up lies between it. It says so where there
    is any (`is_synthetic`).
    """
    if tuple(stay.rooms) != ROOMS:
        return series
    closes = await closes_of(pool, hotel_id, stay, series.currency)
    past = [PricePoint(datetime.combine(day, CLOSE, UTC), total) for day, total in closes]
    return after(past, series)


def after(past: Sequence[PricePoint], series: PriceSeries) -> PriceSeries:
    """Return the series with what of a made-up past lies before it."""
    first = series.points[0].observed_at if series.points else None
    before = tuple(one for one in past if first is None or one.observed_at < first)
    if not before:
        return series
    return replace(series, points=(*before, *series.points), is_synthetic=True)
