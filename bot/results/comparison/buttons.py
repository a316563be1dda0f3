"""Buttons of a comparison: which hotels are in it, and each hotel's own page."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.buttons.callbacks import HotelButton, Id, Page, ResultsButton
from bot.buttons.keyboards import button, home_button, in_rows, keyboard, shorten
from bot.locales import Translator
from domain.search.comparison import Comparison
from domain.search.ranking import Sorting

LETTERS = "ABCD"
LONGEST_LABEL = 16


class Step(StrEnum):
    """What a button of the comparison does."""

    PICK = "p"
    TAKE_IN = "i"
    TAKE_OUT = "o"
    TABLE = "t"


class CompareButton(CallbackData, prefix="cm1"):
    """Choose hotels of a search, or compare the chosen ones."""

    search_id: Id
    step: Step = Step.PICK
    hotel_id: Id = 0
    page: Page = 0
    sorting: Sorting = Sorting.PRICE


def comparison_keyboard(
    table: Comparison, at: CompareButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return each hotel's page, the choice of others and the way back."""
    search_id = table.search.search_id
    hotels = (
        button(
            shorten(f"{letter} · {one.hotel.name}", LONGEST_LABEL),
            HotelButton(
                search_id=search_id,
                hotel_id=one.hotel.hotel_id,
                page=at.page,
                sorting=at.sorting,
            ),
        )
        for letter, one in zip(LETTERS, table.hotels, strict=False)
    )
    results = ResultsButton(search_id=search_id, page=at.page, sorting=at.sorting)
    return keyboard(
        *in_rows(hotels, 2),
        [
            button(
                t.gettext("☑ Choose others"),
                at.model_copy(update={"step": Step.PICK, "hotel_id": 0}),
            )
        ],
        [button(t.gettext("⬅️ Results"), results), home_button(t)],
    )
