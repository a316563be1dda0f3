"""A hotel's rates: all of them by room, and one with its terms in full."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.hotel.buttons import (
    RATES_A_PAGE,
    BookRateButton,
    RateButton,
    RatesButton,
    TrackRateButton,
    rate_key,
    rate_keyboard,
    rates_keyboard,
)
from bot.locales import Translator
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.words import terms as words
from bot.words.cancellation import free_lines, rule_line
from bot.words.rooms import room_words
from domain.search.values import HotelPage, SupplierRate
from domain.suppliers.cancel_rules import Deadline
from domain.suppliers.contract import Rate, Refundability, TaxInclusion

LONGEST_NAME = 60
LONGEST_WORDS = 30
MOST_STEPS = 6
MOST_REMARKS = 2


class Detail(NamedTuple):
    """How much is shown of each rate: characters of names, and the end of free cancellation."""

    room: int
    seller: int
    tells_until: bool


# A caption is short: what matters less gives way.
DETAILS = (Detail(48, 30, True), Detail(48, 20, False), Detail(24, 12, False))
Numbered = tuple[int, SupplierRate]


def rates_by_room(rates: Sequence[SupplierRate]) -> list[SupplierRate]:
    """Return rates room by room, the room with the cheapest first, cheapest first within."""
    rooms = list(dict.fromkeys(offered.rate.room_name for offered in rates))
    return sorted(rates, key=lambda offered: rooms.index(offered.rate.room_name))


def render_rates(
    page: HotelPage,
    at: RatesButton,
    now: datetime,
    zone: str,
    t: Translator,
    *,
    notice: str | None = None,
) -> Screen:
    """Return a page of a hotel's rates, numbered through, room by room; `notice` stands first."""
    ordered = list(enumerate(rates_by_room(page.rates), start=1))
    pages = max(-(-len(ordered) // RATES_A_PAGE), 1)
    at = at.model_copy(update={"rates": min(at.rates, pages - 1)})
    shown = ordered[at.rates * RATES_A_PAGE : (at.rates + 1) * RATES_A_PAGE]
    for detail in DETAILS:
        text = words.lines(
            f"⚠️ {notice}\n" if notice else None,
            _title(page),
            f"🗓 {words.stay_line(page.search.stay, t)}",
            "" if shown else t.markup("\n<b>It isn’t available for these dates right now.</b>"),
            *_room_lines(shown, zone, detail, t),
            words.quote_age(_seen_at(page, shown), now, t),
            words.doubt_line(page.hotel.doubt, t) if page.hotel.doubt else None,
            *words.footnotes(page.reports, t),
        )
        if visible_length(text) <= LONGEST_CAPTION:
            break
    photo = page.hotel.photos[0] if page.hotel.photos else None
    return Screen(text, rates_keyboard(shown, at, pages, t), photo)


def _seen_at(page: HotelPage, shown: list[Numbered]) -> datetime:
    """Return when the oldest of the prices shown was seen."""
    seen = (offered.rate.quote.observed_at for _number, offered in shown)
    return min(seen, default=page.asked_at)


def _title(page: HotelPage) -> Markup:
    name = shorten(page.hotel.name, LONGEST_NAME)
    return Markup("🏨 <b>{}</b> {}").format(name, words.stars(page.hotel.stars))


def _room_lines(shown: list[Numbered], zone: str, detail: Detail, t: Translator) -> list[Markup]:
    lines: list[Markup] = []
    room = None
    for number, offered in shown:
        if offered.rate.room_name != room:
            room = offered.rate.room_name
            lines.append(Markup("🛏 <b>{}</b>").format(shorten(room_words(room, t), detail.room)))
        lines.append(_rate_line(number, offered, zone, detail, t))
    return [*lines, Markup("")]


def _rate_line(
    number: int, offered: SupplierRate, zone: str, detail: Detail, t: Translator
) -> Markup:
    rate, quote = offered.rate, offered.rate.quote
    return Markup("{}. <b>{}</b> {}").format(
        t.number(number),
        t.price(quote.total),
        words.dotted(
            words.taxes(quote, t) if quote.taxes is not TaxInclusion.INCLUDED else None,
            words.board(quote, t),
            words.cancellation(quote, t, zone if detail.tells_until else None),
            words.payment(rate.payment, t)
            if rate.due_at_property is not None and detail.tells_until
            else None,
            shorten(_seller(offered), detail.seller),
        ),
    )


def _seller(offered: SupplierRate) -> str:
    return shorten(offered.rate.seller or words.supplier_name(offered.supplier), 30)


def find_rate(
    page: HotelPage, at: RateButton | TrackRateButton | BookRateButton
) -> SupplierRate | None:
    """Return the rate that a button means, None when it is no longer sold."""
    return next((offered for offered in page.rates if rate_key(offered) == at.rate), None)


def render_rate(
    page: HotelPage,
    offered: SupplierRate,
    at: RateButton,
    now: datetime,
    zone: str,
    t: Translator,
    *,
    is_bookable: bool = False,
) -> Screen:
    """Return a rate with its terms in full; `zone` is the traveller's."""
    rate = offered.rate
    rates_page = rates_by_room(page.rates).index(offered) // RATES_A_PAGE
    for steps in range(MOST_STEPS, 0, -1):
        text = words.lines(
            Markup("🛏 <b>{}</b>").format(shorten(room_words(rate.room_name, t), LONGEST_NAME)),
            Markup("{}").format(
                words.dotted(
                    shorten(page.hotel.name, LONGEST_NAME), words.stay_line(page.search.stay, t)
                )
            ),
            "",
            *_price_lines(page, offered, t),
            words.board(rate.quote, t),
            "",
            *_payment_lines(offered, t),
            "",
            *_cancel_lines(page, offered, now, zone, steps, t),
            "",
            t.markup("Sold by {seller}", seller=_seller(offered)),
            *(f"ℹ️ {shorten(remark, LONGEST_NAME)}" for remark in rate.remarks[:MOST_REMARKS]),
            words.quote_age(rate.quote.observed_at, now, t),
        )
        if visible_length(text) <= LONGEST_CAPTION:
            break
    return Screen(
        text,
        rate_keyboard(page, offered, at, rates_page, t, is_bookable=is_bookable),
        keeps_photo=True,
    )


def _price_lines(page: HotelPage, offered: SupplierRate, t: Translator) -> list[Markup]:
    quote, stay = offered.rate.quote, page.search.stay
    lines = [
        t.markup(
            "<b>{total}</b> for {nights}, {taxes}",
            total=t.price(quote.total),
            nights=words.nights(stay, t),
            taxes=words.taxes(quote, t),
        )
    ]
    before = quote.before_taxes
    if (
        before is not None
        and before.currency == quote.total.currency
        and before < quote.total
        and quote.taxes is TaxInclusion.INCLUDED
    ):
        lines.append(
            t.markup(
                "{before} and {taxes} taxes and fees",
                before=t.money(before),
                taxes=t.money(quote.total - before),
            )
        )
    if stay.nights > 1:
        lines.append(t.markup("{money} a night", money=t.price(quote.total.share(stay.nights))))
    return lines


def _payment_lines(offered: SupplierRate, t: Translator) -> list[Markup]:
    """Return what is paid when."""
    rate = offered.rate
    total, due = rate.quote.total, rate.due_at_property
    head = t.markup("💳 <b>When you pay</b>")
    if rate.seller is not None and due is None:
        return [head, t.markup("Up to the seller. Check its page before you book.")]
    if due is None or due.currency != total.currency:
        lines = [t.markup("• When booking: {money}", money=t.price(total))]
        if due is not None:
            lines.append(t.markup("• At the hotel: {money}", money=t.price(due)))
        return [head, *lines]
    now = total - due
    lines = [t.markup("• When booking: {money}", money=t.price(now))] if now.amount > 0 else []
    return [head, *lines, t.markup("• At the hotel: {money}", money=t.price(due))]


def _cancel_lines(
    page: HotelPage, offered: SupplierRate, now: datetime, zone: str, most: int, t: Translator
) -> list[Markup]:
    """Return until when cancelling is free and what it costs then, in the traveller's time."""
    rate = offered.rate
    quote = rate.quote
    head = t.markup("↩️ <b>Cancellation</b>")
    if quote.refundable is Refundability.UNKNOWN:
        return [head, t.markup("The terms aren’t given. Ask the seller before you pay.")]
    if quote.refundable is Refundability.NO:
        return [head, t.markup("Non-refundable: you get nothing back.")]
    lines = _free_lines(page, rate, now, zone, t)
    if rate.cancels_online is False:
        lines.append(t.markup("✍️ You can’t cancel online. Ask the seller to cancel."))
    costly = [rule for rule in rate.cancel_rules if rule.penalty.amount > 0]
    return [head, *lines, *(rule_line(rule, quote.total, zone, t) for rule in costly[:most])]


def _free_lines(
    page: HotelPage, rate: Rate, now: datetime, zone: str, t: Translator
) -> list[Markup]:
    """Return until when cancelling is free: an instant, or the seller's own words for it."""
    free = rate.quote.free_cancel_until
    if free is not None:
        return free_lines(Deadline(free), now, zone, page.search.destination.time_zone, t)
    if rate.free_until is not None:
        until = shorten(rate.free_until, LONGEST_WORDS)
        return [t.markup("✅ Free until {moment}", moment=until)]
    return [t.markup("✅ Free. The deadline isn’t given.")]
