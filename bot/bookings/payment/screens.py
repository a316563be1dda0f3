"""Screens about money: what is asked for, why a payment cannot go on, what is refunded."""

from markupsafe import Markup

from bot.bookings.buttons import alternatives_keyboard, payment_keyboard, payment_told_keyboard
from bot.buttons.keyboards import keyboard, shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.payment.checkout import CheckoutRefusal
from domain.bookings.payment.invoice import Invoiced
from domain.bookings.payment.notices import PaymentTold
from domain.bookings.values import Booking
from domain.money import Money
from domain.payments.amounts import Asked, CannotAsk, Unpayable
from domain.payments.values import Reason
from domain.suppliers.contract import Supplier

LONGEST_NAME = 60
# Telegram's bounds for an invoice.
LONGEST_TITLE, LONGEST_DESCRIPTION = 32, 255


def pay_lines(asked: Asked | CannotAsk | None, t: Translator) -> list[Markup | str | None]:
    """Return what a review says about the payment."""
    if asked is None:
        return []
    if isinstance(asked, CannotAsk):
        return [f"🚫 {cannot_words(asked, t)}"]
    if asked.rate_day is None:
        return [
            t.markup(
                "💳 You pay <b>{money}</b> here. If your card is in another currency, your bank "
                "converts it.",
                money=t.exact(asked.money),
            )
        ]
    return [
        t.markup(
            "💳 You pay <b>{money}</b> here: {due} at the reference rate of {day}, plus {margin}% "
            "for the exchange.",
            money=t.exact(asked.money),
            due=t.exact(asked.covers),
            day=t.day(asked.rate_day),
            margin=t.number(float(asked.margin)),
        )
    ]


def cannot_words(why: CannotAsk, t: Translator) -> str:
    """Return why no invoice can ask for an amount."""
    if why.reason is Unpayable.TOO_MUCH and why.bound is not None:
        return t.gettext(
            "Telegram accepts at most {most} in one payment, and this stay costs {due}. Choose "
            "fewer nights or a cheaper rate.",
            most=t.exact(why.bound),
            due=t.exact(why.due),
        )
    if why.reason is Unpayable.TOO_LITTLE and why.bound is not None:
        return t.gettext(
            "Telegram accepts payments of at least {least}, and only {due} is due here. Choose "
            "another rate.",
            least=t.exact(why.bound),
            due=t.exact(why.due),
        )
    return t.gettext(
        "There’s no exchange rate for {due} today, so it can’t be paid here. Choose another rate.",
        due=t.exact(why.due),
    )


def invoice_texts(found: Invoiced, t: Translator) -> tuple[str, str, str]:
    """Return the title, the description and the price's label of an invoice, within bounds."""
    booking = found.booking
    description = t.gettext(
        "{stay}. Price and room are checked once more when you pay. If it can’t be booked, you "
        "get all of it back.",
        stay=words.stay_line(booking.stay, t),
    )
    return (
        shorten(booking.title, LONGEST_TITLE),
        shorten(description, LONGEST_DESCRIPTION),
        t.gettext("Your stay"),
    )


