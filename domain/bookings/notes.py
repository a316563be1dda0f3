"""Events in a booking's life that are not states: a no-show, or a change by the hotel.

They come from the supplier, or from a person who asked; each is reported to the traveller once.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.bookings.errors import NoteTooLong
from domain.bookings.lifecycle import Actor
from domain.bookings.models import BookingNote
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.values import Booking
from domain.suppliers.booking_outcomes import BookingRecord
from domain.unit_of_work import Database

LONGEST_NOTE = 300


class NoteKind(StrEnum):
    """The kinds of notes."""

    NO_SHOW = "no_show"
    CHANGED_BY_HOTEL = "changed_by_hotel"


TOLD = {
    NoteKind.NO_SHOW: NoticeKind.NO_SHOW,
    NoteKind.CHANGED_BY_HOTEL: NoticeKind.CHANGED_BY_HOTEL,
}


@dataclass(frozen=True, slots=True)
class Note:
    """A note: `text` holds the hotel's words, if any."""

    kind: NoteKind
    text: str
    actor: Actor
    noted_at: datetime


async def notes_of(booking_id: int) -> tuple[Note, ...]:
    """Return a booking's notes, the first one first."""
    rows = await BookingNote.filter(booking_id=booking_id).order_by("id")
    return tuple(Note(NoteKind(row.kind), row.text, Actor(row.actor), row.noted_at) for row in rows)


async def note_booking(
    database: Database, booking: Booking, kind: NoteKind, actor: Actor, now: datetime, text: str
) -> bool:
    """Add a note to a booking and report it; False if the same one is there already.

    Joins the open transaction. Raises NoteTooLong.
    """
    words = " ".join(text.split())
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong(len(words), LONGEST_NOTE)
    row, is_new = await BookingNote.get_or_create(
        booking_id=booking.booking_id,
        kind=kind.value,
        text=words,
        defaults={"actor": actor.value, "noted_at": now},
    )
    if is_new:
        await tell(database, TOLD[kind], booking, now, str(row.id), words=words)
    return is_new


async def note_words(
    database: Database, booking: Booking, record: BookingRecord, now: datetime
) -> None:
    """Note what the supplier's record says besides its state."""
    if record.no_show:
        await note_booking(database, booking, NoteKind.NO_SHOW, Actor.SUPPLIER, now, "")
    if record.changed_by_hotel:
        words = record.changed_by_hotel[:LONGEST_NOTE]
        await note_booking(database, booking, NoteKind.CHANGED_BY_HOTEL, Actor.SUPPLIER, now, words)
