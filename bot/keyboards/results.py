"""Buttons of the results and of one hotel."""

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drafts import draft_of
from bot.keyboards.buttons import Row, button, home_button, keyboard, link
from bot.keyboards.callbacks import HotelButton, HotelView, ResultsButton, TrackButton
from bot.keyboards.flexible import flexible_button
from bot.keyboards.search import chips
from bot.locales import Translator
from domain.search.ranking import Sorting
from domain.search.values import FoundHotel, HotelPage, SearchOutcome, SearchView

HOTELS_A_PAGE = 5


def page_count(hotels: int) -> int:
    """Return how many pages the results take, at least one."""
    return max(-(-hotels // HOTELS_A_PAGE), 1)


def results_keyboard(
    outcome: SearchOutcome, page: int, sorting: Sorting, t: Translator
) -> InlineKeyboardMarkup:
    """Return the hotels of a page, the pages, the orders and the parts to correct."""
    search = outcome.search
    first = page * HOTELS_A_PAGE
    hotels = [
        button(
            t.number(first + number),
            HotelButton(
                search_id=search.search_id, hotel_id=hotel.hotel_id, page=page, sorting=sorting
            ),
        )
        for number, hotel in enumerate(outcome.hotels[first : first + HOTELS_A_PAGE], start=1)
    ]
    many = len(outcome.hotels) > 1
    return keyboard(
        hotels,
        _page_row(search.search_id, page, page_count(len(outcome.hotels)), sorting, t),
        _sort_row(search.search_id, sorting, t) if many else [],
        *chips(draft_of(search), search.search_id, t),
        [flexible_button(search.search_id, 0, t)],
        [home_button(t)],
    )


def _page_row(search_id: int, page: int, pages: int, sorting: Sorting, t: Translator) -> Row:
    if pages == 1:
        return []

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return button(label, ResultsButton(search_id=search_id, page=to % pages, sorting=sorting))

    label = t.gettext("{page} of {pages}", page=t.number(page + 1), pages=t.number(pages))
    return [turn("‹", page - 1), turn(label, page), turn("›", page + 1)]


def _sort_row(search_id: int, sorting: Sorting, t: Translator) -> Row:
    names = {
        Sorting.PRICE: t.gettext("Price"),
        Sorting.RATING: t.gettext("Rating"),
        Sorting.DISTANCE: t.gettext("Distance"),
        Sorting.VALUE: t.gettext("Value"),
    }
    return [
        button(
            f"✓ {name}" if order is sorting else name,
            ResultsButton(search_id=search_id, sorting=order),
        )
        for order, name in names.items()
    ]


def back_to_results(search: SearchView, page: int, sorting: Sorting, t: Translator) -> Row:
    """Return the way back to the page where a hotel stood."""
    data = ResultsButton(search_id=search.search_id, page=page, sorting=sorting)
    return [button(t.gettext("⬅️ Results"), data), home_button(t)]


def hotel_keyboard(page: HotelPage, back: HotelButton, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done with a hotel; `back` is the button that led here."""
    hotel, search = page.hotel, page.search

    def view(label: str, which: HotelView) -> InlineKeyboardButton:
        return button(label, back.model_copy(update={"view": which}))

    looks = []
    if len(page.rates) > 1:
        looks.append(view(t.gettext("🛏 All rates"), HotelView.RATES))
    if len(hotel.photos) > 1:
        looks.append(view(t.gettext("🖼 Photos"), HotelView.PHOTOS))
    if hotel.coordinates is not None:
        looks.append(view(t.gettext("🗺 Map"), HotelView.MAP))
    track = TrackButton(search_id=search.search_id, hotel_id=hotel.hotel_id)
    return keyboard(
        [
            button(t.gettext("🔔 Track"), track, ButtonStyle.PRIMARY),
            view(t.gettext("💳 Book (soon)"), HotelView.BOOK),
        ],
        looks,
        _links(page, t),
        back_to_results(search, back.page, back.sorting, t),
    )


def _links(page: HotelPage, t: Translator) -> Row:
    sold = next((r.rate for r in page.rates if _is_web(r.rate.link)), None)
    links = []
    if sold is not None and sold.link is not None:
        links.append(link(f"🌐 {sold.seller or t.gettext('Seller')}", sold.link))
    if page.website is not None and _is_web(page.website):
        links.append(link(t.gettext("🌐 Website"), page.website))
    return links


def _is_web(address: str | None) -> bool:
    return address is not None and address.startswith(("https://", "http://"))


def rates_keyboard(back: HotelButton, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from all rates to the hotel."""
    data = back.model_copy(update={"view": HotelView.PAGE})
    return keyboard([button(t.gettext("⬅️ Hotel"), data), home_button(t)])


def hotel_row(search_id: int, hotel: FoundHotel, t: Translator) -> Row:
    """Return a button that opens a hotel."""
    data = HotelButton(search_id=search_id, hotel_id=hotel.hotel_id)
    return [button(t.gettext("🏨 Hotel"), data)]
