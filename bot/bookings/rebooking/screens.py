"""Rebooking: both bookings side by side, its progress, and the notices about it."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.bookings.payment.screens import pay_lines
from bot.bookings.prices.screens import difference_lines, saving_lines
from bot.bookings.rebooking.buttons import (
    kept_keyboard,
    offer_keyboard,
    rebooked_keyboard,
)
from bot.bookings.terms import cancel_lines, price_lines, reference_lines, stay_lines
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.notices import NoticeKind
from domain.bookings.rebooking.models import RebookingStep
from domain.bookings.rebooking.results import NotNow, NotOffered, Rebooked, RebookOffer
from domain.bookings.values import Booking
from domain.money import Money

LONGEST_NAME = 60


def render_comparing(t: Translator) -> Screen:
    """Say that both are read again."""
    return Screen(t.markup("⏳ Reading both bookings’ terms with the supplier…"))


def render_rebooking(t: Translator) -> Screen:
    """Say that it is in progress."""
    return Screen(
        t.markup(
            "⏳ Booking the new one, then cancelling yours… This can take two minutes. You don’t "
            "need to press anything."
        )
    )


def render_result(
    result: RebookOffer | NotOffered | Rebooked, now: datetime, zone: str, t: Translator
) -> Screen:
    """Show both side by side, why rebooking makes no sense, or how far it has got."""
    match result:
        case RebookOffer():
            return _offer(result, now, zone, t)
        case NotOffered(booking, reason):
            return _not_offered(booking, reason, t)
        case Rebooked():
            return _how_far(result, t)


def _offer(offer: RebookOffer, now: datetime, zone: str, t: Translator) -> Screen:
    old, new = offer.old, offer.new
    text = words.lines(
        t.markup("⚠️ <b>Something has changed since you saw it. Nothing was booked.</b>\n")
        if offer.is_anew
        else None,
        t.markup("🔁 <b>Rebook at this price?</b>"),
        "",
        *stay_lines(new, t),
        "",
        *saving_lines(offer.saved, now, zone, t),
        "",
        t.markup("<b>Yours</b>"),
        *price_lines(old.terms, t),
        *cancel_lines(old, now, zone, t)[1:],
        "",
        t.markup("<b>The new one</b>"),
        *price_lines(new.terms, t),
        *cancel_lines(new, now, zone, t)[1:],
        "",
        *difference_lines(old, new.terms, now, zone, t),
        "",
        *pay_lines(offer.asked, t),
        t.gettext(
            "You didn’t pay for your booking here, so nothing is refunded here. Nothing changes "
            "until you pay."
        )
        if offer.asked
        else None,
        t.gettext(
            "I book the new one first. Only when it’s confirmed do I cancel yours, for {money} "
            "at most. If that fails, you’ll have both: I’ll tell you, and one of us will sort it "
            "out.",
            money=t.exact(offer.rebooking.most_penalty),
        ),
    )
    return Screen(text, offer_keyboard(offer, t))


def render_to_pay(asked: Screen, t: Translator) -> Screen:
    """Say what happens to the old booking, below the new one's invoice."""
    fate = t.gettext(
        "Your booking stands until the new one is booked; then it’s cancelled. If you don’t pay "
        "within 15 minutes, it stays as it is."
    )
    return replace(asked, text=words.lines(asked.text, "", fate))


def _not_offered(booking: Booking, reason: NotNow, t: Translator) -> Screen:
    told = {
        NotNow.NOT_CHEAPER: t.gettext("It isn’t cheaper any more. Your booking stays as it is."),
        NotNow.NOT_SOLD: t.gettext(
            "The same room isn’t sold on the same terms any more. Your booking stays as it is."
        ),
        NotNow.NOT_STANDING: t.gettext(
            "This booking isn’t confirmed at the supplier, so it can’t be rebooked."
        ),
        NotNow.NOT_ONLINE: t.gettext(
            "Only a person can cancel this booking, so I can’t rebook it myself. Your booking "
            "stays as it is."
        ),
        NotNow.TOO_LATE: t.gettext(
            "It’s too late to rebook: cancelling costs too much now. Your booking stays as it is."
        ),
        NotNow.TO_BE_PAID: t.gettext(
            "Telegram can’t take the payment for the new one, so I can’t rebook this. Your booking "
            "stays as it is."
        ),
        NotNow.NOT_COMPARABLE: t.gettext(
            "I can’t be sure it would be the same, so I won’t rebook it. Your booking stays as it "
            "is."
        ),
    }
    text = words.lines(
        Markup("✋ {}").format(told[reason]),
        "",
        *_head(booking, t),
    )
    return Screen(text, kept_keyboard(booking, t))


def _head(booking: Booking, t: Translator) -> list[Markup | str | None]:
    return [
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
    ]


def _how_far(result: Rebooked, t: Translator) -> Screen:
    step = result.rebooking.step
    head = {
        RebookingStep.DONE: _done(result.rebooking.saving, t),
        RebookingStep.STOPPED: _stopped(t),
        RebookingStep.BOTH_STAND: _both(t),
        RebookingStep.CANCELLING: t.markup(
            "⏳ <b>The new one is booked, and yours is being cancelled.</b> I’ll write as soon as "
            "it’s done."
        ),
    }.get(
        step,
        t.markup(
            "⏳ <b>The supplier has the new order and hasn’t confirmed it yet.</b> Yours stands "
            "until it does. I’ll write as soon as I know."
        ),
    )
    shown = result.old if step is RebookingStep.STOPPED else result.new
    text = words.lines(head, "", *_head(shown, t), *reference_lines(shown, t)[:1])
    return Screen(text, rebooked_keyboard(result, t))


def _done(saved: Money | None, t: Translator) -> Markup:
    if saved is None:
        return t.markup("✅ <b>Rebooked.</b> The new booking stands, and the old one is cancelled.")
    return t.markup(
        "✅ <b>Rebooked: you saved {money}.</b> The new booking stands, and the old one is "
        "cancelled.",
        money=t.exact(saved),
    )


def _stopped(t: Translator) -> Markup:
    return t.markup(
        "✋ <b>It wasn’t rebooked.</b> Your booking hasn’t changed, and there is no second one."
    )


def _both(t: Translator) -> Markup:
    return t.markup(
        "⚠️ <b>You now have both bookings.</b> The new one is booked, and the old one couldn’t "
        "be cancelled for what was agreed. One of us is sorting it out. You can cancel either "
        "one here."
    )


def render_told(told: NoticeKind, booking: Booking, saved: Money | None, t: Translator) -> Screen:
    """Return the notices about a rebooking."""
    head = {
        NoticeKind.REBOOKED: _done(saved, t),
        NoticeKind.REBOOK_STOPPED: _stopped(t),
    }.get(told, _both(t))
    text = words.lines(head, "", *_head(booking, t), *reference_lines(booking, t)[:1])
    return Screen(text, kept_keyboard(booking, t))
