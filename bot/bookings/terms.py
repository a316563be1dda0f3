"""What a booking is and costs, line by line: shared by the review, the receipt and its page."""

from datetime import datetime

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.words import terms as words
from bot.words.cancellation import free_lines, rule_line
from bot.words.rooms import room_words
from domain.bookings.operator import Operator
from domain.bookings.terms import Terms
from domain.bookings.values import Booking
from domain.suppliers.contract import CancelRule, Refundability

LONGEST_NAME, LONGEST_REMARK, LONGEST_TERMS = 60, 160, 300
MOST_STEPS, MOST_REMARKS = 6, 3


def stay_lines(booking: Booking, t: Translator) -> list[Markup | str | None]:
    """Return where, when, which room, and who."""
    rate = booking.terms.rate
    return [
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"📍 {shorten(t.full_name(booking.wanted.place), LONGEST_NAME)}",
        f"🗓 {words.stay_line(booking.stay, t)}",
        "🛏 "
        + words.dotted(
            shorten(room_words(rate.room_name, t), LONGEST_NAME), words.board(rate.quote, t)
        ),
        *guest_lines(booking, t),
    ]


def guest_lines(booking: Booking, t: Translator) -> list[Markup | str | None]:
    """Return who was named, whom the hotel reaches, and what it is asked for."""
    names = [
        f"{guest.first_name} {guest.last_name}"
        + (f" ({t.number(guest.age)})" if guest.age is not None else "")
        for guest in booking.named
    ]
    contact = booking.contact
    return [
        f"👤 {', '.join(names)}" if names else None,
        f"📞 {contact.email} · {contact.phone}" if contact else None,
        f"📝 {booking.requests}" if booking.requests else None,
    ]


def price_lines(terms: Terms, t: Translator) -> list[Markup | str | None]:
    """Return the total, and what of it is paid when; fees at the hotel come on top."""
    quote, due = terms.rate.quote, terms.rate.due_at_property
    lines: list[Markup | str | None] = [
        t.markup(
            "💳 <b>{total}</b> in all, {taxes}",
            total=t.price(quote.total, is_exact=True),
            taxes=words.taxes(quote, t),
        )
    ]
    if due is not None and due.currency == quote.total.currency:
        now = quote.total - due
        if now.amount > 0:
            lines.append(t.markup("• When booking: {money}", money=t.exact(now)))
    elif due is not None or terms.fees:
        lines.append(t.markup("• When booking: {money}", money=t.exact(quote.total)))
    if due is not None:
        lines.append(t.markup("• At the hotel: {money}", money=t.exact(due)))
    lines += [
        t.markup(
            "• Extra at the hotel: {name}, {money}",
            name=shorten(name, LONGEST_NAME),
            money=t.exact(fee),
        )
        for name, fee in terms.fees
    ]
    return lines


def paid_lines(booking: Booking, t: Translator) -> list[Markup | str | None]:
    """Return what was paid here, and what of it went or goes back."""
    return [
        t.markup("• Paid here: {money}", money=t.exact(booking.paid)) if booking.paid else None,
        t.markup("• Refunded or on its way: {money}", money=t.exact(booking.returned))
        if booking.returned
        else None,
    ]


def cancel_lines(
    booking: Booking, now: datetime, zone: str, t: Translator
) -> list[Markup | str | None]:
    """Return what cancelling costs when, in the traveller's time and in the hotel's."""
    terms = booking.terms
    rate, quote = terms.rate, terms.rate.quote
    head = t.markup("↩️ <b>Cancellation</b>")
    if quote.refundable is Refundability.UNKNOWN:
        return [head, t.gettext("The terms aren’t given. Assume you’ll get nothing back.")]
    if quote.refundable is Refundability.NO:
        return [head, t.gettext("Non-refundable: you get nothing back.")]
    return [
        head,
        *_deadline_lines(booking, now, zone, t),
        *(
            rule_line(rule, quote.total, zone, t)
            for rule in [r for r in rate.cancel_rules if _matters(r, now)][:MOST_STEPS]
        ),
        t.gettext("✍️ It can’t be cancelled online: press Cancel, and one of us will arrange it.")
        if rate.cancels_online is False
        else None,
    ]


def _deadline_lines(
    booking: Booking, now: datetime, zone: str, t: Translator
) -> list[Markup | str | None]:
    deadline = booking.terms.deadline(now)
    if deadline is None:
        cost = booking.terms.penalty(now)
        return [t.markup("Cancelling costs {money} now.", money=t.exact(cost))]
    return [*free_lines(deadline, now, zone, booking.time_zone, t)]


def _matters(rule: CancelRule, now: datetime) -> bool:
    return rule.penalty.amount > 0 and (rule.ends is None or rule.ends > now)


def issuer_lines(
    booking: Booking, operator: Operator | None, t: Translator
) -> list[Markup | str | None]:
    """Return who issued the receipt under which number, their tax details and terms."""
    lines: list[Markup | str | None] = []
    if booking.invoice:
        lines.append(t.markup("🧾 Invoice: <code>{ref}</code>", ref=booking.invoice))
    if operator is not None:
        issuer = words.dotted(operator.name, operator.tax or None)
        lines.append(t.markup("Issued by {issuer}", issuer=issuer))
        if operator.terms:
            terms = shorten(operator.terms, LONGEST_TERMS)
            lines.append(t.markup("Terms: {terms}", terms=terms))
    return lines


def remark_lines(terms: Terms) -> list[str]:
    """Return the seller's own words, as they stand."""
    return [f"ℹ️ {shorten(one, LONGEST_REMARK)}" for one in terms.rate.remarks[:MOST_REMARKS]]


def reference_lines(booking: Booking, t: Translator) -> list[Markup | str | None]:
    """Return a booking's references: the supplier's, the hotel's, and ours."""
    return [
        t.markup("🔖 Booking reference: <code>{ref}</code>", ref=booking.supplier_ref)
        if booking.supplier_ref
        else None,
        t.markup("🏨 At the hotel: <code>{ref}</code>", ref=booking.hotel_ref)
        if booking.hotel_ref and booking.hotel_ref != booking.supplier_ref
        else None,
        t.markup("Our reference: <code>{ref}</code>", ref=booking.client_ref),
    ]
