"""`/bookings/{id}/watch`: whether a booking's price is watched, and what is worth telling."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from domain.bookings.price_watches.queries import WatchView, watch_of
from domain.bookings.price_watches.starts import set_least, set_watch
from domain.errors import NotFound
from webhooks.access import Product, Reader, Tracking
from webhooks.api.values import V1, Body, Number, Price

watches = APIRouter(prefix=f"{V1}/bookings", tags=["bookings"])


class BookingWatchItem(BaseModel):
    """A booking's price watch; `hindrance` says why there is none."""

    is_on: bool
    hindrance: Annotated[str | None, Field(examples=["not_refundable"])]
    least_percent: Annotated[int, Field(examples=[3])]
    ends_at: datetime | None
    price: Price | None
    lowest: Price | None
    seen_at: datetime | None

    @classmethod
    def of(cls, watch: WatchView | None) -> "BookingWatchItem":
        """Return a watch in the API's form. Raises NotFound without one."""
        if watch is None:
            raise NotFound("watch")
        return cls(
            is_on=watch.is_on, hindrance=watch.hindrance and watch.hindrance.value,
            least_percent=watch.least_percent, ends_at=watch.ends_at,
            price=Price.maybe(watch.price), lowest=Price.maybe(watch.lowest),
            seen_at=watch.seen_at,
        )  # fmt: skip


class BookingWatchChange(Body):
    """What is to change; what is left out stays."""

    is_on: bool | None = None
    least_percent: Annotated[int | None, Field(examples=[5], ge=1, le=50)] = None


@watches.get("/{booking_id}/watch")
async def read_watch(booking_id: Number, traveller: Reader) -> BookingWatchItem:
    """Return whether a booking's price is watched, and what it is now."""
    return BookingWatchItem.of(await watch_of(traveller, booking_id))


@watches.patch("/{booking_id}/watch")
async def write_watch(
    booking_id: Number, body: BookingWatchChange, traveller: Tracking, app: Product
) -> BookingWatchItem:
    """Switch the watch, or set its least saving; omitted fields stay the same."""
    async with app.pool.transaction():
        if body.least_percent is not None:
            await set_least(app, traveller, booking_id, body.least_percent)
        if body.is_on is not None:
            await set_watch(app, traveller, booking_id, is_on=body.is_on)
    return BookingWatchItem.of(await watch_of(traveller, booking_id))
