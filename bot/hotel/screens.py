"""A hotel's page, and all that it offers."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.buttons.callbacks import HotelButton
from bot.buttons.keyboards import keyboard, shorten
from bot.forecasts.screens import explained, forecast_lines
from bot.hotel.buttons import (
    back_to_hotel,
    hotel_keyboard,
    more_of_hotel_keyboard,
    way_back,
)
from bot.hotel.price_history_words import usual_line
from bot.locales import Translator
from bot.results.screens import below_usual_line
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.words import terms as words
from bot.words.amenities import amenity_words
from bot.words.rooms import room_words
from bot.words.wishes import type_name
from domain.catalog.folding import fold
from domain.full_names import FullName
from domain.prices.forecast_views import ForecastView
from domain.prices.statistics import Usual
from domain.search.values import FoundHotel, HotelPage, SupplierRate
from domain.suppliers.brands import brand_of
from domain.suppliers.contract import Quote, Rate, TaxInclusion

TOP_RATES = 3
MOST_AMENITIES = 6
LONGEST_ADDRESS = 90
LONGEST_ROOM = 40
# More would take their own page; suppliers list the telling ones first.
MOST_LISTED = 60
LONGEST_DESCRIPTION = 1200


def render_opening(t: Translator) -> Screen:
    """Return the screen shown while rates are asked for."""
    return Screen(t.markup("⏳ Getting rooms and rates…"), keeps_photo=True)


def render_hotel(
    page: HotelPage,
    back: HotelButton,
    now: datetime,
    zone: str,
    t: Translator,
    usual: Usual | None = None,
    told: ForecastView | None = None,
    *,
    is_tracked: bool = False,
) -> Screen:
    """Return a hotel's page; `back` is the button that led here, `zone` the traveller's.

    `usual` is what our own history says that the stay usually costs, `told` what may be said of
    its price's future.
    """
    photo = page.hotel.photos[0] if page.hotel.photos else None
    for rates in range(TOP_RATES, 0, -1):
        text = words.lines(
            _title(page),
            t.markup("🔔 You’re tracking its price for these dates.") if is_tracked else None,
            *_about(page, t, whole=rates == TOP_RATES),
            "",
            *_price(page, usual, now, t),
            *forecast_lines(told, now, zone, t),
            "",
            *(_rate_line(rate, zone, t) for rate in page.rates[:rates]),
            *_reference(page, page.rates[:rates], t),
            *words.footnotes(page.reports, t),
        )
        if visible_length(text) <= LONGEST_CAPTION:
            break
    return explained(Screen(text, hotel_keyboard(page, back, t), photo), told, t)


def render_album_title(hotel: FoundHotel, place: FullName, t: Translator) -> Markup:
    """Return the caption under a hotel's photos."""
    area = t.spot(hotel.area, place.country_code)
    return Markup("🏨 <b>{}</b>").format(words.dotted(hotel.name, area))


def _title(page: HotelPage) -> Markup:
    hotel = page.hotel
    return Markup("🏨 <b>{}</b> {}").format(hotel.name, words.stars(hotel.stars))


def _about(page: HotelPage, t: Translator, *, whole: bool) -> list[str]:
    hotel = page.hotel
    is_named = hotel.area and hotel.address and fold(hotel.area) in fold(hotel.address)
    country = page.search.destination.full_name.country_code
    area, address = t.spot(hotel.area, country), t.spot(hotel.address, country)
    where = words.dotted(None if is_named else area, address)
    offered = amenity_words(hotel.amenities, t)
    amenities = ", ".join(offered[:MOST_AMENITIES])
    more = len(offered) - MOST_AMENITIES
    kind = type_name(hotel.property_type, t) if hotel.property_type else None
    parts = [
        words.dotted(words.rating(hotel.rating, hotel.review_count, t), kind),
        f"📍 {shorten(where, LONGEST_ADDRESS)}" if where else "",
    ]
    if whole and amenities:
        parts.append(f"✨ {amenities} +{t.number(more)}" if more > 0 else f"✨ {amenities}")
    return [part for part in parts if part]


