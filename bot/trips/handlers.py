"""Trips of several places: read in words, priced day by day, and searched place by place."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.calendar import read_day
from bot.buttons.callbacks import Go, Where
from bot.locales import Translator
from bot.pictures.gallery import picture_of
from bot.results.handlers import first_results
from bot.sending.screen import InStages, Later, Screen
from bot.trips.buttons import TourButton, TourStartButton, TourStayButton, TourStep
from bot.trips.draft import load_tour_draft, save_tour_draft
from bot.trips.screens import (
    heat_map_of_tour,
    render_asking_tour,
    render_tour,
    render_tour_problems,
    render_tour_question,
    render_tour_start,
)
from bot.updates.asking import Asks, Says
from bot.updates.filters import Private, Typed
from bot.words.notes import Note, note_of
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.reading.line import Decision
from domain.reading.meanings import Command as Said
from domain.reading.meanings import Request
from domain.reading.unread import remember_line
from domain.search.service import begin_search
from domain.search.values import Draft
from domain.stay_errors import StayRefused
from domain.suppliers.errors import FlightRefused
from domain.trips.errors import TourRefused
from domain.trips.tour_reading import read_tour
from domain.trips.tour_values import TourDraft, TourPrices, TourReading, TourView
from domain.trips.tours import (
    ask_for_starts,
    begin_tour,
    draft_of_tour,
    known_tour_prices,
    load_tour,
)


class TourTyping(StatesGroup):
    """The step in which a trip is written."""

    trip = State()


async def begin(_event: Message | CallbackQuery, state: FSMContext, t: Translator) -> Screen:
    """Ask for the places."""
    await save_tour_draft(state, TourDraft())
    await state.set_state(TourTyping.trip)
    return render_tour_question(TourDraft(), t)


async def free_text(
    _message: Message,
    typed: str,
    decision: Decision,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen | InStages:
    """Read a trip from scratch."""
    return await read_afresh(typed, decision, app, state, traveller, t)


async def read_afresh(
    typed: str,
    decision: Decision,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen | InStages:
    """Read a line that was decided upon."""
    await remember_line(app, traveller.user_id, traveller.language, decision)
    return await _read(app, state, traveller, t, typed, TourDraft(), decision)


async def answer(
    _message: Message, typed: str, app: App, state: FSMContext, traveller: Traveller, t: Translator
) -> Screen | InStages:
    """Read an answer to the question that stands open."""
    return await _read(app, state, traveller, t, typed, await load_tour_draft(app, state))


async def _read(
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
    typed: str,
    draft: TourDraft,
    decision: Decision | None = None,
) -> Screen | InStages:
    """Ask for what is wrong or missing, else show the trip; one that begins on one day, priced."""
    reading = await read_tour(app, traveller, typed, draft, decision)
    await save_tour_draft(state, reading.draft)
    await state.set_state(TourTyping.trip)
    if reading.problems:
        return render_tour_problems(reading, t)
    note = note_of(reading.leftovers, t, of_hotels=True)
    if reading.draft.gaps:
        return render_tour_question(reading.draft, t, note)
    try:
        tour = await begin_tour(app, traveller, reading.draft)
    except (TourRefused, StayRefused, FlightRefused) as problem:
        return render_tour_problems(TourReading(reading.draft, (problem,)), t)
    await state.set_state(None)
    return await _begun(app, traveller, tour, t, note)


async def _begun(
    app: App, traveller: Traveller, tour: TourView, t: Translator, note: Note | None = None
) -> Screen | InStages:
    """Return a trip that was just begun; where it can begin on one day only, that is priced."""
    prices = await known_tour_prices(app, tour)
    if len(tour.starts) == 1:
        return await _priced(app, traveller, prices, t, note)
    return await _screen(app, traveller, prices, t, note)


async def _screen(
    app: App,
    traveller: Traveller,
    prices: TourPrices,
    t: Translator,
    note: Note | None = None,
    *,
    is_asking: bool = False,
) -> Screen:
    """Return the starting days under their picture; none is drawn while nothing is known."""
    picture = None
    if prices.cheapest(1):
        picture = await picture_of(app, heat_map_of_tour(prices, t), traveller.picture_style)
    return render_tour(prices, picture, app.clock.now(), t, note, is_asking=is_asking)


async def show(
    _callback: CallbackQuery,
    callback_data: TourButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show what is known of a trip."""
    tour = await load_tour(app, traveller, callback_data.tour_id)
    return await _screen(app, traveller, await known_tour_prices(app, tour), t)


