"""Buttons of the results."""

from collections.abc import Sequence

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.callbacks import HotelButton, ResultsButton
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard, turns
from bot.locales import Translator
from bot.results.callbacks import MoreButton, OptionsButton, OrdersButton, PagesButton, RetryButton
from bot.results.comparison.buttons import CompareButton, Step
from bot.results.filters.buttons import (
    FiltersButton,
    clear_button,
    filters_label,
    nothing_fits_rows,
)
from bot.results.flexible.buttons import flexible_button
from bot.search.buttons import chips, editor_of
from bot.search.draft import draft_of
from bot.search.saved.buttons import keeping_row
from bot.trackers.widening.buttons import track_search_button
from bot.words.notes import mending_rows
from domain.reading.leftovers import Leftover, Part
from domain.search.comparison import LEAST_COMPARED
from domain.search.facets import relaxations
from domain.search.ranking import Sorting
from domain.search.selection import wishes_of
from domain.search.values import FoundHotel, SearchOutcome, SearchView

HOTELS_A_PAGE = 5
# Pages to jump to, as many as rows of buttons above the fold hold.
PAGES_ABREAST, PAGE_ROWS = 4, 3


def page_count(hotels: int) -> int:
    """Return how many pages the results take, at least one."""
    return max(-(-hotels // HOTELS_A_PAGE), 1)


def last_page(outcome: SearchOutcome, page: int) -> int:
    """Return `page`, or the last one where there are fewer."""
    return min(page, page_count(len(outcome.hotels)) - 1)


def results_keyboard(
    outcome: SearchOutcome,
    page: int,
    sorting: Sorting,
    t: Translator,
    leftovers: Sequence[Leftover] | None = None,
) -> InlineKeyboardMarkup:
    """Return the hotels of a page, the pages, the ways to narrow them, and the watch.

    Each of `leftovers` has a button to the part of the search that it concerns; where there was
    only something to remark (none of them, but not None), all parts are near at hand.
    """
    search, page = outcome.search, last_page(outcome, page)
    at = ResultsButton(search_id=search.search_id, page=page, sorting=sorting)

    def hotel(number: int, found: FoundHotel) -> InlineKeyboardButton:
        data = HotelButton(
            search_id=search.search_id, hotel_id=found.hotel_id, page=page, sorting=sorting
        )
        return button(t.number(number), data)

    correct = OptionsButton(search_id=search.search_id, sorting=sorting)
    mends = [button(t.gettext("✏️ Change search"), correct)] if leftovers == () else []
    hotels = [hotel(number, found) for number, found in numbered(outcome, page)]
    pages = _page_row(outcome, at, t)
    last = [*_repairs(outcome, at, t), track_search_button(search.search_id, t), home_button(t)]
    narrowing = _narrowing_row(outcome, at, t)
    if leftovers:
        # The continue button is in the last row, so that all rows stay above the fold.
        rows = _mends(search.search_id, sorting, leftovers)
        return keyboard(hotels, *rows, narrowing, [*pages[-1:], *last])
    return keyboard(hotels, pages, narrowing, [*mends, *last])


def _mends(search_id: int, sorting: Sorting, leftovers: Sequence[Leftover]) -> list[Row]:
    return mending_rows(leftovers, lambda part: _editor(search_id, sorting, part))


def _editor(search_id: int, sorting: Sorting, part: Part) -> CallbackData:
    """Return what opens a part of a search; its filters have their own screen."""
    if part is Part.WISHES:
        return FiltersButton(search_id=search_id, sorting=sorting)
    return editor_of(search_id, part)


def options_keyboard(
    outcome: SearchOutcome, at: ResultsButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return a search's rarer actions, and the way back to the page that `at` leads to."""
    search = outcome.search
    ways = [flexible_button(search.search_id, 0, t)]
    if len(outcome.hotels) >= LEAST_COMPARED:
        ways.append(_compare_button(outcome, at, t))
    return keyboard(
        *chips(draft_of(search), search.search_id, t),
        ways,
        [button(t.gettext("⬅️ Results"), at), *keeping_row(search, at, t)],
    )


def pages_keyboard(
    outcome: SearchOutcome, at: ResultsButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return the pages to jump to, each by the numbers of its hotels."""
    count = len(outcome.hotels)

    def jump(page: int) -> InlineKeyboardButton:
        first, last = page * HOTELS_A_PAGE + 1, min((page + 1) * HOTELS_A_PAGE, count)
        label = t.number(first) if first == last else f"{t.number(first)}–{t.number(last)}"
        data = at.model_copy(update={"page": page})
        return button(f"✓ {label}" if page == at.page else label, data)

    shown = _spread(page_count(count), at.page)
    return keyboard(
        *in_rows((jump(page) for page in shown), PAGES_ABREAST),
        [button(t.gettext("⬅️ Results"), at), home_button(t)],
    )


def _spread(pages: int, own: int) -> list[int]:
    """Return pages evenly apart, the first, the last and `own` among them, as many as fit."""
    most = PAGES_ABREAST * PAGE_ROWS
    if pages <= most:
        return list(range(pages))
    spread = {round(n * (pages - 1) / (most - 2)) for n in range(most - 1)}
    return sorted(spread | {own})


def numbered(outcome: SearchOutcome, page: int) -> list[tuple[int, FoundHotel]]:
    """Return a page's hotels with their numbers."""
    first = page * HOTELS_A_PAGE
    return list(enumerate(outcome.hotels[first : first + HOTELS_A_PAGE], start=first + 1))


def _page_row(outcome: SearchOutcome, at: ResultsButton, t: Translator) -> Row:
    pages = page_count(len(outcome.hotels))

    def turn(label: str, to: int) -> InlineKeyboardButton:
        return button(label, at.model_copy(update={"page": to % pages}))

    more = MoreButton(
        search_id=at.search_id, page=at.page + 1, sorting=at.sorting, depth=outcome.depth + 1
    )
    further = [button(t.gettext("➕ More hotels"), more)] if outcome.has_more else []
    if pages == 1:
        return further
    label = t.gettext("{page} of {pages}", page=t.number(at.page + 1), pages=t.number(pages))
    is_last = at.page == pages - 1
    forward = further if is_last and further else [turn("›", at.page + 1)]
    jump = PagesButton(search_id=at.search_id, page=at.page, sorting=at.sorting)
    return [turn("‹", at.page - 1), button(label, jump), *forward]


def _narrowing_row(outcome: SearchOutcome, at: ResultsButton, t: Translator) -> Row:
    place = {"search_id": at.search_id, "sorting": at.sorting}
    order = t.gettext("↕️ Sort: {order}", order=order_label(at.sorting, t).lower())
    return [
        *([button(order, OrdersButton(**place, page=at.page))] if len(outcome.hotels) > 1 else []),
        button(filters_label(outcome, t), FiltersButton(**place)),
        button(t.gettext("⋯ More"), OptionsButton(**place, page=at.page)),
    ]


def _compare_button(
    outcome: SearchOutcome, at: ResultsButton, t: Translator
) -> InlineKeyboardButton:
    count, label = len(outcome.search.chosen), t.gettext("⚖️ Compare")
    data = CompareButton(search_id=at.search_id, page=at.page, sorting=at.sorting)
    return button(f"{label} · {t.number(count)}" if count else label, data)


def _repairs(outcome: SearchOutcome, at: ResultsButton, t: Translator) -> Row:
    """Return the way to hotels that are missing: those not heard of, else those hidden."""
    retry = _retry_row(outcome, at, t)
    if retry or not outcome.hidden:
        return retry
    return [clear_button(outcome, at.sorting, t)]


def order_label(sorting: Sorting, t: Translator) -> str:
    """Return the name of an order."""
    return {
        Sorting.PRICE: t.gettext("Price"),
        Sorting.RATING: t.gettext("Rating"),
        Sorting.DISTANCE: t.gettext("Distance"),
        Sorting.VALUE: t.gettext("Value"),
    }[sorting]


def orders_keyboard(
    search_id: int, page: int, sorting: Sorting, t: Translator
) -> InlineKeyboardMarkup:
    """Return the sort orders, and the way back to the unchanged page."""
    orders = (
        button(
            f"✓ {order_label(order, t)}" if order is sorting else order_label(order, t),
            ResultsButton(search_id=search_id, sorting=order),
        )
        for order in Sorting
    )
    back = ResultsButton(search_id=search_id, page=page, sorting=sorting)
    return keyboard(*in_rows(orders, 2), [button(t.gettext("⬅️ Results"), back)])


def picking_keyboard(
    outcome: SearchOutcome, page: int, sorting: Sorting, t: Translator
) -> InlineKeyboardMarkup:
    """Return the page's hotels to tick, the pages, and the comparison of those ticked."""
    search, page = outcome.search, last_page(outcome, page)
    at = CompareButton(search_id=search.search_id, page=page, sorting=sorting)
    pages = page_count(len(outcome.hotels))

    def tick(number: int, found: FoundHotel) -> InlineKeyboardButton:
        is_on = found.hotel_id in search.chosen
        step = Step.TAKE_OUT if is_on else Step.TAKE_IN
        data = at.model_copy(update={"step": step, "hotel_id": found.hotel_id})
        return button(f"{'☑' if is_on else '☐'} {t.number(number)}", data)

    ways = turns(page, pages, lambda to: at.model_copy(update={"page": to}), t)
    table = t.gettext("⚖️ Compare {count}", count=t.number(len(search.chosen)))
    back = ResultsButton(search_id=search.search_id, page=page, sorting=sorting)
    return keyboard(
        [tick(number, found) for number, found in numbered(outcome, page)],
        ways,
        [
            button(table, at.model_copy(update={"step": Step.TABLE}), ButtonStyle.PRIMARY)
        ] if len(search.chosen) >= LEAST_COMPARED else [],
        [button(t.gettext("⬅️ Results"), back), home_button(t)],
    )  # fmt: skip


def nothing_keyboard(
    outcome: SearchOutcome, sorting: Sorting, t: Translator, leftovers: Sequence[Leftover] = ()
) -> InlineKeyboardMarkup:
    """Return what can be left out so that a hotel fits, and the parts to correct.

    Each of `leftovers` has a button to the part of the search that it concerns.
    """
    search = outcome.search
    mends = _mends(search.search_id, sorting, leftovers)
    at = ResultsButton(search_id=search.search_id, sorting=sorting)
    relaxed = relaxations(outcome.found, wishes_of(search, outcome.rates))
    correct = OptionsButton(search_id=search.search_id, sorting=sorting)
    last = [*_retry_row(outcome, at, t), home_button(t)]
    if outcome.found:
        return keyboard(
            *nothing_fits_rows(outcome, relaxed, sorting, t),
            *mends,
            [button(t.gettext("✏️ Change search"), correct), *last],
        )
    return keyboard(*mends, *chips(draft_of(search), search.search_id, t), last)


def _retry_row(outcome: SearchOutcome, at: ResultsButton, t: Translator) -> Row:
    """Return the button that asks again, where somebody could not be asked."""
    failed = any(not report.answered and not report.is_awaited for report in outcome.reports)
    again = RetryButton(search_id=at.search_id, page=at.page, sorting=at.sorting)
    return [button(t.gettext("🔄 Try again"), again)] if failed else []


def back_to_results(search: SearchView, page: int, sorting: Sorting, t: Translator) -> Row:
    """Return the way back to the page where a hotel stood."""
    data = ResultsButton(search_id=search.search_id, page=page, sorting=sorting)
    return [button(t.gettext("⬅️ Results"), data), home_button(t)]