def _price(
    page: HotelPage, usual: Usual | None, now: datetime, t: Translator
) -> list[Markup | str]:
    stay, best = page.search.stay, page.hotel.best
    parts: list[Markup | str] = [f"🗓 {words.stay_line(stay, t)}"]
    if best is None:
        asked = all(report.answered for report in page.reports)
        if asked:
            parts.append(t.markup("<b>It isn’t available for these dates right now.</b>"))
            parts.append(
                t.markup("Try 📅 flexible dates, or 🔔 track it and I’ll message you when it is.")
            )
        return parts
    quote = best.quote
    parts.append(
        t.markup(
            "<b>{total}</b> for {nights}, {taxes}",
            total=t.price(quote.total),
            nights=words.nights(stay, t),
            taxes=words.taxes(quote, t),
        )
    )
    if stay.nights > 1:
        parts.append(t.markup("{money} a night", money=t.price(quote.total.share(stay.nights))))
    if usual is not None:
        parts += _usual(usual, quote, t)
    elif page.usual_range is not None and page.usual_from is not None:
        low, high = page.usual_range
        parts.append(
            t.markup(
                "Usual price according to {supplier}: {low} – {high}",
                supplier=brand_of(page.usual_from).house,
                low=t.price(low),
                high=t.price(high),
            )
        )
    parts.append(words.quote_age(page.seen_at, now, t))
    if page.hotel.doubt is not None:
        parts.append(words.doubt_line(page.hotel.doubt, t))
    return parts


def _usual(usual: Usual, quote: Quote, t: Translator) -> list[Markup]:
    """Return what the stay usually costs, and how far below that it is."""
    percent = usual.percent_below(quote.total) if quote.taxes is TaxInclusion.INCLUDED else None
    lines = [usual_line(usual, t)]
    if percent is not None:
        lines.insert(0, below_usual_line(percent, t))
    return lines


def _rate_line(offered: SupplierRate, zone: str, t: Translator) -> Markup:
    """Return a rate: room, meals, until when it is refunded, what is paid when, who sells."""
    rate = offered.rate
    quote = rate.quote
    seller = rate.seller or words.supplier_name(offered.supplier)
    terms = words.dotted(
        words.board(quote, t),
        words.cancellation(quote, t, zone),
        t.gettext("{money} at the hotel", money=t.price(rate.due_at_property))
        if rate.due_at_property
        else None,
    )
    return Markup("• <b>{}</b> {}\n   {}").format(
        t.price(quote.total),
        words.dotted(_room(rate, t), seller),
        words.dotted(words.taxes(quote, t), terms),
    )


def _room(rate: Rate, t: Translator) -> str | None:
    return shorten(room_words(rate.room_name, t), LONGEST_ROOM) if rate.room_name else None


def _reference(page: HotelPage, shown: Sequence[SupplierRate], t: Translator) -> list[Markup]:
    """Return the other supplier's price, to compare with, unless it is among the rates above."""
    other = page.hotel.reference
    if other is None or any(
        rate.supplier is other.supplier and rate.rate.quote.total == other.quote.total
        for rate in shown
    ):
        return []
    return [
        t.markup(
            "For comparison: {total} at {supplier}, {taxes}",
            total=t.price(other.quote.total),
            supplier=words.supplier_name(other.supplier),
            taxes=words.taxes(other.quote, t),
        )
    ]


def render_more(page: HotelPage, back: HotelButton, t: Translator) -> Screen:
    """Return a hotel's rarer actions; `back` is the button that led here."""
    text = words.lines(_title(page), *_about(page, t, whole=True))
    return Screen(text, more_of_hotel_keyboard(page, back, t), keeps_photo=True)


def render_amenities(page: HotelPage, back: HotelButton, t: Translator) -> Screen:
    """Return all of a hotel's amenities and its description."""
    offered = amenity_words(page.hotel.amenities, t)
    text = words.lines(
        _title(page),
        "",
        *(Markup("• {}").format(one) for one in offered[:MOST_LISTED]),
        Markup("\n{}").format(shorten(page.description, LONGEST_DESCRIPTION))
        if page.description
        else None,
    )
    return Screen(text, keyboard(back_to_hotel(way_back(back), t)), keeps_photo=True)
