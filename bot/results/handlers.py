"""Results: running a search and turning its pages."""

from collections.abc import AsyncIterator, Callable

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery

from bot.buttons.callbacks import ResultsButton
from bot.locales import Translator
from bot.results.buttons import (
    MoreButton,
    OptionsButton,
    OrdersButton,
    PagesButton,
    RetryButton,
    last_page,
    numbered,
)
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
from bot.words.notes import Note
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.prices.usual import below_usual
from domain.reading.price_range import PriceRange
from domain.search.glance import kept_prices
from domain.search.queries.searches import load_search
from domain.search.ranking import Sorting
from domain.search.saved_searches import is_over
from domain.search.service import find_hotels, find_hotels_as_they_come
from domain.search.values import SearchOutcome, SearchView
from domain.trackers.queries.marks import tracked_hotels


async def budget_doubt(
    app: App, traveller: Traveller, search_id: int, read: PriceRange, t: Translator
) -> Screen | None:
    """Ask which amount is meant where it is far from all prices that were just shown; else None."""
    search = await load_search(app.pool, traveller, search_id)
    kept = await kept_prices(app, search)
    return None if kept is None else render_price_doubt(kept, read, Sorting.PRICE, t)


def results_of(
    app: App,
    traveller: Traveller,
    button: ResultsButton,
    t: Translator,
    note: Note | None = None,
    depth: int = 1,
    *,
    mends: bool = False,
) -> Callable[[], AsyncIterator[Screen]]:
    """Return the stages of a page of results: the last one has every supplier's hotels."""

    async def stages() -> AsyncIterator[Screen]:
        async for outcome in find_hotels_as_they_come(
            app, traveller, button.search_id, mends=mends, sorting=button.sorting, depth=depth
        ):
            said = Note(no_more_just_now(t)) if _is_short_of(depth, outcome) else note
            yield await results_screen(
                app, traveller, outcome, button.page, button.sorting, t, said
            )

    return stages


def _is_short_of(depth: int, outcome: SearchOutcome) -> bool:
    """Say whether there are further hotels that could not be fetched."""
    return outcome.depth < depth and outcome.has_more and not outcome.is_partial


async def results_screen(
    app: App,
    traveller: Traveller,
    outcome: SearchOutcome,
    page: int,
    sorting: Sorting,
    t: Translator,
    note: Note | None = None,
) -> Screen:
    """Return a page of an outcome, with what our own history says of its prices."""
    shown = [hotel for _number, hotel in numbered(outcome, last_page(outcome, page))]
    below = await below_usual(app, outcome.search, shown)
    tracked = await tracked_hotels(app.pool, traveller, outcome.search.stay)
    return render_results(outcome, page, sorting, app.clock.now(), t, note, below, tracked)


def first_results(
    app: App, traveller: Traveller, search: SearchView, t: Translator, note: Note | None
) -> InStages:
    """Return the first page of a search that was just begun."""
    return InStages(
        results_of(app, traveller, opening(search), t, note),
        render_searching(t.place(search.destination), t),
    )


def open_search(
    app: App, traveller: Traveller, search: SearchView, button: ResultsButton, t: Translator
) -> Screen | InStages:
    """Return a page of an earlier search; where its dates are over, the same nights later."""
    today = today_in(traveller.time_zone, app.clock.now())
    if is_over(search.stay, today):
        return render_over(search, today, t)
    meanwhile = render_searching_again(search, app.clock.now(), t)
    return InStages(results_of(app, traveller, button, t), meanwhile)


async def show_page(
    _callback: CallbackQuery,
    callback_data: ResultsButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen | InStages:
    """Show a page, however long ago its button was made."""
    await state.set_state(None)
    search = await load_search(app.pool, traveller, callback_data.search_id)
    return open_search(app, traveller, search, callback_data, t)


async def try_again(
    _callback: CallbackQuery,
    callback_data: RetryButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> InStages:
    """Ask those again who could not be asked."""
    search = await load_search(app.pool, traveller, callback_data.search_id)
    at = ResultsButton(
        search_id=search.search_id, page=callback_data.page, sorting=callback_data.sorting
    )
    return InStages(
        results_of(app, traveller, at, t, mends=True),
        render_searching(t.place(search.destination), t),
    )


async def show_more(
    _callback: CallbackQuery,
    callback_data: MoreButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> InStages:
    """Ask for further hotels, and show the page on which they begin."""
    search = await load_search(app.pool, traveller, callback_data.search_id)
    at = ResultsButton(
        search_id=search.search_id, page=callback_data.page, sorting=callback_data.sorting
    )
    return InStages(
        results_of(app, traveller, at, t, depth=callback_data.depth),
        render_searching(t.place(search.destination), t),
    )


async def show_choices(
    _callback: CallbackQuery,
    callback_data: OrdersButton | PagesButton | OptionsButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Later:
    """Offer the orders or the pages over the page as it stands, or what is rarely done."""
    return await choices(app, traveller, callback_data, t)


async def choices(
    app: App,
    traveller: Traveller,
    pressed: OrdersButton | PagesButton | OptionsButton,
    t: Translator,
) -> Later:
    """Return what a button offers over a page. Raises NotFound for a stranger's search."""
    at = ResultsButton(**pressed.model_dump())

    async def work() -> Screen:
        outcome = await find_hotels(app, traveller, at.search_id, sorting=at.sorting)
        match pressed:
            case OrdersButton():
                return render_orders(outcome, at.page, at.sorting, app.clock.now(), t)
            case PagesButton():
                return render_pages(outcome, at, app.clock.now(), t)
            case OptionsButton():
                return render_options(outcome, at, t)

    search = await load_search(app.pool, traveller, at.search_id)
    return Later(work, render_searching_again(search, app.clock.now(), t))


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
