"""Making a booking: its questions, its review, and the outcome of a confirmation."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.bookings.buttons import (
    alternatives_keyboard,
    question_keyboard,
    requests_keyboard,
    review_keyboard,
    unsent_keyboard,
)
from bot.bookings.payment.screens import pay_lines
from bot.bookings.refusals import PAN_EXAMPLE, PASSPORT_EXAMPLE
from bot.bookings.terms import cancel_lines, price_lines, remark_lines, stay_lines
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.rooms import room_words
from domain.bookings.alternatives import Alternative
from domain.bookings.terms import Change, Terms
from domain.bookings.values import EVERYBODY, Booking, Need, Review, Slot
from domain.payments.amounts import Asked, CannotAsk
from domain.suppliers.booking_contract import Guest

LONGEST_NAME = 60


def _question(booking: Booking, question: Markup, problem: str | None, *more: str | None) -> Markup:
    head = Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME))
    return words.lines(
        head,
        "",
        Markup("⚠️ {}").format(problem) if problem else None,
        question,
        *more,
    )


def render_names(
    booking: Booking,
    saved: Sequence[tuple[int, Guest]],
    t: Translator,
    problem: str | None = None,
) -> Screen:
    """Ask for the next guest's name."""
    named, places = len(booking.named), booking.slots
    if EVERYBODY not in booking.asked:
        question = t.markup("👤 <b>Who is the lead guest?</b>")
        how = t.gettext("Write the first and last name, as in the passport.")
    else:
        question = t.markup("👤 <b>Who is {guest}?</b>", guest=_place(booking, places[named], t))
        how = t.gettext(
            "Write first and last names as in the passport, one guest per line. This hotel asks "
            "for everyone’s name."
        )
    so_far = [f"✓ {one.first_name} {one.last_name}" for one in booking.named]
    usable = saved if places[named].age is None else ()
    taken = {(one.first_name, one.last_name) for one in booking.named}
    free = [one for one in usable if (one[1].first_name, one[1].last_name) not in taken]
    text = _question(booking, question, problem, *so_far, how)
    return Screen(text, question_keyboard(booking, t, free))


def _place(booking: Booking, slot: Slot, t: Translator) -> str:
    """Return who a place is for: guest 2 of 4, a child of 6, in room 2."""
    at = booking.slots.index(slot) + 1
    told = t.gettext(
        "guest {number} of {all}", number=t.number(at), all=t.number(len(booking.slots))
    )
    child = None if slot.age is None else t.gettext("child, age {age}", age=t.number(slot.age))
    room = (
        t.gettext("room {number}", number=t.number(slot.room + 1))
        if len(booking.stay.rooms) > 1
        else None
    )
    return ", ".join(part for part in (told, child, room) if part)


