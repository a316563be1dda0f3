"""What cancelling costs, asked and answered."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.bookings.buttons import booking_keyboard, cancel_keyboard
from bot.bookings.noted_bookings.action_screens import companion_lines
from bot.bookings.screens import render_booking
from bot.bookings.terms import cancel_lines
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.cancellation import (
    CancelBusy,
    CancelDeclined,
    CancelOffer,
    CancelResult,
    CancelUnsent,
)
from domain.bookings.noted_bookings.values import Companion
from domain.bookings.values import Booking
from domain.money import Money

LONGEST_NAME = 60


def render_quoting(t: Translator) -> Screen:
    """Say that the supplier is asked what it costs."""
    return Screen(t.markup("⏳ Asking the supplier what cancelling costs…"))


def render_cancelling(t: Translator) -> Screen:
    """Say that the cancellation is on its way."""
    return Screen(t.markup("⏳ Cancelling with the supplier…"))


def render_result(
    result: CancelResult,
    others: Sequence[Companion],
    now: datetime,
    zone: str,
    t: Translator,
) -> Screen:
    """Show what cancelling costs, or its outcome; `others` stand all the same."""
    match result:
        case CancelOffer():
            return _offer(result, others, now, zone, t)
        case CancelUnsent() | CancelDeclined() | CancelBusy():
            return _stands(result.booking, _why(result, t), t)
        case other:
            return render_booking(other.booking, now, zone, t)


def _why(result: CancelUnsent | CancelDeclined | CancelBusy, t: Translator) -> Markup:
    """Say why a booking is unchanged."""
    match result:
        case CancelUnsent():
            return t.markup(
                "🔌 <b>I couldn’t reach the supplier.</b> Your booking hasn’t changed. Try again "
                "in a moment."
            )
        case CancelDeclined(by_hand=True):
            return t.markup(
                "🙋 <b>Only a person can cancel this booking.</b> I’ve passed it on: one of us is "
                "asking the supplier, and I’ll write as soon as it’s done. You’re still booked "
                "until then."
            )
        case CancelDeclined():
            return t.markup(
                "✋ <b>The supplier won’t cancel this booking.</b> You’re still booked."
            )
        case CancelBusy():
            return t.markup(
                "⏳ <b>This is being rebooked right now.</b> Nothing else can be done with it "
                "until that’s settled. Try again in a few minutes."
            )


def _stands(booking: Booking, why: Markup, t: Translator) -> Screen:
    text = words.lines(
        why,
        "",
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
    )
    return Screen(text, booking_keyboard(booking, t))


def _refund_line(refund: Money, t: Translator) -> Markup:
    if refund.amount <= 0:
        return t.markup("You get nothing back.")
    return t.markup("You get back {money}.", money=t.exact(refund))


def _offer(
    offer: CancelOffer, others: Sequence[Companion], now: datetime, zone: str, t: Translator
) -> Screen:
    booking, quote = offer.booking, offer.quote
    penalty, refund = quote.penalty, quote.refund
    text = words.lines(
        t.markup(
            "⚠️ <b>Cancelling now costs {new}, not {old}.</b> Nothing was cancelled.\n",
            new=t.exact(penalty),
            old=t.exact(offer.raised_from),
        )
        if offer.raised_from
        else None,
        t.markup("✖️ <b>Cancel this booking?</b>"),
        "",
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        "",
        t.markup("Cancelling costs <b>{money}</b>.", money=t.exact(penalty))
        if penalty.amount > 0
        else t.markup("Cancelling is <b>free</b>."),
        _refund_line(refund, t) if refund is not None else None,
        t.gettext("🙋 One of us will cancel it for you, which can take a day.")
        if not quote.is_online
        else None,
        *companion_lines(others, t),
        "",
        *cancel_lines(booking, now, zone, t),
    )
    return Screen(text, cancel_keyboard(booking, penalty, t))
