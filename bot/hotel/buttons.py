"""Buttons of one hotel: its page, its rates, its price history."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.buttons.callbacks import HotelButton, HotelView, Id, Page, TrackButton
from bot.buttons.keyboards import Row, button, forecast_button, home_button, keyboard, link, turns
from bot.locales import Translator
from bot.results.buttons import back_to_results
from bot.results.flexible.buttons import flexible_button
from bot.search.saved.buttons import share_button
from domain.prices.queries.rates import rate_fingerprint
from domain.search.ranking import Sorting
from domain.search.values import HotelPage, SupplierRate
from domain.suppliers.contract import identity_of

RATES_A_PAGE = 6
KEY_LENGTH = 8


class Span(StrEnum):
    """How far back a price history goes, in days."""

    WEEK = "7"
    MONTH = "30"
    QUARTER = "90"
    ALL = "0"

    @property
    def days(self) -> int | None:
        """Return the days, None for all of them."""
        return int(self.value) or None


class RatesButton(CallbackData, prefix="hr1"):
    """A page of a hotel's rates. `page` and `sorting` lead back to where the hotel stood."""

    search_id: Id
    hotel_id: Id
    rates: Page = 0
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class RateButton(CallbackData, prefix="ht1"):
    """One rate, by what it is: its token and price may have changed by the time it is pressed."""

    search_id: Id
    hotel_id: Id
    rate: Annotated[str, Field(pattern="^[0-9a-f]{8}$")]
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class TrackRateButton(CallbackData, prefix="hw1"):
    """Watch this very rate of a hotel."""

    search_id: Id
    hotel_id: Id
    rate: Annotated[str, Field(pattern="^[0-9a-f]{8}$")]


class BookRateButton(CallbackData, prefix="hb1"):
    """Book this very rate of a hotel."""

    search_id: Id
    hotel_id: Id
    rate: Annotated[str, Field(pattern="^[0-9a-f]{8}$")]


class HistoryButton(CallbackData, prefix="hc1"):
    """What a hotel's stay has cost."""

    search_id: Id
    hotel_id: Id
    span: Span = Span.ALL
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


def rate_key(offered: SupplierRate) -> str:
    """Return a key that identifies a rate among the hotel's, also in later answers."""
    return rate_fingerprint(identity_of(offered.supplier, offered.rate.named_quote))[:KEY_LENGTH]


def way_back(button: HotelButton | RatesButton | RateButton | HistoryButton) -> HotelButton:
    """Return the button of the hotel's page that another of the hotel's buttons belongs to."""
    return HotelButton(
        search_id=button.search_id,
        hotel_id=button.hotel_id,
        page=button.page,
        sorting=button.sorting,
    )


