"""Who travels on a booking: its guests, the lead guest's documents, and those booked for before.

Any answer can be replaced by giving it again; what was sent to a supplier cannot be changed
(`WrongState`).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.drafts import change
from domain.bookings.errors import GuestCountWrong
from domain.bookings.models import BookingGuest, SavedTraveller
from domain.bookings.queries.bookings import load_booking
from domain.bookings.values import Booking, Slot
from domain.errors import NotFound
from domain.sealing import seal, unseal
from domain.suppliers.booking_contract import Document, DocumentKind, Guest, RoomGuests

MOST_SAVED = 6


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
