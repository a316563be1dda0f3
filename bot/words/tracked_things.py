"""What a tracker watches beyond one stay, and where the same nights cost less."""

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.words import terms as words
from bot.words.rooms import room_words
from domain.alerts.values import Shift
from domain.money import Money
from domain.prices.models import TrackableKind
from domain.prices.terms import Alternative, RateTerms
from domain.suppliers.contract import Board
from domain.trackers.values import TrackerView

LONGEST_ROOM = 60


def watched_line(tracker: TrackerView, t: Translator) -> str | None:
    """Return what is watched where it is more than one hotel on one date."""
    if tracker.kind is TrackableKind.SEARCH:
        return t.gettext("🔍 The cheapest hotel that matches your search")
    if tracker.kind is TrackableKind.PACKAGE:
        return t.gettext("✈️ With flights there and back")
    if tracker.kind is TrackableKind.TRIP:
        return trip_line(with_flights=tracker.with_flights, t=t)
    others = len(tracker.watched) - 1
    if not others:
        return None
    if len(tracker.hotel_ids) == 1:
        return t.ngettext(
            "📅 Plus the same stay starting on {count} other day",
            "📅 Plus the same stay starting on {count} other days",
            others,
        )
    return t.ngettext(
        "🏨 The cheapest of {count} hotel", "🏨 The cheapest of {count} hotels", others + 1
    )


def trip_line(*, with_flights: bool, t: Translator) -> str:
    """Return what a trip's price is made of."""
    if with_flights:
        return t.gettext("🗺 The cheapest hotel in each place and the flights in between")
    return t.gettext("🗺 The cheapest hotel in each place")


def price_now_line(tracker: TrackerView, t: Translator) -> Markup | None:
    """Return the last price and what it is for; None while none is known."""
    if tracker.last_total is None:
        return None
    total = t.price(tracker.last_total)
    match tracker.kind:
        case TrackableKind.FLIGHT:
            return t.markup(
                "Now <b>{total}</b> for everyone who flies, taxes included", total=total
            )
        case TrackableKind.PACKAGE:
            return t.markup(
                "Now <b>{total}</b> for the stay and the flights together, taxes included",
                total=total,
            )
        case TrackableKind.TRIP:
            return t.markup("Now <b>{total}</b> for the whole trip, taxes included", total=total)
        case _:
            return t.markup("Now <b>{total}</b> for the stay, taxes included", total=total)


def cheaper_line(tracker: TrackerView, t: Translator) -> str | None:
    """Return from which other day the same nights cost less, and how much."""
    shift = tracker.cheaper_dates()
    if shift is None or shift.saving.amount <= 0:
        return None
    return shift_line(shift, t)


def shift_line(shift: Shift, t: Translator) -> str:
    """Return how much another day saves."""
    money = t.money(shift.saving)
    if shift.days < 0:
        return t.ngettext(
            "💡 {count} day earlier saves {money}.",
            "💡 {count} days earlier saves {money}.",
            -shift.days,
            money=money,
        )
    return t.ngettext(
        "💡 {count} day later saves {money}.",
        "💡 {count} days later saves {money}.",
        shift.days,
        money=money,
    )


def withdrawn_lines(
    terms: RateTerms, alternative: Alternative | None, currency: str, t: Translator
) -> list[Markup]:
    """Say that the watched rate is no longer sold, and what is sold instead."""
    gone = (
        t.markup("<b>{seller} no longer offers this rate.</b>", seller=words.seller(terms.exact))
        if terms.exact is not None
        else t.markup("<b>No rate like this is on sale now.</b>")
    )
    if alternative is None:
        return [
            gone,
            t.markup("No one else offers this room right now. The hotel still has other rates."),
        ]
    room = terms.exact.room if terms.exact is not None else terms.room
    total = t.money(Money.of(alternative.total, currency))
    rate = words.rate(alternative.rate, t)
    if room is None:
        return [gone, t.markup("The cheapest now: <b>{total}</b> · {rate}", total=total, rate=rate)]
    return [gone, t.markup("The same room now: <b>{total}</b> · {rate}", total=total, rate=rate)]


def rate_line(terms: RateTerms, t: Translator) -> str | None:
    """Return which rate's price is watched, None where any will do."""
    if terms.exact is not None:
        return t.gettext("🛏 Only this rate: {rate}", rate=words.rate(terms.exact, t))
    boards = {
        Board.BREAKFAST: t.gettext("with breakfast"),
        Board.HALF_BOARD: t.gettext("with half board"),
        Board.FULL_BOARD: t.gettext("with full board"),
        Board.ALL_INCLUSIVE: t.gettext("all inclusive"),
    }
    wishes = [
        None if terms.room is None else shorten(room_words(terms.room, t), LONGEST_ROOM),
        boards.get(terms.board) if terms.board else None,
        t.gettext("with free cancellation") if terms.refundable else None,
    ]
    said = ", ".join(wish for wish in wishes if wish)
    if not said:
        return None
    if terms.room is not None:
        return t.gettext("🛏 The cheapest rate for: {wishes}", wishes=said)
    return t.gettext("🍳 The cheapest rate {wishes}", wishes=said)
