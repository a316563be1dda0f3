"""A booking being prepared: its rate, its contact and requests.

Nothing here asks a supplier. Any answer can be replaced by giving it again; what was sent to a
supplier cannot be changed (`WrongState`).
"""

from datetime import timedelta
from typing import Any

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.errors import NotBookableHere, TooManyOpenBookings
from domain.bookings.lifecycle import UNSENT, Actor, Event
from domain.bookings.models import BookingKind, UniversalBooking
from domain.bookings.queries.bookings import WANTED, count_open, load_booking
from domain.bookings.queries.people import lock_traveller
from domain.bookings.references import new_client_ref
from domain.bookings.steps import step
from domain.bookings.terms import Terms
from domain.bookings.values import Booking, Wanted
from domain.catalog.models import HotelListing
from domain.money import Money
from domain.search.queries.searches import load_search
from domain.search.values import HotelPage, SupplierRate
from domain.suppliers.booking_contract import Contact
from domain.suppliers.contract import HotelRef, PriceQuestion

MOST_OPEN = 30
# A draft of the same rate within this time is the same one: two taps, two devices.
ONE_DRAFT = timedelta(hours=24)


def books(app: App, offered: SupplierRate) -> bool:
    """Return whether a rate can be booked here: its supplier sells it directly and takes orders."""
    return offered.rate.seller is None and app.suppliers.booking_at(offered.supplier) is not None


async def begin_booking(
    app: App, traveller: Traveller, page: HotelPage, offered: SupplierRate
) -> Booking:
    """Return a draft of a rate: a new one, or the one already in preparation.

    Raises NotBookableHere or TooManyOpenBookings.
    """
    if not books(app, offered):
        raise NotBookableHere
    wanted = await _wanted(app, traveller, page, offered)
    async with app.pool.transaction() as connection:
        # Two concurrent taps make one draft: the second waits here for the first one's row.
        await lock_traveller(connection, traveller.user_id)
        if await count_open(app.pool, traveller.user_id) >= MOST_OPEN:
            raise TooManyOpenBookings(MOST_OPEN)
        present = await _present(app, traveller, page)
        if present is None:
            row = await UniversalBooking.create(**await _new(app, traveller, page, offered, wanted))
            return await load_booking(traveller, row.id)
        await _look_anew(app, present, wanted)
    return await load_booking(traveller, present.id)


async def _wanted(app: App, traveller: Traveller, page: HotelPage, offered: SupplierRate) -> Wanted:
    listing = await HotelListing.filter(
        hotel_id=page.hotel.hotel_id, supplier=offered.supplier
    ).first()
    if listing is None:
        raise NotBookableHere
    search = await load_search(app.pool, traveller, page.search.search_id)
    hotel = HotelRef(offered.supplier, listing.supplier_id, listing.name, search.destination.place)
    question = PriceQuestion(search.stay, search.nationality, search.currency)
    return Wanted(
        hotel, question, Terms(offered.rate, offered.rate.fees), search.destination.full_name
    )


async def _present(app: App, traveller: Traveller, page: HotelPage) -> UniversalBooking | None:
    return await UniversalBooking.filter(
        user_id=traveller.user_id,
        search_id=page.search.search_id,
        hotel_id=page.hotel.hotel_id,
        state__in=list(UNSENT),
        rebooked_from__id__isnull=True,
        created_at__gt=app.clock.now() - ONE_DRAFT,
    ).first()


async def _new(
    app: App, traveller: Traveller, page: HotelPage, offered: SupplierRate, wanted: Wanted
) -> dict[str, Any]:
    now, stay = app.clock.now(), page.search.stay
    return {
        "user_id": traveller.user_id,
        "kind": BookingKind.HOTEL,
        "supplier": offered.supplier.value,
        "client_ref": new_client_ref(),
        "hotel_id": page.hotel.hotel_id,
        "starts_on": stay.check_in,
        "ends_on": stay.check_out,
        "created_at": now,
        "changed_at": now,
        "chat_id": traveller.chat_id,
        "search_id": page.search.search_id,
        "title": page.hotel.name[:255],
        "time_zone": page.search.destination.time_zone,
        **(await _contact(traveller)),
        **_priced(wanted),
    }


async def _contact(traveller: Traveller) -> dict[str, str]:
    """Return the contact of the traveller's latest booking: a review shows it, and can change
    it.
    """
    row = (
        await UniversalBooking.filter(user_id=traveller.user_id, email__isnull=False)
        .order_by("-changed_at")
        .first()
    )
    return {"email": row.email, "phone": row.phone} if row and row.email and row.phone else {}


def _priced(wanted: Wanted) -> dict[str, Any]:
    total: Money = wanted.seen.total
    return {
        "order": WANTED.dump_python(wanted, mode="json"),
        "total": total.amount,
        "currency": total.currency,
    }


async def _look_anew(app: App, row: UniversalBooking, wanted: Wanted) -> None:
    """Switch a draft to the rate that was just pressed; its guests stay."""
    await step(
        app.pool, row.id, Event.CHANGED, Actor.TRAVELLER, app.clock.now(), "rate chosen",
        session=None, session_ends=None, supplier=wanted.hotel.supplier.value, **_priced(wanted),
    )  # fmt: skip


async def change(
    app: App, traveller: Traveller, booking_id: int, cause: str, **columns: Any
) -> Booking:
    """Change a draft; it must be reviewed again before it can be confirmed.

    Raises NotFound for somebody else's, WrongState once it was sent.
    """
    booking = await load_booking(traveller, booking_id)
    async with app.pool.transaction():
        await step(
            app.pool, booking.booking_id, Event.CHANGED, Actor.TRAVELLER, app.clock.now(), cause,
            **columns,
        )  # fmt: skip
    return await load_booking(traveller, booking_id)


async def set_contact(app: App, traveller: Traveller, booking_id: int, contact: Contact) -> Booking:
    """Set the hotel's contact. Raises NotFound, or WrongState once it was sent."""
    return await change(
        app, traveller, booking_id, "contact", email=contact.email, phone=contact.phone
    )


async def set_requests(app: App, traveller: Traveller, booking_id: int, requests: str) -> Booking:
    """Set requests to the hotel. Raises NotFound, or WrongState once it was sent."""
    return await change(app, traveller, booking_id, "requests", requests=requests)