def hotel_keyboard(page: HotelPage, back: HotelButton, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done with a hotel; `back` is the button that led here."""
    hotel, search = page.hotel, page.search
    place = back.model_dump(exclude={"view"})

    def view(label: str, which: HotelView) -> InlineKeyboardButton:
        return button(label, back.model_copy(update={"view": which}))

    track = button(
        t.gettext("🔔 Track"), TrackButton(search_id=search.search_id, hotel_id=hotel.hotel_id)
    )
    rates = button(t.gettext("🛏 All rates"), RatesButton(**place))
    flexible = flexible_button(search.search_id, hotel.hotel_id, t)
    sold = _own_link(page.rates[0], t) if page.rates else []
    return keyboard(
        _first([*sold, track] if sold or not page.rates else [rates, track]),
        [rates, flexible] if sold else [flexible],
        [
            button(t.gettext("📈 Price history"), HistoryButton(**place)),
            share_button(back, t),
            view(t.gettext("⋯ More"), HotelView.MORE),
        ],
        back_to_results(search, back.page, back.sorting, t),
    )


def more_of_hotel_keyboard(
    page: HotelPage, back: HotelButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return a hotel's rarer actions; `back` is the button that led here."""

    def view(label: str, which: HotelView) -> InlineKeyboardButton:
        return button(label, back.model_copy(update={"view": which}))

    hotel, looks = page.hotel, []
    if hotel.photos:
        looks.append(view(t.gettext("🖼 Photos"), HotelView.PHOTOS))
    if hotel.coordinates is not None:
        looks.append(view(t.gettext("🗺 Map"), HotelView.MAP))
    if hotel.amenities or page.description:
        looks.append(view(t.gettext("✨ Amenities"), HotelView.AMENITIES))
    return keyboard(
        looks,
        [forecast_button(t)],
        _links(page, t),
        back_to_hotel(way_back(back), t),
    )


def _first(row: Row) -> Row:
    """Return a row that begins with the button that is used most."""
    return [row[0].model_copy(update={"style": ButtonStyle.PRIMARY}), *row[1:]]


def _links(page: HotelPage, t: Translator) -> Row:
    """Return the way to the cheapest other seller, and to the hotel's own page."""
    links = [seller_link(offered, t) for offered in page.rates]
    first = next((one for one in links if one), [])
    if page.website is not None and is_web(page.website):
        return [*first, link(t.gettext("🌐 Website"), page.website)]
    return first


def where_sold(page: HotelPage, offered: SupplierRate, t: Translator) -> Row:
    """Return where a rate can be bought: at its seller's, else at another seller of the hotel."""
    return _own_link(offered, t) or _links(page, t)


def _own_link(offered: SupplierRate, t: Translator) -> Row:
    address, seller = offered.rate.link, offered.rate.seller
    if address is None or not is_safe(address):
        return []
    label = t.gettext("💳 Book at {seller}", seller=seller) if seller else t.gettext("💳 Book")
    return [link(label, address)]


def seller_link(offered: SupplierRate, t: Translator) -> list[InlineKeyboardButton]:
    """Return the link to a rate's seller elsewhere, if any."""
    rate = offered.rate
    if rate.link is None or not is_safe(rate.link):
        return []
    return [link(f"🌐 {rate.seller or t.gettext('Seller')}", rate.link)]


def is_web(address: str | None) -> bool:
    """Return whether Telegram accepts an address on a button."""
    return address is not None and address.startswith(("https://", "http://"))


def is_safe(address: str) -> bool:
    """Return whether an address is encrypted, so that somebody can pay there."""
    return address.startswith("https://")


def back_to_hotel(back: HotelButton, t: Translator) -> Row:
    """Return the way back to a hotel's page."""
    return [button(t.gettext("⬅️ Hotel"), back), home_button(t)]


def rates_keyboard(
    shown: Sequence[tuple[int, SupplierRate]], at: RatesButton, pages: int, t: Translator
) -> InlineKeyboardMarkup:
    """Return a button per numbered rate of a page, and the pages."""
    place = at.model_dump(exclude={"rates"})
    numbers = [
        button(t.number(number), RateButton(**place, rate=rate_key(offered)))
        for number, offered in shown
    ]

    ways = turns(at.rates, pages, lambda to: at.model_copy(update={"rates": to}), t)
    return keyboard(numbers, ways, back_to_hotel(way_back(at), t))


def rate_keyboard(
    page: HotelPage,
    offered: SupplierRate,
    at: RateButton,
    rates_page: int,
    t: Translator,
    *,
    is_bookable: bool = False,
) -> InlineKeyboardMarkup:
    """Return what can be done with a rate: booked here where it can be, else at its seller's.

    `rates_page` is the page of all rates that it stands on.
    """
    place = at.model_dump(exclude={"rate"}) | {"rates": rates_page}
    track = TrackRateButton(search_id=at.search_id, hotel_id=at.hotel_id, rate=at.rate)
    book = BookRateButton(search_id=at.search_id, hotel_id=at.hotel_id, rate=at.rate)
    watch = button(t.gettext("🔔 Track this rate"), track)
    first = (
        [button(t.gettext("💳 Book"), book, ButtonStyle.PRIMARY)]
        if is_bookable
        else where_sold(page, offered, t)
    )
    return keyboard(
        first,
        [watch if is_bookable else watch.model_copy(update={"style": ButtonStyle.PRIMARY})],
        [button(t.gettext("⬅️ All rates"), RatesButton(**place)), home_button(t)],
    )


def span_row(at: Span, data: dict[Span, CallbackData], t: Translator) -> Row:
    """Return the spans of a price history, each with its button's data."""
    names = {
        span: t.gettext("All")
        if span.days is None
        else t.ngettext("{count} day", "{count} days", span.days)
        for span in data
    }
    return [
        button(f"✓ {names[span]}" if span is at else names[span], where)
        for span, where in data.items()
    ]


def history_keyboard(at: HistoryButton, t: Translator) -> InlineKeyboardMarkup:
    """Return the spans, and the way back to the hotel."""
    spans: dict[Span, CallbackData] = {span: at.model_copy(update={"span": span}) for span in Span}
    return keyboard(span_row(at.span, spans, t), back_to_hotel(way_back(at), t))
