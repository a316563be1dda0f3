"""What is said while a lead guest's name is corrected."""

from markupsafe import Markup

from bot.bookings.buttons import BookingAction, act, booking_keyboard
from bot.bookings.terms import guest_lines
from bot.buttons.keyboards import home_button, keyboard, shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.lead_guest import Corrected, NameResult, NotReached
from domain.bookings.values import Booking

LONGEST_NAME = 60


def render_ask_name(booking: Booking, t: Translator, problem: str | None = None) -> Screen:
    """Ask for the lead guest's name as it should be."""
    lead = booking.named[0]
    back = act(booking, BookingAction.SHOW, t.gettext("⬅️ Back to the booking"))
    text = words.lines(
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        "",
        Markup("⚠️ {}").format(problem) if problem else None,
        t.markup("✏️ <b>What is the lead guest’s name, as in the passport?</b>"),
        t.markup(
            "It’s booked as {name}. Only mistakes can be corrected: no one else can travel in "
            "their place.",
            name=f"{lead.first_name} {lead.last_name}",
        ),
    )
    return Screen(text, keyboard([back, home_button(t)]))


def render_correcting(t: Translator) -> Screen:
    """Say that the supplier is asked."""
    return Screen(t.markup("⏳ Asking the supplier to correct the name…"))


def render_named(result: NameResult, t: Translator) -> Screen:
    """Say how the correction turned out."""
    booking = result.booking
    if isinstance(result, Corrected):
        head = t.markup("✅ <b>The supplier has corrected the name.</b> Your voucher shows it too.")
    elif isinstance(result, NotReached):
        head = t.markup(
            "🔌 <b>I couldn’t reach the supplier.</b> The name hasn’t changed. Try again in a "
            "moment."
        )
    else:
        head = t.markup(
            "🙋 <b>Only a person can correct this.</b> I’ve passed it on: one of us is asking the "
            "supplier, and I’ll write as soon as it’s done. You’re still booked in the meantime."
        )
    text = words.lines(
        head,
        "",
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        *guest_lines(booking, t)[:1],
    )
    return Screen(text, booking_keyboard(booking, t))
