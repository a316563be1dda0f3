"""Results: running a search and turning its pages."""

from collections.abc import AsyncIterator, Callable

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.buttons.callbacks import ResultsButton
from bot.results.buttons import last_page, numbered
from bot.results.callbacks import MoreButton, OptionsButton, OrdersButton, PagesButton, RetryButton
from bot.results.filters.screens import render_price_doubt
from bot.results.screens import (
    no_more_just_now,
    render_options,
    render_orders,
    render_pages,
    render_results,
    render_searching_again,
)
from bot.search.saved.buttons import opening
from bot.search.saved.screens import render_over
from bot.search.screens import render_searching
from bot.sending.screen import InStages, Later, Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from bot.words.notes import Note
from domain.prices.usual_prices import below_usual
from domain.reading.price_range import PriceRange
from domain.search.inline_prices import kept_prices
from domain.search.queries.searches import load_search
from domain.search.ranking import Sorting
from domain.search.saved_searches import is_over
from domain.search.service import find_hotels, find_hotels_as_they_come
from domain.search.values import SearchOutcome, SearchView
from domain.trackers.queries.marks import tracked_hotels


async def budget_doubt(visit: Visit, search_id: int, read: PriceRange) -> Screen | None:
    """Ask which amount is meant where it is far from all prices that were just shown; else None."""
    search = await load_search(visit.app.pool, visit.traveller, search_id)
    kept = await kept_prices(visit.app, search)
    return None if kept is None else render_price_doubt(kept, read, Sorting.PRICE, visit.t)


def results_of(
    visit: Visit,
    button: ResultsButton,
    note: Note | None = None,
    depth: int = 1,
    *,
    mends: bool = False,
    begun: SearchView | None = None,
) -> Callable[[], AsyncIterator[Screen]]:
    """Return the stages of a page of results: the last one has every supplier's hotels.

    A search that is at hand (`begun`) is not looked up again.
    """

    async def stages() -> AsyncIterator[Screen]:
        async for outcome in find_hotels_as_they_come(
            visit.app,
            visit.traveller,
            button.search_id,
            mends=mends,
            sorting=button.sorting,
            depth=depth,
            begun=begun,
            rates=visit.t.rates,
        ):
            said = Note(no_more_just_now(visit.t)) if _is_short_of(depth, outcome) else note
            yield await results_screen(visit, outcome, button.page, button.sorting, said)

    return stages


def _is_short_of(depth: int, outcome: SearchOutcome) -> bool:
    """Return whether there are further hotels that could not be fetched."""
    return outcome.depth < depth and outcome.has_more and not outcome.is_partial


async def results_screen(
    visit: Visit, outcome: SearchOutcome, page: int, sorting: Sorting, note: Note | None = None
) -> Screen:
    """Return a page of an outcome, with what our own history says about its prices."""
    shown = [hotel for _number, hotel in numbered(outcome, last_page(outcome, page))]
    below = await below_usual(visit.app, outcome.search, shown)
    tracked = await tracked_hotels(visit.app.pool, visit.traveller, outcome.search.stay)
    return render_results(outcome, page, sorting, visit.now, visit.t, note, below, tracked)


def first_results(visit: Visit, search: SearchView, note: Note | None) -> InStages:
    """Return the first page of a search that was just begun."""
    return InStages(
        results_of(visit, opening(search), note, begun=search),
        render_searching(visit.t.place(search.destination), visit.t),
    )


def open_search(visit: Visit, search: SearchView, button: ResultsButton) -> Screen | InStages:
    """Return a page of an earlier search; where its dates are over, the same nights later."""
    today = visit.today
    if is_over(search.stay, today):
        return render_over(search, today, visit.t)
    meanwhile = render_searching_again(search, visit.now, visit.t)
    return InStages(results_of(visit, button, begun=search), meanwhile)


async def show_page(
    _callback: CallbackQuery, callback_data: ResultsButton, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Show a page, however long ago its button was made."""
    await state.set_state(None)
    search = await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    return open_search(visit, search, callback_data)


async def try_again(_callback: CallbackQuery, callback_data: RetryButton, visit: Visit) -> InStages:
    """Ask the suppliers again who could not be asked."""
    search = await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    at = ResultsButton(
        search_id=search.search_id, page=callback_data.page, sorting=callback_data.sorting
    )
    return InStages(
        results_of(visit, at, mends=True, begun=search),
        render_searching(visit.t.place(search.destination), visit.t),
    )


async def show_more(_callback: CallbackQuery, callback_data: MoreButton, visit: Visit) -> InStages:
    """Ask for further hotels, and show the page on which they begin."""
    search = await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    at = ResultsButton(
        search_id=search.search_id, page=callback_data.page, sorting=callback_data.sorting
    )
    return InStages(
        results_of(visit, at, depth=callback_data.depth, begun=search),
        render_searching(visit.t.place(search.destination), visit.t),
    )


async def show_choices(
    _callback: CallbackQuery,
    callback_data: OrdersButton | PagesButton | OptionsButton,
    visit: Visit,
) -> Later:
    """Offer the sort orders or pages over the unchanged page, or the rarer actions."""
    return await choices(visit, callback_data)


async def choices(visit: Visit, pressed: OrdersButton | PagesButton | OptionsButton) -> Later:
    """Return what a button offers over a page. Raises NotFound for a stranger's search."""
    at = ResultsButton(**pressed.model_dump())

    async def work() -> Screen:
        outcome = await find_hotels(visit.app, visit.traveller, at.search_id, sorting=at.sorting)
        match pressed:
            case OrdersButton():
                return render_orders(outcome, at.page, at.sorting, visit.now, visit.t)
            case PagesButton():
                return render_pages(outcome, at, visit.now, visit.t)
            case OptionsButton():
                return render_options(outcome, at, visit.t)

    search = await load_search(visit.app.pool, visit.traveller, at.search_id)
    return Later(work, render_searching_again(search, visit.now, visit.t))


def router() -> Router:
    """Return the routes of results."""
    routes = Router(name="results")
    routes.callback_query.filter(Private())
    routes.callback_query.register(show_page, ResultsButton.filter())
    routes.callback_query.register(try_again, RetryButton.filter())
    routes.callback_query.register(show_more, MoreButton.filter())
    for kind in (OrdersButton, PagesButton, OptionsButton):
        routes.callback_query.register(show_choices, kind.filter())
    return routes
