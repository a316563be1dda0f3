"""Notices about a booking: its receipt, and each further step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.bookings.buttons import told_keyboard
from bot.bookings.noted_bookings.action_screens import companion_lines
from bot.bookings.screens import LONGEST_NAME, cancelled_lines
from bot.bookings.terms import (
    cancel_lines,
    issuer_lines,
    paid_lines,
    price_lines,
    reference_lines,
    remark_lines,
    stay_lines,
)
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.noted_bookings.values import Companion
from domain.bookings.notices import NoticeKind
from domain.bookings.operator import Operator
from domain.bookings.terms import Terms
from domain.bookings.values import Booking


def render_told(
    told: NoticeKind,
    booking: Booking,
    now: datetime,
    zone: str,
    t: Translator,
    changed: Terms | None = None,
    operator: Operator | None = None,
    others: Sequence[Companion] = (),
) -> Screen:
    """Return a notice about a booking: its receipt, or a further step.

    `changed` are the terms as the supplier has them by now, where they are not those agreed to;
    `operator` is who issues the receipt, and `others` stand though this is cancelled.
    """
    if told is NoticeKind.CONFIRMED:
        return _receipt(booking, operator, now, zone, t)
    if changed is not None:
        return _changed_terms(booking, changed, now, zone, t)
    text = words.lines(
        HEADLINES[told](booking, t),
        "",
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        *cancelled_lines(booking, t),
        *(cancel_lines(booking, now, zone, t)[1:] if told is NoticeKind.DEADLINE_NEAR else []),
        *(reference_lines(booking, t) if told is NoticeKind.CHECK_IN_NEAR else []),
        None
        if told is NoticeKind.CHECK_IN_NEAR
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
        "🙋 <b>The supplier hasn’t said whether it went through, so one of us is asking them "
        "now.</b> There’s nothing you need to do. I’ll write as soon as we know."
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
    return t.markup("🧳 <b>You check in tomorrow.</b> Keep the booking reference handy.")


def _name_corrected(booking: Booking, t: Translator) -> Markup:
    lead = booking.named[0]
    name = f"{lead.first_name} {lead.last_name}"
    return t.markup("✅ <b>The name is corrected:</b> your booking is for {name}.", name=name)


def _cancelled_there(_booking: Booking, t: Translator) -> Markup:
    return t.markup(
        "⚠️ <b>The supplier has cancelled your booking without being asked.</b> One of us is "
        "finding out why. You can book another rate or hotel in the meantime."
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


HEADLINES: Mapping[NoticeKind, Callable[[Booking, Translator], Markup]] = {
    NoticeKind.TAKEN: _taken,
    NoticeKind.FAILED: _failed,
    NoticeKind.WITH_PEOPLE: _with_people,
    NoticeKind.CANCELLED: _cancelled,
    NoticeKind.NOT_CANCELLED: _not_cancelled,
    NoticeKind.CANCELLED_THERE: _cancelled_there,
    NoticeKind.DEADLINE_NEAR: _deadline_near,
    NoticeKind.CHECK_IN_NEAR: _check_in_near,
    NoticeKind.NAME_CORRECTED: _name_corrected,
}
