"""Tells what a text is: a confirmation of a stay, or a note of something else. Pure."""

from domain.bookings.models import BookingKind
from domain.bookings.noted_bookings.confirmations import (
    has_found,
    is_confirmation,
    merged,
    read_confirmation,
)
from domain.bookings.noted_bookings.items import is_item, kind_of, read_item
from domain.bookings.noted_bookings.values import NotedDraft
from domain.reading.amounts import Writer
from domain.reading.day_pieces import Calendar


def is_note(text: str, calendar: Calendar) -> bool:
    """Return whether unprompted text says that something is booked."""
    return is_confirmation(text, calendar) or is_item(text, calendar)


def read_note(
    text: str, known: NotedDraft, calendar: Calendar, writer: Writer
) -> NotedDraft | None:
    """Return what a text adds to what is already known; None if it says nothing.

    A further text about the same stay fills open parts: a mail that was pasted in parts.
    """
    is_stay = known.kind is BookingKind.HOTEL
    if is_stay and not is_item(text, calendar):
        draft = read_confirmation(text, calendar, writer)
        is_found = has_found(draft) or bool(known.settled and draft.settled)
        return merged(known, draft) if is_found else None
    kind = kind_of(text, calendar) or BookingKind.ACTIVITY if is_stay else known.kind
    draft = read_item(text, calendar, writer, kind)
    return draft if draft.settled else None
