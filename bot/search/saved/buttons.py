"""Buttons of saved and recent searches, and of sharing."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import AfterValidator

from bot.buttons.calendar import read_day
from bot.buttons.callbacks import (
    STAMP,
    DraftButton,
    Go,
    HotelButton,
    Id,
    Page,
    Part,
    ResultsButton,
    Where,
)
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard, link
from bot.locales import Translator
from domain.search.ranking import Sorting, usual_sorting
from domain.search.saved_searches import SavedSearch
from domain.search.values import SearchView
from domain.stay import Stay


class KeepButton(CallbackData, prefix="kp1"):
    """Save a search, or drop it, from a page of its results."""

    search_id: Id
    on: bool
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


class SearchAction(StrEnum):
    """What can be done with a search of the list."""

    OPEN = "open"
    EDIT = "edit"
    RENAME = "name"
    REMOVE = "del"
    RESTORE = "back"


class SearchButton(CallbackData, prefix="sr1"):
    """Do something with a saved or recent search."""

    search_id: Id
    action: SearchAction


def _check_day(text: str) -> str:
    read_day(text)
    return text


class LaterButton(CallbackData, prefix="lt1"):
    """Search the same nights from another day, as YYYYMMDD."""

    search_id: Id
    day: Annotated[str, AfterValidator(_check_day)]


class ShareButton(CallbackData, prefix="sh1"):
    """Share a search, or with a `hotel_id` a hotel; the rest leads back."""

    search_id: Id
    hotel_id: Id = 0
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


def keeping_row(search: SearchView, at: ResultsButton, t: Translator) -> Row:
    """Return what can be done with the search as a whole."""
    keep = KeepButton(
        search_id=search.search_id, on=not search.is_saved, page=at.page, sorting=at.sorting
    )
    return [
        button(t.gettext("⭐ Saved") if search.is_saved else t.gettext("☆ Save"), keep),
        share_button(at, t),
    ]


def share_button(at: ResultsButton | HotelButton, t: Translator) -> InlineKeyboardButton:
    """Return the way to share what `at` leads to."""
    hotel_id = at.hotel_id if isinstance(at, HotelButton) else 0
    data = ShareButton(search_id=at.search_id, hotel_id=hotel_id, page=at.page, sorting=at.sorting)
    return button(t.gettext("📤 Share"), data)


def searches_button(t: Translator) -> InlineKeyboardButton:
    """Return the way to the searches that are kept."""
    return button(t.gettext("⭐ Saved searches"), Go(to=Where.SEARCHES))


def search_label(search: SearchView, t: Translator) -> str:
    """Return where and when."""
    return f"{t.place(search.destination)} · {t.days(search.stay.check_in, search.stay.check_out)}"


def open_row(search: SearchView, t: Translator, sign: str, name: str | None = None) -> Row:
    """Return a button that opens a search."""
    data = SearchButton(search_id=search.search_id, action=SearchAction.OPEN)
    return [button(f"{sign} {name or search_label(search, t)}", data)]


def searches_keyboard(
    saved: Sequence[SavedSearch], recent: Sequence[SearchView], t: Translator
) -> InlineKeyboardMarkup:
    """Return each search, those kept with a way to change them."""
    return keyboard(
        *(
            [
                *open_row(one.search, t, "⭐", one.name),
                button("✏️", SearchButton(search_id=one.search.search_id,
                                          action=SearchAction.EDIT)),
            ]
            for one in saved
        ),
        *(open_row(search, t, "🕘") for search in recent),
        [button(t.gettext("🔍 Search"), Go(to=Where.SEARCH)), home_button(t)],
    )  # fmt: skip


def saved_keyboard(search_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done with a search that is kept."""

    def act(label: str, action: SearchAction) -> InlineKeyboardButton:
        return button(label, SearchButton(search_id=search_id, action=action))

    return keyboard(
        [act(t.gettext("🔍 Open"), SearchAction.OPEN)],
        [
            act(t.gettext("✏️ Rename"), SearchAction.RENAME),
            act(t.gettext("🗑 Remove"), SearchAction.REMOVE),
        ],
        [button(t.gettext("⬅️ Saved searches"), Go(to=Where.SEARCHES)), home_button(t)],
    )


def naming_keyboard(search_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from the question for a name."""
    data = SearchButton(search_id=search_id, action=SearchAction.EDIT)
    return keyboard([button(t.gettext("⬅️ Back"), data)])


def removed_keyboard(search_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way to take a removal back."""
    data = SearchButton(search_id=search_id, action=SearchAction.RESTORE)
    return keyboard(
        [button(t.gettext("↩️ Undo"), data)],
        [button(t.gettext("⬅️ Saved searches"), Go(to=Where.SEARCHES)), home_button(t)],
    )


def later_keyboard(
    search: SearchView, stays: Sequence[Stay], t: Translator
) -> InlineKeyboardMarkup:
    """Return the same nights on later days, and the calendar for any others."""
    later = (
        button(
            f"📅 {t.days(stay.check_in, stay.check_out)}",
            LaterButton(search_id=search.search_id, day=f"{stay.check_in:{STAMP}}"),
        )
        for stay in stays
    )
    calendar = DraftButton(search_id=search.search_id, part=Part.WHEN)
    return keyboard(
        *in_rows(later, 2), [button(t.gettext("Other dates"), calendar), home_button(t)]
    )


def share_keyboard(
    address: str, words: str, back: ShareButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return the button that opens Telegram's own choice of chats, and the way back."""
    where: ResultsButton | HotelButton = ResultsButton(
        search_id=back.search_id, page=back.page, sorting=back.sorting
    )
    label = t.gettext("⬅️ Results")
    if back.hotel_id:
        where = HotelButton(
            search_id=back.search_id, hotel_id=back.hotel_id, page=back.page, sorting=back.sorting
        )
        label = t.gettext("⬅️ Hotel")
    url = f"https://t.me/share/url?{urlencode({'url': address, 'text': words})}"
    group: Row = []
    if back.hotel_id:
        to_group = address.replace("?start=", "?startgroup=")
        group = [link(t.gettext("👥 Vote in a group"), to_group)]
    return keyboard(
        [_primary(link(t.gettext("📤 Choose a chat"), url))],
        group,
        [button(label, where), home_button(t)],
    )


def _primary(pressed: InlineKeyboardButton) -> InlineKeyboardButton:
    return pressed.model_copy(update={"style": ButtonStyle.PRIMARY})


def day_of(pressed: LaterButton) -> date:
    """Return the day that a press asks for."""
    return read_day(pressed.day)


def opening(search: SearchView) -> ResultsButton:
    """Return the button that leads to the first page of a search's results."""
    return ResultsButton(search_id=search.search_id, sorting=usual_sorting(search))