def render_invoiced(found: Invoiced, zone: str, t: Translator) -> Screen:
    """Say that the invoice is below, and that nothing is booked before it is paid."""
    text = words.lines(
        t.markup("💳 <b>Pay to book</b>"),
        "",
        Markup("🏨 {}").format(shorten(found.booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(found.booking.stay, t)}",
        "",
        t.markup(
            "The invoice for <b>{money}</b> is below. Nothing is booked before you pay it, and "
            "only the newest invoice can be paid.",
            money=t.exact(found.invoice.money),
        ),
        t.markup(
            "🔒 The supplier is holding the room for you until <b>{moment}</b>.",
            moment=t.moment(found.kept_until, zone),
        )
        if found.kept_until
        else None,
    )
    return Screen(text, payment_keyboard(found.booking, t))


def render_not_payable(booking: Booking, why: CannotAsk, t: Translator) -> Screen:
    """Say why this cannot be paid here, and where else to look."""
    return Screen(Markup("🚫 {}").format(cannot_words(why, t)), alternatives_keyboard(booking, t))


def render_not_taken(booking: Booking, t: Translator) -> Screen:
    """Say that Telegram did not take the invoice."""
    text = t.markup(
        "🚫 <b>Telegram didn’t accept the invoice.</b>\n\nNothing was charged and nothing is "
        "booked. Try again later, or choose another rate."
    )
    return Screen(text, alternatives_keyboard(booking, t))


def render_paid(t: Translator) -> Screen:
    """Say that the payment has come and the order is on its way."""
    return Screen(
        t.markup(
            "✅ <b>Paid.</b>\n⏳ Confirming with the hotel… This can take a minute. You don’t need "
            "to press anything."
        )
    )


def refusal_words(reason: CheckoutRefusal, t: Translator) -> str:
    """Return why a payment cannot go on, as Telegram shows it over the invoice."""
    return {
        CheckoutRefusal.OLD: t.gettext(
            "This invoice is no longer the newest. Nothing was charged: pay the newest one."
        ),
        CheckoutRefusal.PAID: t.gettext("This has already been paid. Nothing was charged again."),
        CheckoutRefusal.NOT_YOURS: t.gettext(
            "This invoice is someone else’s. Nothing was charged."
        ),
        CheckoutRefusal.CHANGED: t.gettext(
            "The offer has just changed. Nothing was charged: look at it in the chat first."
        ),
        CheckoutRefusal.SOLD_OUT: t.gettext("This room has just sold out. Nothing was charged."),
        CheckoutRefusal.TOO_SLOW: t.gettext(
            "The supplier didn’t confirm the price in time. Nothing was charged: please try again."
        ),
    }[reason]


def render_payment_told(
    told: PaymentTold,
    money: Money,
    reason: Reason,
    title: str,
    booking_id: int | None,
    t: Translator,
) -> Screen:
    """Return the payer's notice about the money."""
    said = {
        PaymentTold.GOES_BACK: t.markup("↩️ <b>{money} goes back to you.</b>", money=t.exact(money)),
        PaymentTold.IS_BACK: t.markup(
            "✅ <b>{money} has been refunded.</b> It may take your bank a few days to show it.",
            money=t.exact(money),
        ),
        PaymentTold.WITH_PEOPLE: t.markup(
            "🙋 <b>One of us is handling your refund of {money}.</b> There’s nothing you need to "
            "do. I’ll write as soon as it’s done.",
            money=t.exact(money),
        ),
    }[told]
    text = words.lines(
        said,
        _why(reason, t) if told is PaymentTold.GOES_BACK else None,
        Markup("🏨 {}").format(shorten(title, LONGEST_NAME)) if title else None,
    )
    return Screen(text, payment_told_keyboard(booking_id, t))


def _why(reason: Reason, t: Translator) -> str:
    return {
        Reason.OLD: t.gettext("You paid an invoice that was no longer the newest."),
        Reason.DOUBLED: t.gettext("It was paid twice."),
        Reason.STRAY: t.gettext("It doesn’t belong to any booking of yours."),
        Reason.CHANGED: t.gettext("The offer changed before it could be booked."),
        Reason.UNREACHABLE: t.gettext("The supplier couldn’t be reached, so nothing is booked."),
        Reason.FAILED: t.gettext("Nothing could be booked."),
        Reason.CANCELLED: t.gettext("That’s your refund under the terms of your booking."),
        Reason.REBOOKED: t.gettext("Your new booking costs that much less."),
        Reason.BY_HAND: t.gettext("One of us has arranged it."),
    }[reason]


def render_refund_case(money: Money, t: Translator) -> Screen:
    """Tell an administrator that a refund without a booking needs a person."""
    text = t.markup(
        "🙋 <b>A refund needs a person</b>: {money}. See Admin → Money.", money=t.exact(money)
    )
    return Screen(text, keyboard())


def render_unpaid(supplier: Supplier, t: Translator) -> Screen:
    """Tell an administrator that the agency's account at a supplier paid for nothing."""
    text = t.markup(
        "💰 <b>{supplier} refused an order because our account there couldn’t pay for it.</b> Top "
        "it up: until then, nothing can be booked there.",
        supplier=words.supplier_name(supplier),
    )
    return Screen(text, keyboard())
