"""A booking's price watch: its page, and its alerts."""

from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from bot.bookings.prices.buttons import cheaper_keyboard, held_keyboard, watch_keyboard
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.rooms import room_words
from domain.bookings.price_watches.queries import WatchView
from domain.bookings.price_watches.saving import Difference, NoClaim, Saved, differences
from domain.bookings.terms import Terms
from domain.bookings.values import Booking
from domain.money import Money

LONGEST_NAME = 60


def _head(booking: Booking, t: Translator) -> list[Markup | str | None]:
    rate = booking.terms.rate
    return [
        Markup("🏨 <b>{}</b>").format(shorten(booking.title, LONGEST_NAME)),
        f"🗓 {words.stay_line(booking.stay, t)}",
        "🛏 "
        + words.dotted(
            shorten(room_words(rate.room_name, t), LONGEST_NAME), words.board(rate.quote, t)
        ),
    ]


def render_watch(booking: Booking, watch: WatchView | None, zone: str, t: Translator) -> Screen:
    """Show whether a booking's price is watched, what it is now, and the least worth telling."""
    text = words.lines(
        t.markup("📉 <b>Price watch</b>"),
        "",
        *_head(booking, t),
        "",
        *_state_lines(booking, watch, zone, t),
    )
    return Screen(text, watch_keyboard(booking, watch, t))


def _state_lines(
    booking: Booking, watch: WatchView | None, zone: str, t: Translator
) -> list[Markup | str | None]:
    if not booking.is_confirmed:
        return [t.gettext("This booking no longer stands, so there’s nothing to watch.")]
    if watch is None:
        return [t.gettext("It’ll start within a minute.")]
    if watch.hindrance is not None:
        return [hindrance_words(watch.hindrance, t)]
    paid = booking.terms.total
    least = Money.of(paid.amount * watch.least_percent / 100, paid.currency)
    return [
        t.gettext(
            "🔔 On until {moment}. When this room gets cheaper on the same terms, I’ll tell you "
            "what you’d save after all costs.",
            moment=t.moment(watch.ends_at, zone),
        )
        if watch.is_on and watch.ends_at is not None
        else t.gettext("🔕 Off: I won’t tell you when it gets cheaper."),
        "",
        t.markup("• You booked it for: {money}", money=t.exact(paid)),
        t.markup(
            "• It costs now: {money} ({moment})",
            money=t.exact(watch.price),
            moment=t.moment(watch.seen_at, zone),
        )
        if watch.price is not None and watch.seen_at is not None
        else None,
        t.markup("• Lowest since then: {money}", money=t.exact(watch.lowest))
        if watch.lowest is not None
        else None,
        t.markup(
            "• I’ll write when you’d save: {percent} or more ({money})",
            percent=t.percent(Decimal(watch.least_percent)),
            money=t.exact(least),
        )
        if watch.is_on
        else None,
    ]


def hindrance_words(why: NoClaim, t: Translator) -> str:
    """Say why a booking's price is not watched."""
    told = {
        NoClaim.NOT_REFUNDABLE: t.gettext(
            "This booking is non-refundable, so a lower price would save you nothing."
        ),
        NoClaim.PENALTY_UNKNOWN: t.gettext(
            "The supplier doesn’t say what cancelling costs, so I can’t tell what you’d save."
        ),
        NoClaim.MEALS_UNKNOWN: t.gettext(
            "The supplier doesn’t say which meals are included, so I can’t tell whether a lower "
            "price is for the same."
        ),
        NoClaim.OTHER_CURRENCY: t.gettext(
            "Parts of this booking are charged in another currency, so I can’t add up what you’d "
            "save."
        ),
        NoClaim.TOO_LATE: t.gettext(
            "Cancelling now costs the whole price, so a lower price would save you nothing."
        ),
    }
    return told.get(why, t.gettext("I can’t compare this booking’s price with today’s."))


def render_cheaper(
    booking: Booking, offered: Terms, saved: Saved, now: datetime, zone: str, t: Translator
) -> Screen:
    """Tell that the same room costs less: what is saved, and what is not the same."""
    text = words.lines(
        t.markup("📉 <b>Your room is cheaper now: save {money}</b>", money=t.exact(saved.net)),
        "",
        *_head(booking, t),
        "",
        *saving_lines(saved, now, zone, t),
        "",
        *difference_lines(booking, offered, now, zone, t),
    )
    return Screen(text, cheaper_keyboard(booking, t))


def saving_lines(
    saved: Saved, now: datetime, zone: str, t: Translator
) -> list[Markup | str | None]:
    """Return how a saving adds up, all in one currency."""
    return [
        t.markup("• You booked it for: {money}", money=t.exact(saved.paid)),
        t.markup(
            "• It costs now: {money} ({moment})",
            money=t.exact(saved.costs),
            moment=t.moment(now, zone),
        ),
        t.markup("• Cancelling yours costs: {money}", money=t.exact(saved.penalty))
        if saved.penalty.amount > 0
        else t.markup("• Cancelling yours is free"),
        t.markup("• <b>You save: {money}</b>", money=t.price(saved.net, is_exact=True)),
    ]


def difference_lines(
    booking: Booking, offered: Terms, now: datetime, zone: str, t: Translator
) -> list[Markup | str | None]:
    """Return how the terms differ, in words."""
    told = differences(booking.terms, offered, now)
    if not told:
        return [t.gettext("Same room, same meals, same terms.")]
    return [
        t.markup("⚠️ <b>Not the same:</b>"),
        *(
            f"• {_difference(one, booking.terms, offered, now, zone, t)}"
            for one in Difference
            if one in told
        ),
    ]


def _difference(
    one: Difference, agreed: Terms, offered: Terms, now: datetime, zone: str, t: Translator
) -> str:
    match one:
        case Difference.CANCEL_SOONER | Difference.CANCEL_LATER:
            return _deadline_words(agreed, offered, now, zone, t)
        case Difference.PAID_SOONER:
            return t.gettext("it’s paid when booking, not at the hotel")
        case Difference.PAID_LATER:
            return t.gettext("it’s paid at the hotel, not when booking")
        case Difference.NOT_ONLINE:
            return t.gettext("it can’t be cancelled online: one of us arranges it")
        case Difference.MORE_MEALS:
            return t.gettext("more meals: {board}", board=words.board(offered.rate.quote, t))


def _deadline_words(agreed: Terms, offered: Terms, now: datetime, zone: str, t: Translator) -> str:
    was, is_ = agreed.deadline(now), offered.deadline(now)
    if is_ is None:
        return t.gettext("cancelling it isn’t free")
    if was is None:
        return t.gettext("cancelling it is free until {new}", new=t.moment(is_.shown, zone))
    return t.gettext(
        "free cancellation until {new}, not {old}",
        new=t.moment(is_.shown, zone),
        old=t.moment(was.shown, zone),
    )


def render_held(booking: Booking, now: datetime, zone: str, t: Translator) -> Screen:
    """Close a watch that found no saving: that is good news as well."""
    text = words.lines(
        t.markup("🏁 <b>Your price held: no one sold it cheaper.</b>"),
        t.gettext(
            "I compared the same room on the same terms until {moment}.",
            moment=t.moment(now, zone),
        ),
        "",
        *_head(booking, t),
    )
    return Screen(text, held_keyboard(t))
