"""The content of a booking's voucher and calendar file: pure."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.bookings.terms import cancel_lines, guest_lines, price_lines, remark_lines
from bot.locales import Translator
from bot.papers.calendars import Entry
from bot.papers.sheet import Part, Sheet
from bot.sending.screen import visible_text
from bot.words import terms as words
from domain.bookings.models import BookingState
from domain.bookings.operator import Operator
from domain.bookings.values import Booking

HOST = "often-hotels"
BEFORE_CHECK_IN = (timedelta(days=1),)
BEFORE_DEADLINE = (timedelta(days=3), timedelta(days=1))
LONGEST_CODE = 300


def reference_of(booking: Booking) -> str:
    """Return the reference that the desk knows: the hotel's, the supplier's, or ours."""
    return booking.hotel_ref or booking.supplier_ref or booking.client_ref


def voucher(booking: Booking, operator: Operator, now: datetime, zone: str, t: Translator) -> Sheet:
    """Return the voucher that is shown at the desk, with who issues it."""
    return Sheet(
        language=t.language,
        issuer=operator.name,
        title=t.gettext("Hotel voucher"),
        subtitle=booking.title,
        reference_label=t.gettext("Booking reference"),
        reference=reference_of(booking),
        parts=(
            _stay(booking, t),
            Part(t.gettext("Guests"), notes=_plain(guest_lines(booking, t))),
            Part(t.gettext("Price"), notes=_plain(price_lines(booking.terms, t))),
            Part(
                t.gettext("Cancellation"),
                notes=_plain(cancel_lines(booking, now, zone, t)[1:]),
            ),
            _references(booking, t),
            _issued(booking, operator, t),
        ),
        code=code_of(booking),
    )  # fmt: skip


def _stay(booking: Booking, t: Translator) -> Part:
    stay, rate = booking.stay, booking.terms.rate
    room = words.dotted(rate.room_name, words.board(rate.quote, t))
    rows = (
        (t.gettext("Where"), t.full_name(booking.wanted.place)),
        (t.gettext("Check-in"), t.full_day(stay.check_in)),
        (t.gettext("Check-out"), t.full_day(stay.check_out)),
        (t.gettext("How long"), words.nights(stay, t)),
        (t.gettext("Who"), words.people(stay.rooms, t)),
        (t.gettext("Room"), plain(room)),
    )
    return Part(t.gettext("Stay"), rows)


def _references(booking: Booking, t: Translator) -> Part:
    rows = (
        (t.gettext("At the hotel"), booking.hotel_ref),
        (t.gettext("At the supplier"), booking.supplier_ref),
        (t.gettext("Ours"), booking.client_ref),
    )
    told = tuple((label, ref) for label, ref in rows if ref)
    return Part(t.gettext("References"), told, _plain(remark_lines(booking.terms)))


def _issued(booking: Booking, operator: Operator, t: Translator) -> Part:
    """Return who issued it under which invoice, with their tax details and terms."""
    told = (
        (t.gettext("Issued by"), operator.name),
        (t.gettext("Tax details"), operator.tax),
        (t.gettext("Invoice"), booking.invoice or ""),
    )
    lines = tuple((label, value) for label, value in told if value)
    return Part(t.gettext("Issuer"), lines, (operator.terms,) if operator.terms else ())


def code_of(booking: Booking) -> str:
    """Return what the square code says: enough to find the booking at the desk."""
    stay = booking.stay
    lead = [f"{guest.first_name} {guest.last_name}" for guest in booking.named[:1]]
    days = f"{stay.check_in} – {stay.check_out}"
    return "\n".join([reference_of(booking), booking.title, days, *lead])[:LONGEST_CODE]


def calendar_entries(booking: Booking, now: datetime, t: Translator) -> list[Entry]:
    """Return the stay and, while it is still to come, the last moment to cancel for free."""
    stay = booking.stay
    is_off = booking.state is BookingState.CANCELLED
    entries = [
        Entry(
            uid=f"booking-{booking.booking_id}@{HOST}",
            starts=stay.check_in,
            ends=stay.check_out,
            title=f"🏨 {booking.title}",
            changed_at=booking.changed_at,
            text="\n".join(
                (
                    t.gettext("Booking reference: {ref}", ref=reference_of(booking)),
                    words.dotted(booking.terms.rate.room_name, words.people(stay.rooms, t)),
                )
            ),
            place=", ".join(
                part for part in (booking.title, t.full_name(booking.wanted.place)) if part
            ),
            remind_before=BEFORE_CHECK_IN,
            is_cancelled=is_off,
        )
    ]
    deadline = booking.terms.deadline(now)
    if deadline is not None and deadline.shown > now:
        entries.append(
            Entry(
                uid=f"deadline-{booking.booking_id}@{HOST}",
                starts=deadline.shown,
                ends=deadline.shown,
                title=t.gettext("Last moment to cancel {hotel} for free", hotel=booking.title),
                changed_at=booking.changed_at,
                remind_before=BEFORE_DEADLINE,
                is_cancelled=is_off,
            )
        )
    return entries


def _plain(lines: Iterable[Markup | str | None]) -> tuple[str, ...]:
    return tuple(text for line in lines if line and (text := plain(line)))


def plain(line: Markup | str) -> str:
    """Return a line without markup, and without the pictures that no font of a page draws."""
    text = visible_text(line) if isinstance(line, Markup) else line
    kept = (sign for sign in text if unicodedata.category(sign) != "So" and sign != "\ufe0f")
    return " ".join("".join(kept).split())
