"""What a traveller has booked: the list, one booking, and what is told of it unasked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.bookings.buttons import booking_keyboard, flights_button, list_keyboard, told_keyboard
from bot.bookings.hotel_notes import note_lines
from bot.bookings.making.screens import render_not_booked
from bot.bookings.noting.screens import beside_lines, companion_lines, noted_line
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
from bot.buttons.building import keyboard, shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.lifecycle import UNSETTLED
from domain.bookings.models import BookingState
from domain.bookings.noted.values import Companion, Noted
from domain.bookings.notes import Note
from domain.bookings.notices import Told
from domain.bookings.operator import Operator
from domain.bookings.queries import BookedFlight, BookedHotel, BookingLine
from domain.bookings.terms import Terms
from domain.bookings.timing import answer_within
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
    price = t.money(booking.price) if booking.price else None
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
    """Return all there is to say of a booking, what was noted beside it and its hotel reported."""
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
        *_cancelled_lines(booking, t),
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
                "same stay again meanwhile.",
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


def _cancelled_lines(booking: Booking, t: Translator) -> list[Markup | str | None]:
    if booking.state is not BookingState.CANCELLED:
        return []
    penalty, refund = booking.penalty, booking.refund
    is_free = penalty is not None and penalty.amount <= 0
    return [
        t.markup("• Cancelling was free") if is_free else None,
        t.markup("• Cancelling cost: {money}", money=t.money(penalty))
        if penalty and not is_free
        else None,
        t.markup("• Paid back: {money}", money=t.money(refund))
        if refund is not None and refund.amount > 0
        else None,
    ]


def render_told(
    told: Told,
    booking: Booking,
    now: datetime,
    zone: str,
    t: Translator,
    changed: Terms | None = None,
    operator: Operator | None = None,
    others: Sequence[Companion] = (),
) -> Screen:
    """Return what is told of a booking unasked: its receipt, and each further step.

    `changed` are the terms as the supplier has them by now, where they are not those agreed to;
    `operator` is who issues the receipt, and `others` stand though this is cancelled.
    """
    if told is Told.CONFIRMED:
        return _receipt(booking, operator, now, zone, t)
    if changed is not None:
        return _changed_terms(booking, changed, now, zone, t)
    render: Mapping[Told, Callable[[Booking, Translator], Markup]] = {
        Told.TAKEN: _taken,
        Told.FAILED: _failed,
        Told.WITH_PEOPLE: _with_people,
        Told.CANCELLED: _cancelled,
        Told.NOT_CANCELLED: _not_cancelled,
        Told.CANCELLED_THERE: _cancelled_there,
        Told.DEADLINE_NEAR: _deadline_near,
        Told.CHECK_IN_NEAR: _check_in_near,
        Told.NAME_CORRECTED: _name_corrected,
    }
    text = words.lines(
        render[told](booking, t),
        "",
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        *_cancelled_lines(booking, t),
        *(cancel_lines(booking, now, zone, t)[1:] if told is Told.DEADLINE_NEAR else []),
        *(reference_lines(booking, t) if told is Told.CHECK_IN_NEAR else []),
        None
        if told is Told.CHECK_IN_NEAR
        else t.markup("Our reference: <code>{ref}</code>", ref=booking.client_ref),
        *companion_lines(others, t),
    )
    return Screen(text, told_keyboard(booking, t))


def _receipt(
    booking: Booking, operator: Operator | None, now: datetime, zone: str, t: Translator
) -> Screen:
    text = words.lines(
        t.markup("✅ <b>Booked! Your receipt</b>"),
        "",
        *stay_lines(booking, t),
        "",
        *reference_lines(booking, t),
        "",
        *price_lines(booking.terms, t),
        *paid_lines(booking, t),
        "",
        *cancel_lines(booking, now, zone, t),
        *remark_lines(booking.terms),
        "",
        *issuer_lines(booking, operator, t),
    )
    return Screen(text, told_keyboard(booking, t))


def _taken(_booking: Booking, t: Translator) -> Markup:
    return t.markup(
        "⏳ <b>The supplier has your booking, and the hotel has yet to confirm it.</b> I’ll write "
        "as soon as it does."
    )


def _failed(_booking: Booking, t: Translator) -> Markup:
    return t.markup(
        "✋ <b>It didn’t go through: nothing is booked.</b> Nothing is due. You can book another "
        "rate or hotel now."
    )


def _with_people(_booking: Booking, t: Translator) -> Markup:
    return t.markup(
        "🙋 <b>The supplier hasn’t told what became of it, so one of us is asking them now.</b> "
        "There’s nothing you need to do. I’ll write as soon as we know."
    )


def _cancelled(_booking: Booking, t: Translator) -> Markup:
    return t.markup("✖️ <b>Your booking is cancelled.</b>")


def _not_cancelled(_booking: Booking, t: Translator) -> Markup:
    return t.markup("⚠️ <b>Your booking wasn’t cancelled: it still stands.</b>")


def _deadline_near(_booking: Booking, t: Translator) -> Markup:
    return t.markup(
        "⏰ <b>Free cancellation ends soon.</b> If your plans have changed, cancel now."
    )


def _check_in_near(_booking: Booking, t: Translator) -> Markup:
    return t.markup("🧳 <b>You check in tomorrow.</b> Have the booking reference at hand.")


def _name_corrected(booking: Booking, t: Translator) -> Markup:
    lead = booking.named[0]
    name = f"{lead.first_name} {lead.last_name}"
    return t.markup("✅ <b>The name is corrected:</b> your booking is for {name}.", name=name)


def _cancelled_there(_booking: Booking, t: Translator) -> Markup:
    return t.markup(
        "⚠️ <b>The supplier has cancelled your booking without being asked.</b> One of us is "
        "finding out why. You can book another rate or hotel meanwhile."
    )


def _changed_terms(
    booking: Booking, changed: Terms, now: datetime, zone: str, t: Translator
) -> Screen:
    newer = replace(booking, agreed=changed)
    text = words.lines(
        t.markup(
            "⚠️ <b>The supplier has changed the terms of your booking.</b> One of us is asking "
            "why. What you agreed to stays on record."
        ),
        "",
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        "",
        t.markup("<b>As you agreed:</b>"),
        *cancel_lines(booking, now, zone, t)[1:],
        "",
        t.markup("<b>As the supplier has it now:</b>"),
        *cancel_lines(newer, now, zone, t)[1:],
    )
    return Screen(text, told_keyboard(booking, t))


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
        else t.markup("✈️ The flight of your package isn’t booked with it: its seller sells it."),
    )
    ways = [] if flights is None else [flights_button(flights, t)]
    return Screen(text, keyboard(ways, bookings_row(t)))
