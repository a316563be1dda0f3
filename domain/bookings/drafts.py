"""A booking being prepared: its rate, its guests and its contact.

Nothing here asks a supplier. Any answer can be replaced by giving it again; what was sent to a
supplier cannot be changed (`WrongState`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.errors import GuestCountWrong, NotBookableHere, TooManyOpenBookings
from domain.bookings.lifecycle import UNSENT, Actor, Event
from domain.bookings.models import (
    BookingGuest,
    BookingKind,
    SavedTraveller,
    UniversalBooking,
)
from domain.bookings.queries.bookings import WANTED, count_open, load_booking
from domain.bookings.queries.people import lock_traveller
from domain.bookings.references import new_client_ref
from domain.bookings.steps import step
from domain.bookings.terms import Terms
from domain.bookings.values import Booking, Slot, Wanted
from domain.catalog.models import HotelListing
from domain.errors import NotFound
from domain.money import Money
from domain.sealing import seal, unseal
from domain.search.queries.searches import load_search
from domain.search.values import HotelPage, SupplierRate
from domain.suppliers.booking_contract import Contact, Document, DocumentKind, Guest, RoomGuests
from domain.suppliers.contract import HotelRef, PriceQuestion

MOST_OPEN = 30
MOST_SAVED = 6
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


async def add_guests(
    app: App,
    traveller: Traveller,
    booking_id: int,
    guests: Sequence[Guest],
    *,
    is_again: bool = False,
) -> Booking:
    """Name further guests, in the order of the booking's `slots`.

    With `is_again` the same guests, named last, are not named once more.

    Raises GuestCountWrong for more names than places, NotFound, or WrongState once it was sent.
    """
    async with app.pool.transaction():
        booking = await change(app, traveller, booking_id, "guests")
        if is_again and _are_last(guests, booking):
            return booking
        free = booking.slots[len(booking.named) :]
        if len(guests) > len(free):
            raise GuestCountWrong(len(guests), len(free))
        placed = list(zip(free, guests, strict=False))
        await BookingGuest.bulk_create([_guest_row(booking_id, *one) for one in placed])
        await _save(app, traveller, [guest for slot, guest in placed if slot.age is None])
    return await load_booking(traveller, booking_id)


def _are_last(guests: Sequence[Guest], booking: Booking) -> bool:
    last = booking.named[-len(guests) :] if guests else ()
    return [(one.first_name, one.last_name) for one in last] == [
        (one.first_name, one.last_name) for one in guests
    ]


async def forget_guests(app: App, traveller: Traveller, booking_id: int) -> Booking:
    """Clear all guests. Raises NotFound, or WrongState once it was sent."""
    async with app.pool.transaction():
        await change(app, traveller, booking_id, "guests")
        await BookingGuest.filter(booking_id=booking_id).delete()
    return await load_booking(traveller, booking_id)


def _guest_row(booking_id: int, slot: Slot, guest: Guest) -> BookingGuest:
    return BookingGuest(
        booking_id=booking_id,
        room=slot.room,
        position=slot.position,
        first_name=guest.first_name,
        last_name=guest.last_name,
        title=guest.title,
        age=slot.age,
    )


async def _save(app: App, traveller: Traveller, adults: Sequence[Guest]) -> None:
    """Remember adults for next time; children will be another age by then."""
    for guest in adults:
        await SavedTraveller.update_or_create(
            user_id=traveller.user_id,
            first_name=guest.first_name,
            last_name=guest.last_name,
            defaults={"title": guest.title, "used_at": app.clock.now()},
        )


async def saved_travellers(traveller: Traveller) -> tuple[tuple[int, Guest], ...]:
    """Return the travellers booked for before, the latest first, each with an id."""
    rows = await SavedTraveller.filter(user_id=traveller.user_id).order_by("-used_at", "-id")
    return tuple((row.id, Guest(row.first_name, row.last_name)) for row in rows[:MOST_SAVED])


async def saved_traveller(traveller: Traveller, saved_id: int) -> Guest | None:
    """Return one of them, or None."""
    row = await SavedTraveller.get_or_none(user_id=traveller.user_id, id=saved_id)
    return None if row is None else Guest(row.first_name, row.last_name)


async def list_saved(traveller: Traveller) -> list[tuple[int, str, str, datetime]]:
    """Return everybody the traveller booked for before: id, names, and when last."""
    rows = await SavedTraveller.filter(user_id=traveller.user_id).order_by("-used_at", "-id")
    return [(row.id, row.first_name, row.last_name, row.used_at) for row in rows]


async def forget_saved(traveller: Traveller, saved_id: int) -> None:
    """Forget a saved traveller. Raises NotFound."""
    if not await SavedTraveller.filter(user_id=traveller.user_id, id=saved_id).delete():
        raise NotFound("traveller")


async def give_document(
    app: App, traveller: Traveller, booking_id: int, document: Document
) -> Booking:
    """Store a document of the lead guest, sealed.

    Raises NotFound, or WrongState once it was sent.
    """
    async with app.pool.transaction():
        await change(app, traveller, booking_id, document.kind.value)
        lead = await BookingGuest.get(booking_id=booking_id, room=0, position=0)
        kept = [one for one in _open(app, lead.documents) if one.kind is not document.kind]
        lead.documents = _sealed(app, [*kept, document])
        await lead.save(update_fields=["documents"])
    return await load_booking(traveller, booking_id)


def _sealed(app: App, documents: Sequence[Document]) -> str:
    kinds = ",".join(one.kind.value for one in documents)
    text = "\n".join(f"{one.kind.value} {one.number}" for one in documents)
    return f"{kinds}:{seal(app.settings, text)}"


def _open(app: App, kept: str | None) -> list[Document]:
    text = unseal(app.settings, (kept or "").partition(":")[2]) if kept else None
    pairs = [line.split(" ", 1) for line in (text or "").splitlines()]
    return [Document(DocumentKind(kind), number) for kind, number in pairs]


async def lead_room(app: App, booking: Booking) -> RoomGuests:
    """Return the first room with its lead guest's documents, which only the order needs."""
    row = await BookingGuest.get_or_none(booking_id=booking.booking_id, room=0, position=0)
    room = booking.rooms[0]
    if row is None or not room.guests:
        return room
    lead = replace(room.guests[0], documents=tuple(_open(app, row.documents)))
    return replace(room, guests=(lead, *room.guests[1:]))


async def set_contact(app: App, traveller: Traveller, booking_id: int, contact: Contact) -> Booking:
    """Set the hotel's contact. Raises NotFound, or WrongState once it was sent."""
    return await change(
        app, traveller, booking_id, "contact", email=contact.email, phone=contact.phone
    )


async def set_requests(app: App, traveller: Traveller, booking_id: int, requests: str) -> Booking:
    """Set requests to the hotel. Raises NotFound, or WrongState once it was sent."""
    return await change(app, traveller, booking_id, "requests", requests=requests)
