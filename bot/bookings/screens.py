"""What a traveller has booked."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.buttons.building import button, home_button, keyboard
from bot.buttons.callbacks import Go, Where
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.queries import FlightBooking


def render_bookings(bookings: Sequence[FlightBooking], t: Translator) -> Screen:
    """Return the flights that were noted, or what there will be."""
    if bookings:
        text = words.lines(
            Markup("<b>{}</b>").format(t.gettext("🧳 My bookings")),
            "",
            *(_line(booking, t) for booking in bookings),
            "",
            t.markup("Your ticket comes from the seller. Contact them about changes and refunds."),
        )
    else:
        text = t.markup(
            "🧳 <b>My bookings</b>\n\nBooking in this chat is coming soon. Until then, I "
            "find the best price and track it for you."
        )
    return Screen(
        text,
        keyboard([button(t.gettext("🔍 Search"), Go(to=Where.SEARCH))], [home_button(t)]),
    )


def _line(booking: FlightBooking, t: Translator) -> Markup:
    """Return one line: the days, the flight out by its number, and the price."""
    starts, ends = booking.starts_on, booking.ends_on
    route = Markup("{} {} → {}").format(booking.number, booking.origin, booking.destination)
    return Markup("✈️ {}").format(
        words.dotted(
            t.days(starts, ends) if ends else t.day(starts),
            route if booking.number else None,
            t.money(booking.price) if booking.price else None,
        )
    )
