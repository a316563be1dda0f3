"""`/bookings` and `/travellers`: what was booked here or noted, and who travelled before."""

from fastapi import APIRouter, Response

from domain.bookings.drafts import forget_saved, list_saved
from domain.bookings.noted.noting import note_booking, remove_booking
from domain.bookings.noted.queries import load_noted
from domain.bookings.queries.bookings import list_bookings, load_booking
from domain.errors import NotFound
from webhooks.access import Product, Reader, Tracking
from webhooks.api.booking_values import (
    BookingDetail,
    BookingItem,
    NewBooking,
    SavedTravellerItem,
)
from webhooks.api.values import V1, Number

CREATED, NO_CONTENT = 201, 204
bookings = APIRouter(prefix=f"{V1}/bookings", tags=["bookings"])
saved = APIRouter(prefix=f"{V1}/travellers", tags=["bookings"])


@bookings.get("")
async def read_bookings(traveller: Reader) -> list[BookingItem]:
    """Return the bookings made here and noted, those that begin last first."""
    return [BookingItem.of(one) for one in await list_bookings(traveller)]


@bookings.post("", status_code=CREATED)
async def add_booking(
    body: NewBooking, traveller: Tracking, app: Product, response: Response
) -> BookingDetail:
    """Note what was booked elsewhere. The same thing on the same days is one: it is updated."""
    draft = body.draft(traveller.currency, traveller.time_zone)
    noted, _is_new = await note_booking(app, traveller, draft)
    response.headers["Location"] = f"/api/v1/bookings/{noted.booking_id}"
    return BookingDetail.noted(noted)


@bookings.get("/{booking_id}")
async def read_booking(booking_id: Number, traveller: Reader, app: Product) -> BookingDetail:
    """Return all that is known of a booking."""
    try:
        return BookingDetail.made(await load_booking(traveller, booking_id), app.clock.now())
    except NotFound:
        return BookingDetail.noted(await load_noted(app.pool, traveller.user_id, booking_id))


@bookings.delete("/{booking_id}", status_code=NO_CONTENT)
async def remove_noted(booking_id: Number, traveller: Tracking, app: Product) -> None:
    """Remove what was noted; that cancels nothing. What was booked here is cancelled in chat."""
    await remove_booking(app, traveller, booking_id)


@saved.get("")
async def read_travellers(traveller: Reader) -> list[SavedTravellerItem]:
    """Return whom you booked for before, the latest first."""
    return [
        SavedTravellerItem(id=saved_id, first_name=first, last_name=last, used_at=used_at)
        for saved_id, first, last, used_at in await list_saved(traveller)
    ]


@saved.delete("/{traveller_id}", status_code=NO_CONTENT)
async def forget_traveller(traveller_id: Number, traveller: Tracking) -> None:
    """Forget somebody: no booking offers them any more."""
    await forget_saved(traveller, traveller_id)
