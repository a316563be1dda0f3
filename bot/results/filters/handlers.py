"""Filters: choosing them, the price typed, and the results that are left."""

from collections.abc import Awaitable, Callable
from functools import partial

from aiogram import Router
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.errors import words_for
from bot.results.filters.buttons import (
    SECTION_OF,
    ClearButton,
    FilterButton,
    FiltersButton,
    PriceButton,
    Section,
)
from bot.results.filters.screens import render_filters, render_price_doubt
from bot.results.handlers import results_screen
from bot.results.screens import render_searching_again
from bot.search.draft import OpenDraft, draft_of, save_draft
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private, Typed
from bot.updates.visit import Visit
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import Refusal
from domain.money import Money
from domain.reading.amounts import writing_as
from domain.reading.day_pieces import calendar_of
from domain.reading.price_range import read_price_range
from domain.search.interpretation import names_days
from domain.search.queries.searches import load_search
from domain.search.ranking import Sorting
from domain.search.refinement import End, change_filter, change_price, clear_filters
from domain.search.service import find_hotels
from domain.search.values import SearchOutcome

PRICED = "priced"


class FilterStep(StatesGroup):
    """The step in which a price is typed."""

    price = State()


class PriceText(Filter):
    """Text that is not a search of its own; text with days always is, whatever question is open."""

    async def __call__(self, message: Message, app: App, traveller: Traveller) -> bool:
        """Return whether a price can be meant."""
        today = today_in(traveller.time_zone, app.clock.now())
        calendar = calendar_of(writing_as(traveller), today)
        return not names_days(message.text or "", calendar)


async def show_filters(
    _callback: CallbackQuery, callback_data: FiltersButton, visit: Visit, state: FSMContext
) -> Later:
    """Show a screen of filters; that of the price takes what is typed next."""
    button = callback_data
    await state.set_state(None)
    if button.section in {Section.PRICE, Section.PRICE_OF_STAY}:
        await state.set_state(FilterStep.price)
        await state.update_data({PRICED: button.pack()})

    async def work() -> Screen:
        outcome = await find_hotels(
            visit.app, visit.traveller, button.search_id, sorting=button.sorting
        )
        return render_filters(outcome, button.section, button.sorting, visit.t)

    return await _later(visit, button.search_id, work)


async def press_filter(
    _callback: CallbackQuery, callback_data: FilterButton, visit: Visit, state: FSMContext
) -> Later:
    """Turn a filter on or off."""
    button = callback_data

    async def work() -> Screen:
        outcome = await change_filter(
            visit.app, visit.traveller, button.search_id, button.facet, button.code, on=button.on,
            sorting=button.sorting,
        )  # fmt: skip
        await _keep_open(state, outcome)
        if button.leaves:
            return await results_screen(visit, outcome, 0, button.sorting)
        section = SECTION_OF.get(button.facet, Section.MAIN)
        return render_filters(outcome, section, button.sorting, visit.t)

    return await _later(visit, button.search_id, work)


async def press_price(
    _callback: CallbackQuery, callback_data: PriceButton, visit: Visit, state: FSMContext
) -> Later:
    """Set one end of the prices."""
    button = callback_data
    search = await load_search(visit.app.pool, visit.traveller, button.search_id)
    amount = Money.of(button.amount, search.currency) if button.amount else None

    async def work() -> Screen:
        outcome = await change_price(
            visit.app, visit.traveller, button.search_id, {button.end: amount},
            whole_stay=button.whole_stay, sorting=button.sorting,
        )  # fmt: skip
        await _keep_open(state, outcome)
        section = Section.PRICE_OF_STAY if button.whole_stay else Section.PRICE
        return render_filters(outcome, section, button.sorting, visit.t)

    return await _later(visit, button.search_id, work)


async def type_price(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Later:
    """Set the prices from what was typed; what holds no amount is asked again."""
    button = FiltersButton.unpack((await state.get_data())[PRICED])
    work = partial(_work_on_typed_price, visit, state, button, typed)
    return await _later(visit, button.search_id, work)


async def _work_on_typed_price(
    visit: Visit, state: FSMContext, button: FiltersButton, typed: str
) -> Screen:
    outcome = await find_hotels(
        visit.app, visit.traveller, button.search_id, sorting=button.sorting
    )
    by_stay = button.section is Section.PRICE_OF_STAY
    try:
        writer = writing_as(visit.traveller, outcome.search.currency)
        read = read_price_range(typed, writer, whole_stay=by_stay)
    except Refusal as problem:
        return render_filters(
            outcome, button.section, button.sorting, visit.t, words_for(problem, visit.t)
        )
    if (doubt := render_price_doubt(outcome, read, button.sorting, visit.t)) is not None:
        return doubt
    outcome = await change_price(
        visit.app, visit.traveller, button.search_id, {End.LEAST: read.least, End.MOST: read.most},
        whole_stay=read.whole_stay, sorting=button.sorting,
    )  # fmt: skip
    await _keep_open(state, outcome)
    return await results_screen(visit, outcome, 0, button.sorting)


async def clear(
    _callback: CallbackQuery, callback_data: ClearButton, visit: Visit, state: FSMContext
) -> Later:
    """Turn every filter off and show all hotels."""
    sorting: Sorting = callback_data.sorting

    async def work() -> Screen:
        outcome = await clear_filters(visit.app, visit.traveller, callback_data.search_id, sorting)
        await _keep_open(state, outcome)
        return await results_screen(visit, outcome, 0, sorting)

    return await _later(visit, callback_data.search_id, work)


async def _keep_open(state: FSMContext, outcome: SearchOutcome) -> None:
    """Have what is typed next correct this search, with the filters that it has now."""
    search = outcome.search
    await save_draft(state, OpenDraft(draft_of(search), search.search_id))


async def _later(visit: Visit, search_id: int, work: Callable[[], Awaitable[Screen]]) -> Later:
    search = await load_search(visit.app.pool, visit.traveller, search_id)
    return Later(work, render_searching_again(search, visit.now, visit.t))


def router() -> Router:
    """Return the routes of the filters."""
    routes = Router(name="filtering")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.callback_query.register(show_filters, FiltersButton.filter())
    routes.callback_query.register(press_filter, FilterButton.filter())
    routes.callback_query.register(press_price, PriceButton.filter())
    routes.callback_query.register(clear, ClearButton.filter())
    routes.message.register(type_price, FilterStep.price, Typed(), PriceText())
    return routes
