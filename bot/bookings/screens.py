"""A traveller's bookings: the list, one booking, and its notices."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.bookings.buttons import booking_keyboard, flights_button, list_keyboard
from bot.bookings.hotel_notes import note_lines
from bot.bookings.noted_bookings.action_screens import beside_lines, noted_line
from bot.bookings.reservation.screens import render_not_booked
from bot.bookings.rows import bookings_row
from bot.bookings.terms import (
    cancel_lines,
    issuer_lines,
    paid_lines,
    price_lines,
    reference_lines,
    remark_lines,
    stay_lines,
)
from bot.bookings.words import state_words
from bot.buttons.keyboards import keyboard, shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.lifecycle import UNSETTLED
from domain.bookings.models import BookingState
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.notes import Note
from domain.bookings.queries.bookings import BookedFlight, BookedHotel, BookingLine
from domain.bookings.timetable import answer_within
from domain.bookings.values import Booking

LONGEST_TITLE, LONGEST_NAME = 40, 60


def render_bookings(bookings: Sequence[BookingLine], t: Translator) -> Screen:
    """Return what was booked here or noted, or how to begin."""
    if not bookings:
        text = t.markup(
            "🧳 <b>My bookings</b>\n\nNothing here yet. Search for a hotel, open a rate and press "
            "Book, or forward me the confirmation of what you booked elsewhere."
        )
        return Screen(text, list_keyboard((), t))
    has_flights = any(isinstance(line, BookedFlight) for line in bookings)
    text = words.lines(
        Markup("<b>{}</b>").format(t.gettext("🧳 My bookings")),
        "",
        *(_line(number, line, t) for number, line in enumerate(bookings, start=1)),
        *(
            [
                "",
                t.markup(
                    "Flights come from their sellers. Contact them about changes and refunds."
                ),
            ]
            if has_flights
            else []
        ),
    )
    return Screen(text, list_keyboard(bookings, t))


def _line(number: int, booking: BookingLine, t: Translator) -> Markup:
    """Return one line: the days, what was booked, and the price."""
    if isinstance(booking, Noted):
        return Markup("{}. {}").format(t.number(number), noted_line(booking, t))
    starts, ends = booking.starts_on, booking.ends_on
    days = t.days(starts, ends) if ends else t.day(starts)
    price = t.exact(booking.price) if booking.price else None
    if isinstance(booking, BookedHotel):
        title = shorten(booking.title, LONGEST_TITLE)
        told = words.dotted(days, title, price, state_words(booking.state, t))
        return Markup("{}. 🏨 {}").format(t.number(number), told)
    route = Markup("{} {} → {}").format(booking.number, booking.origin, booking.destination)
    told = words.dotted(days, route if booking.number else None, price)
    return Markup("{}. ✈️ {}").format(t.number(number), told)


def render_booking(
    booking: Booking,
    now: datetime,
    zone: str,
    t: Translator,
    beside: Sequence[Noted] = (),
    notes: Sequence[Note] = (),
) -> Screen:
    """Return everything about a booking, including what is attached to it and the hotel's
    reports.
    """
    if booking.state is BookingState.FAILED:
        return render_not_booked(booking, t)
    text = words.lines(
        Markup("<b>{}</b>").format(_headline(booking, t)),
        *_open_lines(booking, t),
        *note_lines(notes, zone, t),
        "",
        *stay_lines(booking, t),
        "",
        *reference_lines(booking, t),
        "",
        *price_lines(booking.terms, t),
        *issuer_lines(booking, None, t),
        *paid_lines(booking, t),
        *cancelled_lines(booking, t),
        *(
            ["", *cancel_lines(booking, now, zone, t), *remark_lines(booking.terms)]
            if booking.state is BookingState.CONFIRMED
            else []
        ),
        *beside_lines(beside, t),
    )
    return Screen(text, booking_keyboard(booking, t))


def _headline(booking: Booking, t: Translator) -> str:
    words_of = state_words(booking.state, t)
    return words_of[:1].upper() + words_of[1:] if words_of[:1].isalpha() else words_of


def _open_lines(booking: Booking, t: Translator) -> list[Markup | str | None]:
    """Return what a traveller whose booking is open need not ask."""
    wait = t.ahead(answer_within(booking.state))
    if booking.state is BookingState.PENDING:
        return [
            t.gettext(
                "The hotel has your booking and hasn’t confirmed it yet. I’ll write as soon as it "
                "answers, {wait} at the latest.",
                wait=wait,
            )
        ]
    if booking.state in UNSETTLED:
        return [
            t.gettext(
                "I’m checking with the supplier whether it went through. Nothing is lost, and "
                "nothing is booked twice. I’ll write {wait} at the latest. Please don’t book the "
                "same stay again in the meantime.",
                wait=wait,
            )
        ]
    if booking.state in {BookingState.CANCELLING, BookingState.CANCEL_PENDING}:
        return [
            t.gettext(
                "The supplier has the cancellation and hasn’t confirmed it yet. I’ll write {wait} "
                "at the latest.",
                wait=t.ahead(answer_within(BookingState.CANCEL_PENDING)),
            )
        ]
    return []


def cancelled_lines(booking: Booking, t: Translator) -> list[Markup | str | None]:
    """Return what cancelling has cost and what comes back, nothing while it stands."""
    if booking.state is not BookingState.CANCELLED:
        return []
    penalty, refund = booking.penalty, booking.refund
    is_free = penalty is not None and penalty.amount <= 0
    return [
        t.markup("• Cancelling was free") if is_free else None,
        t.markup("• Cancelling cost: {money}", money=t.exact(penalty))
        if penalty and not is_free
        else None,
        t.markup("• Paid back: {money}", money=t.exact(refund))
        if refund is not None and refund.amount > 0
        else None,
    ]


def render_booked(booking: Booking, flights: int | None, t: Translator) -> Screen:
    """Say in the message of the review that it is booked; the receipt comes below.

    `flights` is the search of the package's flights, where the stay is a part of one.
    """
    text = words.lines(
        t.markup("✅ <b>Booked: {hotel}</b>", hotel=shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        *reference_lines(booking, t)[:1],
        t.markup("Your receipt comes below."),
        None
        if flights is None
        else t.markup(
            "✈️ The flight of your package isn’t part of this booking: book it with its seller."
        ),
    )
    ways = [] if flights is None else [flights_button(flights, t)]
    return Screen(text, keyboard(ways, bookings_row(t)))
