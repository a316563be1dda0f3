"""A hotel's page, and all its rates."""

from datetime import datetime

from markupsafe import Markup

from bot.keyboards.buttons import shorten
from bot.keyboards.callbacks import HotelButton
from bot.keyboards.results import hotel_keyboard, rates_keyboard
from bot.locales import Translator
from bot.rendering import words
from bot.screen import LONGEST_CAPTION, Screen, visible_length
from domain.search.values import HotelPage, SupplierRate

TOP_RATES = 3
MOST_RATES = 8
MOST_AMENITIES = 6
LONGEST_ADDRESS = 90
LONGEST_ROOM = 40


def render_opening(t: Translator) -> Screen:
    """Return the screen that stands while rates are asked for."""
    return Screen(t.markup("⏳ Asking for rooms and rates…"), keeps_photo=True)


def render_hotel(
    page: HotelPage, back: HotelButton, now: datetime, zone: str, t: Translator
) -> Screen:
    """Return a hotel's page; `back` is the button that led here, `zone` the traveller's."""
    photo = page.hotel.photos[0] if page.hotel.photos else None
    for rates in range(TOP_RATES, 0, -1):
        text = words.lines(
            _title(page),
            *_about(page, t, whole=rates == TOP_RATES),
            "",
            *_price(page, now, t),
            "",
            *(_rate_line(rate, zone, t) for rate in page.rates[:rates]),
            *_reference(page, t),
            *words.footnotes(page.reports, t),
        )
        if visible_length(text) <= LONGEST_CAPTION:
            break
    return Screen(text, hotel_keyboard(page, back, t), photo)


def _title(page: HotelPage) -> Markup:
    hotel = page.hotel
    return Markup("🏨 <b>{}</b> {}").format(hotel.name, words.stars(hotel.stars))


def _about(page: HotelPage, t: Translator, *, whole: bool) -> list[str]:
    hotel = page.hotel
    where = words.dotted(hotel.area, hotel.address)
    amenities = ", ".join(hotel.amenities[:MOST_AMENITIES])
    more = len(hotel.amenities) - MOST_AMENITIES
    parts = [
        words.dotted(words.rating(hotel.rating, hotel.review_count, t), hotel.property_type),
        f"📍 {shorten(where, LONGEST_ADDRESS)}" if where else "",
    ]
    if whole and amenities:
        parts.append(f"✨ {amenities} +{t.number(more)}" if more > 0 else f"✨ {amenities}")
    return [part for part in parts if part]


def _price(page: HotelPage, now: datetime, t: Translator) -> list[Markup | str]:
    stay, best = page.search.stay, page.hotel.best
    parts: list[Markup | str] = [f"🗓 {words.stay_line(stay, t)}"]
    if best is None:
        parts.append(t.markup("<b>Nobody sells it for these dates now.</b>"))
        return parts
    quote = best.quote
    parts.append(
        t.markup(
            "<b>{total}</b> for {nights}, {taxes}",
            total=t.money(quote.total),
            nights=words.nights(stay, t),
            taxes=words.taxes(quote, t),
        )
    )
    if stay.nights > 1:
        parts.append(t.markup("{money} a night", money=t.money(quote.total.share(stay.nights))))
    if page.usual_range is not None:
        low, high = page.usual_range
        parts.append(t.markup("Usual price: {low} – {high}", low=t.money(low), high=t.money(high)))
    parts.append(words.quote_age(quote.observed_at, now, t))
    return parts


def _rate_line(offered: SupplierRate, zone: str, t: Translator) -> Markup:
    """Return a rate: room, meals, until when it is refunded, what is paid when, who sells."""
    rate = offered.rate
    quote = rate.quote
    seller = rate.seller or words.supplier_name(offered.supplier)
    terms = words.dotted(
        words.board(quote, t),
        words.cancellation(quote, t, zone),
        t.gettext("{money} at the hotel", money=t.money(rate.due_at_property))
        if rate.due_at_property
        else None,
    )
    return Markup("• <b>{}</b> {}\n   {}").format(
        t.money(quote.total),
        words.dotted(shorten(rate.room_name, LONGEST_ROOM), seller),
        words.dotted(words.taxes(quote, t), terms),
    )


def _reference(page: HotelPage, t: Translator) -> list[Markup]:
    """Return the other supplier's price, to compare with."""
    other = page.hotel.reference
    if other is None:
        return []
    return [
        t.markup(
            "For comparison: {total} at {supplier}, {taxes}",
            total=t.money(other.quote.total),
            supplier=words.supplier_name(other.supplier),
            taxes=words.taxes(other.quote, t),
        )
    ]


def render_rates(
    page: HotelPage, back: HotelButton, now: datetime, zone: str, t: Translator
) -> Screen:
    """Return all rates of a hotel, as many as fit."""
    for count in range(MOST_RATES, 0, -1):
        text = words.lines(
            _title(page),
            f"🗓 {words.stay_line(page.search.stay, t)}",
            "",
            *(_rate_line(rate, zone, t) for rate in page.rates[:count]),
            "",
            *(
                [words.quote_age(page.rates[0].rate.quote.observed_at, now, t)]
                if page.rates
                else []
            ),
        )
        if visible_length(text) <= LONGEST_CAPTION:
            break
    photo = page.hotel.photos[0] if page.hotel.photos else None
    return Screen(text, rates_keyboard(back, t), photo)
