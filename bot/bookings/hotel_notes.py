"""What a hotel reports of a booking, in words."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.bookings.buttons import told_keyboard
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.notes import Note, NoteKind
from domain.bookings.notices import NoticeKind
from domain.bookings.values import Booking

LONGEST_NAME = 60


def note_lines(notes: Sequence[Note], zone: str, t: Translator) -> list[Markup]:
    """Return what is noted of a booking, a line each."""
    return [
        Markup("{} · {}{}").format(
            t.gettext("🚫 No-show reported")
            if note.kind is NoteKind.NO_SHOW
            else t.gettext("✏️ Changed by the hotel"),
            t.moment(note.noted_at, zone),
            f": {note.text}" if note.text else "",
        )
        for note in notes
    ]


def render_hotel_note(told: NoticeKind, booking: Booking, said: str, t: Translator) -> Screen:
    """Tell the traveller what the hotel reports."""
    head = (
        t.markup(
            "🚫 <b>The hotel reports a no-show: no one arrived.</b> It may charge you for "
            "the whole stay. If you’re there or on your way, talk to the hotel now, with the "
            "booking reference."
        )
        if told is NoticeKind.NO_SHOW
        else t.markup("✏️ <b>The hotel has changed something about your booking.</b>")
    )
    text = words.lines(
        head,
        Markup("<i>{}</i>").format(said) if said else None,
        "",
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        t.markup("🔖 Booking reference: <code>{ref}</code>", ref=booking.supplier_ref)
        if booking.supplier_ref
        else None,
    )
    return Screen(text, told_keyboard(booking, t))