def render_document(
    booking: Booking, need: Need, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for a document of the guest who leads the party."""
    lead = booking.named[0]
    name = f"{lead.first_name} {lead.last_name}"
    if need is Need.PAN:
        question = t.markup("🪪 <b>What is {name}’s PAN?</b>", name=name)
        example = t.gettext("This rate asks for it. Like {example}.", example=PAN_EXAMPLE)
    else:
        question = t.markup("🛂 <b>What is {name}’s passport number?</b>", name=name)
        example = t.gettext("This rate asks for it. Like {example}.", example=PASSPORT_EXAMPLE)
    kept = t.gettext(
        "It’s stored encrypted and deleted 30 days after the stay. Your message is deleted once "
        "it’s read."
    )
    return Screen(
        _question(booking, question, problem, example, kept), question_keyboard(booking, t)
    )


def render_contact(booking: Booking, t: Translator, problem: str | None = None) -> Screen:
    """Ask how the hotel reaches the guests."""
    question = t.markup("📞 <b>How can the hotel reach you?</b>")
    how = t.gettext("Write an email address and a phone number with its country code.")
    example = t.gettext("Like {example}.", example="asha@example.com +91 98765 43210")
    return Screen(
        _question(booking, question, problem, how, example), question_keyboard(booking, t)
    )


def render_requests(booking: Booking, t: Translator, problem: str | None = None) -> Screen:
    """Ask what to request from the hotel."""
    question = t.markup("📝 <b>What would you like to ask the hotel for?</b>")
    how = t.gettext("A late arrival, a quiet room… The hotel decides whether it’s possible.")
    return Screen(_question(booking, question, problem, how), requests_keyboard(booking, t))


def render_checking(t: Translator) -> Screen:
    """Say that the supplier is asked for the price."""
    return Screen(t.markup("⏳ Checking the price with the supplier…"))


def render_confirming(t: Translator) -> Screen:
    """Say that the order is on its way."""
    return Screen(
        t.markup(
            "⏳ Confirming with the hotel… This can take a minute. You don’t need to press "
            "anything."
        )
    )


def render_review(
    review: Review,
    now: datetime,
    zone: str,
    t: Translator,
    asked: Asked | CannotAsk | None = None,
) -> Screen:
    """Show all that is agreed to by the next press, and first what has changed.

    `asked` is what the next press asks for, None where it books.
    """
    booking = review.booking
    pays = t.exact(asked.money) if isinstance(asked, Asked) else None
    text = words.lines(
        *_changed_lines(review, t),
        t.markup("🧾 <b>Check and confirm</b>"),
        "",
        *stay_lines(booking, t),
        "",
        *price_lines(booking.terms, t),
        "",
        *cancel_lines(booking, now, zone, t),
        *remark_lines(booking.terms),
        "",
        t.markup("⚠️ You already have a booking at this hotel for these days.")
        if review.twins
        else None,
        _held_line(booking, now, zone, t),
        *pay_lines(asked, t),
    )
    can_confirm = not isinstance(asked, CannotAsk)
    return Screen(text, review_keyboard(booking, t, pays, can_confirm=can_confirm))


def _held_line(booking: Booking, now: datetime, zone: str, t: Translator) -> Markup | None:
    ends = None if booking.session is None else booking.session.expires_at
    if ends is None or ends - now > timedelta(hours=12):
        return None
    return t.markup("⏱ The supplier holds this price until {time}", time=t.clock_time(ends, zone))


def _changed_lines(review: Review, t: Translator) -> list[Markup | str | None]:
    if not review.changed or review.before is None:
        return []
    was, is_ = review.before, review.booking.terms
    return [
        t.markup("⚠️ <b>This has changed since you saw it:</b>"),
        *(f"• {_change(change, was, is_, t)}" for change in Change if change in review.changed),
        "",
    ]


def _change(change: Change, was: Terms, is_: Terms, t: Translator) -> str:
    if change is Change.PRICE and was.total != is_.total:
        return t.gettext(
            "the price: {old} before, {new} now", old=t.exact(was.total), new=t.exact(is_.total)
        )
    if change is Change.ROOM:
        return t.gettext(
            "the room: {old} before, {new} now",
            old=shorten(room_words(was.rate.room_name, t), LONGEST_NAME),
            new=shorten(room_words(is_.rate.room_name, t), LONGEST_NAME),
        )
    named = {
        Change.PRICE: t.gettext("the price, the supplier says"),
        Change.BOARD: t.gettext("the meals"),
        Change.REFUNDABLE: t.gettext("whether and how it can be cancelled"),
        Change.CANCELLATION: t.gettext("what cancelling costs, and when"),
        Change.AT_HOTEL: t.gettext("what is paid at the hotel"),
        Change.TAXES: t.gettext("which taxes are included"),
    }
    return named.get(change, t.gettext("what the hotel asks of guests"))


def render_unsent(booking: Booking, t: Translator) -> Screen:
    """Say that the order was not sent, and offer to send it."""
    text = t.markup(
        "🔌 <b>I couldn’t reach the supplier.</b>\n\nNothing was booked. Your details are kept: "
        "try again in a moment."
    )
    return Screen(text, unsent_keyboard(booking, t))


def render_not_booked(
    booking: Booking, t: Translator, instead: Sequence[Alternative] = ()
) -> Screen:
    """Say that nothing was booked and why, with a button for each alternative."""
    text = words.lines(
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        "",
        _why(booking, t),
        *(["", t.markup("<b>Similar, and bookable here:</b>")] if instead else []),
        *(_alternative(number, one, t) for number, one in enumerate(instead, start=1)),
    )
    return Screen(text, alternatives_keyboard(booking, t, instead))


def _alternative(number: int, one: Alternative, t: Translator) -> Markup:
    hotel = one.hotel
    stars = None if hotel.stars is None else "★" * hotel.stars
    told = words.dotted(shorten(hotel.name, LONGEST_NAME), stars, hotel.area, t.price(one.price))
    return Markup("{}. {}").format(t.number(number), told)


def _why(booking: Booking, t: Translator) -> Markup:
    if booking.cause == "sold out":
        return t.markup("😔 <b>This room has just sold out.</b>\nNothing was booked.")
    if booking.cause in {"guests", "documents"}:
        return t.markup(
            "✋ <b>The supplier didn’t accept the guests’ details.</b>\nNothing was booked. Start "
            "again with other details, or choose another rate."
        )
    return t.markup(
        "✋ <b>The supplier didn’t accept the booking.</b>\nNothing was booked and nothing is due. "
        "Another rate or hotel may work."
    )
