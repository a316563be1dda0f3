"""A button and a keyboard, as short to write as they are to read."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise
from typing import TypeVar

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.callbacks import Go, Where
from bot.locales import Translator
from bot.sending.directions import without_turns

T = TypeVar("T")
LONGEST_LABEL = 34
# What fits above the fold, and into a row without truncated labels, on a phone.
MOST_ROWS, ABREAST, WIDEST_ROW = 4, 3, 34
LONGEST_ECHO = 40
Row = Sequence[InlineKeyboardButton]


def shorten(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return `text` cut to `longest` characters, with an ellipsis where it was cut."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _labelled(label: str) -> str:
    return shorten(without_turns(label))


def echo(typed: str) -> str:
    """Return what a traveller typed as an answer repeats it: on one line, and short."""
    return shorten(" ".join(typed.split()), LONGEST_ECHO)


def button(
    label: str, data: CallbackData, style: ButtonStyle | None = None
) -> InlineKeyboardButton:
    """Return a button that sends `data`."""
    return InlineKeyboardButton(text=_labelled(label), callback_data=data.pack(), style=style)


def link(label: str, url: str) -> InlineKeyboardButton:
    """Return a button that opens an address."""
    return InlineKeyboardButton(text=_labelled(label), url=url)


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    """Return a keyboard of the rows that have a button.

    Above the fold of a phone stand four; where there are more, neighbours that fit share one.
    """
    shown = [list(row) for row in rows if row]
    while len(shown) > MOST_ROWS:
        merged = [[*one, *other] for one, other in pairwise(shown)]
        widths = {at: _letters(row) for at, row in enumerate(merged) if len(row) <= ABREAST}
        at = min(widths, key=lambda one: (widths[one], one), default=None)
        if at is None or widths[at] > WIDEST_ROW:
            break
        shown[at : at + 2] = [merged[at]]
    return InlineKeyboardMarkup(inline_keyboard=shown)


def _letters(row: Row) -> int:
    return sum(len(one.text) for one in row)


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """Return a page's items, its number within bounds, and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = min(page, pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def turns(
    page: int, pages: int, to: Callable[[int], CallbackData], t: Translator
) -> list[InlineKeyboardButton]:
    """Return the ways to the page before and after, the count of pages upon the latter."""
    if pages <= 1:
        return []
    count = t.gettext("{page} of {pages}", page=t.number(page + 1), pages=t.number(pages))
    return [button("‹", to((page - 1) % pages)), button(f"{count} ›", to((page + 1) % pages))]


def in_rows(buttons: Iterable[InlineKeyboardButton], width: int) -> list[Row]:
    """Return buttons in rows of `width`."""
    rest = iter(buttons)
    rows: list[Row] = []
    while row := list(islice(rest, width)):
        rows.append(row)
    return rows


def forecast_button(t: Translator) -> InlineKeyboardButton:
    """Return the link to how forecasts are made."""
    return button(t.gettext("🔮 How forecasts work"), Go(to=Where.FORECAST))


def home_button(t: Translator) -> InlineKeyboardButton:
    """Return the way home."""
    return button(t.gettext("🏠 Home"), Go(to=Where.HOME))
