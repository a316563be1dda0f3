"""Noted bookings: shown, changed, removed, and reminded of."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.bookings.noted_bookings.buttons import (
    back_keyboard,
    beside_keyboard,
    noted_keyboard,
    place_keyboard,
    rebooked_keyboard,
    remove_keyboard,
    told_keyboard,
)
from bot.bookings.noted_bookings.screens import LONGEST_NAME
from bot.bookings.noted_bookings.words import KIND_SIGNS
from bot.bookings.words import state_words
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.cancellation import both_times
from domain.bookings.models import BookingKind, BookingState
from domain.bookings.noted_bookings.reminders import NotedTold
from domain.bookings.noted_bookings.tracked_price import NotFoundThere
from domain.bookings.noted_bookings.values import (
    Companion,
    Noted,
)
from domain.money import Money
from domain.suppliers.cancel_rules import Deadline
from domain.trackers.values import TrackingStarted


def render_noted(
    noted: Noted,
    beside: Sequence[Noted],
    now: datetime,
    zone: str,
    t: Translator,
    note: Markup | None = None,
) -> Screen:
    """Return all there is to say of what was booked elsewhere."""
    text = words.lines(
        note,
        "" if note else None,
        Markup("{} <b>{}</b>").format(KIND_SIGNS[noted.kind], shorten(noted.title, LONGEST_NAME)),
        f"🗓 {days_words(noted, t)}",
        f"💳 {t.exact(noted.price)}" if noted.price else None,
        t.markup("🔖 Reference: <code>{ref}</code>", ref=noted.reference)
        if noted.reference
        else None,
        *_deadline_lines(noted, now, zone, t),
        "",
        seller_line(noted, t),
        t.gettext("📉 I’m watching its price: see My trackers.") if noted.watched_by else None,
        *beside_lines(beside, t),
    )
    return Screen(text, noted_keyboard(noted, t))


def seller_line(noted: Noted, t: Translator) -> str:
    """Say who can change or cancel it: not this bot."""
    if noted.seller:
        return t.gettext(
            "You booked it with {seller}. Only they can change or cancel it.", seller=noted.seller
        )
    return t.gettext("You booked it elsewhere. Only the seller can change or cancel it.")


def _deadline_lines(
    noted: Noted, now: datetime, zone: str, t: Translator
) -> list[Markup | str | None]:
    if noted.kind is not BookingKind.HOTEL or noted.free_until is None:
        return []
    shown = Deadline(noted.free_until).shown
    if shown <= now:
        return [t.gettext("↩️ Free cancellation is over.")]
    there = noted.time_zone or zone
    return [t.markup("↩️ Free until {moment}", moment=both_times(shown, zone, there, t))]


def days_words(noted: Noted, t: Translator) -> str:
    """Return its days."""
    return t.days(noted.starts_on, noted.ends_on) if noted.ends_on else t.full_day(noted.starts_on)


def companion_lines(others: Sequence[Companion], t: Translator) -> list[Markup | str | None]:
    """Say what is still booked when a stay, or the flight to it, is given up."""
    return [
        t.markup(
            "⚠️ Your flight is still booked: {title}, {day}. Only its seller can cancel it.",
            title=shorten(one.title, LONGEST_NAME),
            day=t.day(one.starts_on),
        )
        if one.kind is BookingKind.FLIGHT
        else t.markup(
            "⚠️ Your stay is still booked: {title}, from {day}. Cancel it as well if you won’t go.",
            title=shorten(one.title, LONGEST_NAME),
            day=t.day(one.starts_on),
        )
        for one in others
    ]


def beside_lines(beside: Sequence[Noted], t: Translator) -> list[Markup | str | None]:
    """Return what is attached to a booking, line by line."""
    if not beside:
        return []
    return ["", t.markup("<b>Goes with it:</b>"), *(noted_line(one, t) for one in beside)]


def noted_line(noted: Noted, t: Translator) -> Markup:
    """Return one line: the days, what it is, price and reference."""
    told = words.dotted(
        t.days(noted.starts_on, noted.ends_on) if noted.ends_on else t.day(noted.starts_on),
        shorten(noted.title, LONGEST_NAME),
        t.exact(noted.price) if noted.price else None,
        noted.reference,
        state_words(noted.state, t) if noted.state is BookingState.COMPLETED else None,
    )
    return Markup("{} {}").format(KIND_SIGNS[noted.kind], told)


def render_added(
    noted: Noted, beside: Sequence[Noted], now: datetime, zone: str, t: Translator, *, is_new: bool
) -> Screen:
    """Say that it was added, or that it was there already and has been updated."""
    note = (
        t.markup("✅ <b>Added to your bookings.</b>")
        if is_new
        else t.markup("✅ <b>It was already in your bookings, so I’ve updated it.</b>")
    )
    return render_noted(noted, beside, now, zone, t, note)


def render_beside(noted: Noted, others: Sequence[tuple[int, str]], t: Translator) -> Screen:
    """Ask which booking it belongs to."""
    text = words.lines(
        t.markup("✅ <b>Added to your bookings.</b>"),
        noted_line(noted, t),
        "",
        t.markup("<b>Which booking does it belong to?</b>"),
    )
    return Screen(text, beside_keyboard(noted, others, t))


def render_remove(noted: Noted, others: Sequence[Companion], t: Translator) -> Screen:
    """Ask whether to remove it: that cancels neither it nor what it belongs to."""
    text = words.lines(
        t.markup("🗑 <b>Remove it from your bookings?</b>"),
        "",
        noted_line(noted, t),
        "",
        t.gettext(
            "This doesn’t cancel anything with the seller. Its reminders and price watch will end."
        ),
        *companion_lines(others, t),
    )
    return Screen(text, remove_keyboard(noted, t))


def render_which_place(noted: Noted, t: Translator, problem: str | None = None) -> Screen:
    """Ask where the hotel is, to find its price."""
    text = words.lines(
        Markup("🏨 <b>{}</b>").format(shorten(noted.title, LONGEST_NAME)),
        "",
        Markup("⚠️ {}").format(problem) if problem else None,
        t.markup("<b>Which town is it in?</b>"),
        t.gettext("Write its name, like Goa. I’ll watch the price there for two adults."),
    )
    return Screen(text, place_keyboard(noted, t))


def render_seeking(t: Translator) -> Screen:
    """Say that the hotel's price is looked for."""
    return Screen(t.markup("⏳ Looking for the hotel’s price…"))


