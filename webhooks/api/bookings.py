"""`/bookings` and `/travellers`: what was booked here or noted, and who travelled before."""

from datetime import date

from fastapi import APIRouter, Response

from domain.bookings.guests import forget_saved, list_saved
from domain.bookings.noted_bookings.entry import note_booking, remove_booking
from domain.bookings.noted_bookings.queries import load_noted
from domain.bookings.queries.bookings import bookings_before, load_booking
from domain.errors import NotFound
from webhooks.access import Product, Reader, Tracking
from webhooks.api.booking_values import (
    BookingDetail,
    BookingItem,
    NewBooking,
    SavedTravellerItem,
)
from webhooks.api.paging import Page, Paged, PageWish, ticks
from webhooks.api.values import V1, Number

CREATED, NO_CONTENT = 201, 204
bookings = APIRouter(prefix=f"{V1}/bookings", tags=["bookings"])
saved = APIRouter(prefix=f"{V1}/travellers", tags=["bookings"])


@bookings.get("")
async def read_bookings(traveller: Reader, page: Page) -> Paged[BookingItem]:
    """Return the bookings made here and noted, those that begin last first."""
    found = await bookings_before(traveller, page.limit + 1, _before(page))
    chosen, cursor = page.trim(found, lambda one: (one.starts_on.toordinal(), one.booking_id))
    return Paged(items=[BookingItem.of(one.line) for one in chosen], next_cursor=cursor)


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


def _before(page: PageWish) -> tuple[date, int] | None:
    after = page.after
    if after is None:
        return None
    day, number = map(int, after)
    return date.fromordinal(day), number


@saved.get("")
async def read_travellers(traveller: Reader, page: Page) -> Paged[SavedTravellerItem]:
    """Return whom you booked for before, the latest first."""
    mine = await list_saved(traveller)
    chosen, cursor = page.of(mine, lambda one: (-ticks(one[3]), -one[0]))
    found = [
        SavedTravellerItem(id=saved_id, first_name=first, last_name=last, used_at=used_at)
        for saved_id, first, last, used_at in chosen
    ]
    return Paged(items=found, next_cursor=cursor)


@saved.delete("/{traveller_id}", status_code=NO_CONTENT)
async def forget_traveller(traveller_id: Number, traveller: Tracking) -> None:
    """Forget somebody: no booking offers them any more."""
    await forget_saved(traveller, traveller_id)