async def find(
    _callback: CallbackQuery,
    callback_data: TourButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> InStages:
    """Ask for prices day by day; the message shows how far it is."""
    tour = await load_tour(app, traveller, callback_data.tour_id)
    return await _priced(app, traveller, await known_tour_prices(app, tour), t)


async def _priced(
    app: App, traveller: Traveller, known: TourPrices, t: Translator, note: Note | None = None
) -> InStages:
    """Return a trip whose starting days are priced as suppliers answer."""
    first = await _screen(app, traveller, known, t, note, is_asking=True)

    async def stages() -> AsyncIterator[Screen]:
        yield first
        shown = known
        async with aclosing(ask_for_starts(app, known)) as asked:
            async for shown in asked:
                yield await _screen(app, traveller, shown, t, note, is_asking=True)
        yield await _screen(app, traveller, shown, t, note)

    return InStages(stages, first)


async def change(
    _callback: CallbackQuery,
    callback_data: TourButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Ask for a trip again; what is written changes those parts alone."""
    draft = await _opened(app, state, traveller, callback_data.tour_id)
    await save_tour_draft(state, draft)
    await state.set_state(TourTyping.trip)
    return render_tour_question(draft, t)


async def _opened(app: App, state: FSMContext, traveller: Traveller, tour_id: int) -> TourDraft:
    """Return the trip that is being put together, or an earlier one reopened."""
    if not tour_id:
        return await load_tour_draft(app, state)
    return draft_of_tour(await load_tour(app, traveller, tour_id))


async def toggle_flights(
    _callback: CallbackQuery,
    callback_data: TourButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen | InStages:
    """Begin the same trip with flights between its places, or without."""
    draft = draft_of_tour(await load_tour(app, traveller, callback_data.tour_id))
    tour = await begin_tour(app, traveller, replace(draft, with_flights=not draft.with_flights))
    return await _begun(app, traveller, tour, t)


async def show_start(
    _callback: CallbackQuery,
    callback_data: TourStartButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show one starting day with its parts."""
    tour = await load_tour(app, traveller, callback_data.tour_id)
    prices = await known_tour_prices(app, tour)
    return render_tour_start(prices, read_day(callback_data.day), app.clock.now(), t)


def price_start(app: App, tour: TourView, start: date, t: Translator) -> Later:
    """Return one starting day of a trip once its parts are priced."""

    async def work() -> Screen:
        prices = await known_tour_prices(app, tour)
        async with aclosing(ask_for_starts(app, prices)) as asked:
            priced = [one async for one in asked]
        return render_tour_start([prices, *priced][-1], start, app.clock.now(), t)

    return Later(work, render_asking_tour(tour, t))


async def search_stay(
    _callback: CallbackQuery,
    callback_data: TourStayButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> InStages:
    """Search the hotels of one place of a trip, for its days."""
    tour = await load_tour(app, traveller, callback_data.tour_id)
    stays = list(tour.stays(read_day(callback_data.day)))
    if callback_data.number >= len(stays):
        raise NotFound("trip")
    place, stay = stays[callback_data.number]
    draft = Draft(
        destination=place.destination, check_in=stay.check_in, check_out=stay.check_out,
        rooms=stay.rooms, filters=tour.filters,
    )  # fmt: skip
    return first_results(app, traveller, await begin_search(app, traveller, draft), t, None)


def router() -> Router:
    """Return the routes of trips."""
    routes = Router(name="trips")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(begin, Command("trips", "trip", ignore_case=True))
    routes.message.register(begin, Typed(), Says(Said.TOURS))
    routes.message.register(free_text, Typed(), Asks(Request.TOUR))
    routes.message.register(answer, StateFilter(TourTyping.trip), Typed())
    routes.callback_query.register(begin, Go.filter(F.to == Where.TOURS))
    for step, handler in (
        (TourStep.SHOW, show),
        (TourStep.FIND, find),
        (TourStep.FLIGHTS, toggle_flights),
        (TourStep.CHANGE, change),
    ):
        routes.callback_query.register(handler, TourButton.filter(F.step == step))
    routes.callback_query.register(show_start, TourStartButton.filter())
    routes.callback_query.register(search_stay, TourStayButton.filter())
    return routes