def render_noted_told(
    told: NotedTold, noted: Noted, now: datetime, zone: str, t: Translator
) -> Screen:
    """Return the notices about what was booked elsewhere."""
    if told is NotedTold.DID_YOU_REBOOK:
        return _did_you_rebook(noted, t)
    if told is NotedTold.DEADLINE_NEAR:
        head = t.markup(
            "⏰ <b>Free cancellation ends soon.</b> If your plans have changed, cancel with the "
            "seller now."
        )
    else:
        head = t.markup("🧳 <b>Tomorrow:</b> keep the confirmation handy.")
    text = words.lines(
        head,
        "",
        noted_line(noted, t),
        *(_deadline_lines(noted, now, zone, t) if told is NotedTold.DEADLINE_NEAR else []),
        t.markup("🛒 Booked with: {seller}", seller=noted.seller) if noted.seller else None,
    )
    return Screen(text, told_keyboard(noted, t))


def _did_you_rebook(noted: Noted, t: Translator) -> Screen:
    text = words.lines(
        t.markup(
            "🔁 <b>Did you rebook?</b> I told you about a lower price, and free cancellation is "
            "over now. Your answer counts towards the savings shown here."
        ),
        "",
        noted_line(noted, t),
    )
    return Screen(text, rebooked_keyboard(noted, t))


def render_new_total(noted: Noted, t: Translator, problem: str | None = None) -> Screen:
    """Ask what the new booking costs."""
    text = words.lines(
        noted_line(noted, t),
        "",
        Markup("⚠️ {}").format(problem) if problem else None,
        t.markup("🔁 <b>What does the new booking cost in all?</b>"),
        t.gettext("Write the total, like {example}.", example=t.exact(noted.price))
        if noted.price
        else None,
    )
    return Screen(text, back_keyboard(noted, t))


def rebooked_words(saved: Money, t: Translator) -> Markup:
    """Say what was saved."""
    return t.markup("💰 <b>Noted: you saved {money}.</b>", money=t.exact(saved))


def watched_words(noted: Noted, result: TrackingStarted | NotFoundThere, t: Translator) -> Markup:
    """Say that the price is tracked and what it is now, or that no supplier here sells it."""
    if isinstance(result, NotFoundThere):
        return t.markup(
            "✋ <b>I couldn’t find a price for this hotel in {place} on these days.</b> I’ll still "
            "remind you of its deadline.",
            place=t.place(result.place),
        )
    now = result.tracker.last_total
    if now is None or noted.price is None or now.currency != noted.price.currency:
        return t.markup("📉 <b>Watching.</b> I’ll write when its price falls.")
    if now.amount < noted.price.amount:
        return t.markup(
            "📉 <b>It costs {now} now, {less} less than you paid.</b> If your booking is free to "
            "cancel and the room is the same, book the new one first, then cancel the old one.",
            now=t.exact(now),
            less=t.exact(noted.price - now),
        )
    return t.markup(
        "📉 <b>Watching.</b> It costs {now} now. I’ll write when it costs less than you paid.",
        now=t.exact(now),
    )
