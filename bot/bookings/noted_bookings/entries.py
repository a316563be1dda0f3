"""What was booked elsewhere in a calendar: pure."""

from datetime import datetime

from bot.bookings.files.sheets import BEFORE_CHECK_IN, BEFORE_DEADLINE, HOST
from bot.bookings.noted_bookings.words import KIND_SIGNS
from bot.locales import Translator
from bot.papers.calendars import Entry
from domain.bookings.models import BookingKind, BookingState
from domain.bookings.noted_bookings.values import Noted
from domain.suppliers.cancel_rules import Deadline


def noted_entries(noted: Noted, now: datetime, t: Translator) -> list[Entry]:
    """Return its days and, while it is still to come, the last moment to cancel it for free."""
    told = (
        t.gettext("Reference: {ref}", ref=noted.reference) if noted.reference else "",
        t.gettext("Booked with: {seller}", seller=noted.seller) if noted.seller else "",
        t.exact(noted.price) if noted.price else "",
    )
    is_cover = noted.kind is BookingKind.INSURANCE
    entries = [
        Entry(
            uid=f"booking-{noted.booking_id}@{HOST}",
            starts=noted.starts_on,
            ends=noted.ends_on or noted.starts_on,
            title=f"{KIND_SIGNS[noted.kind]} {noted.title}",
            changed_at=noted.changed_at,
            text="\n".join(filter(None, told)),
            remind_before=() if is_cover else BEFORE_CHECK_IN,
            is_cancelled=noted.state is BookingState.CANCELLED,
        )
    ]
    shown = Deadline(noted.free_until).shown if noted.free_until else None
    if shown is not None and shown > now:
        entries.append(
            Entry(
                uid=f"deadline-{noted.booking_id}@{HOST}",
                starts=shown,
                ends=shown,
                title=t.gettext("Last moment to cancel {hotel} for free", hotel=noted.title),
                changed_at=noted.changed_at,
                remind_before=BEFORE_DEADLINE,
            )
        )
    return entries
