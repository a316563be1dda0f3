"""Results: running a search and turning its pages."""

from collections.abc import AsyncIterator, Callable

from aiogram import Router
from aiogram.types import CallbackQuery
from markupsafe import Markup

from bot.conversations.filters import Private
from bot.keyboards.callbacks import ResultsButton
from bot.locales import Translator
from bot.rendering.drafts import render_searching
from bot.rendering.results import render_results, render_searching_again
from bot.screen import InStages, Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.search.queries import load_search
from domain.search.ranking import Sorting
from domain.search.service import find_hotels_as_they_come
from domain.search.values import SearchView


def results_of(
    app: App,
    traveller: Traveller,
    button: ResultsButton,
    t: Translator,
    note: Markup | None = None,
) -> Callable[[], AsyncIterator[Screen]]:
    """Return the stages of a page of results: the last one has every supplier's hotels."""

    async def stages() -> AsyncIterator[Screen]:
        async for outcome in find_hotels_as_they_come(
            app, traveller, button.search_id, sorting=button.sorting
        ):
            yield render_results(outcome, button.page, button.sorting, app.clock.now(), t, note)

    return stages


def first_results(
    app: App, traveller: Traveller, search: SearchView, t: Translator, note: Markup | None
) -> InStages:
    """Return the first page of a search that was just begun."""
    button = ResultsButton(search_id=search.search_id, page=0, sorting=Sorting.PRICE)
    return InStages(
        results_of(app, traveller, button, t, note), render_searching(search.destination.name, t)
    )


async def show_page(
    _callback: CallbackQuery,
    callback_data: ResultsButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> InStages:
    """Show a page, however long ago its button was made."""
    search, _nationality = await load_search(app.pool, traveller, callback_data.search_id)
    meanwhile = render_searching_again(search, app.clock.now(), t)
    return InStages(results_of(app, traveller, callback_data, t), meanwhile)


def router() -> Router:
    """Return the routes of results."""
    routes = Router(name="results")
    routes.callback_query.filter(Private())
    routes.callback_query.register(show_page, ResultsButton.filter())
    return routes
