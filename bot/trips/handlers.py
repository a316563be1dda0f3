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
from bot.trips.questions import render_tour_problems, render_tour_question
from bot.trips.screens import heat_map_of_tour, render_asking_tour, render_tour, render_tour_start
from bot.updates.decisions import Asks, Says, is_whole_request
from bot.updates.filters import Private, Typed
from bot.updates.line_context import SEARCHES
from bot.updates.visit import Visit
from bot.words.notes import Note, note_of
from domain.errors import NotFound
from domain.reading.intents import Command as Said
from domain.reading.line import Decision
from domain.reading.meanings import Asked, Request
from domain.reading.unread_words import remember_line
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
    _message: Message, typed: str, decision: Decision, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Read a trip from scratch, or what was asked about the open one."""
    is_open = await state.get_state() == TourTyping.trip and not _is_afresh(decision)
    draft = await load_tour_draft(visit.app, state) if is_open else TourDraft()
    return await _read_decided(typed, decision, visit, state, draft)


def _is_afresh(decision: Decision) -> bool:
    """Return whether a line is a trip on its own: it says so, or has both places and days."""
    asked = decision.best.all(Asked)
    return is_whole_request(decision) or any(one.request is Request.TOUR for one in asked)


async def read_afresh(
    typed: str, decision: Decision, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Read a line that was decided upon."""
    return await _read_decided(typed, decision, visit, state, TourDraft())


async def _read_decided(
    typed: str, decision: Decision, visit: Visit, state: FSMContext, draft: TourDraft
) -> Screen | InStages:
    await remember_line(visit.app, visit.traveller.user_id, visit.traveller.language, decision)
    return await _read(visit, state, typed, draft, decision)


async def answer(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Read an answer to the open question."""
    return await _read(visit, state, typed, await load_tour_draft(visit.app, state))


async def _read(
    visit: Visit, state: FSMContext, typed: str, draft: TourDraft, decision: Decision | None = None
) -> Screen | InStages:
    """Ask for what is wrong or missing, else show the trip; one that begins on one day, priced."""
    reading = await read_tour(visit.app, visit.traveller, typed, draft, decision)
    await save_tour_draft(state, reading.draft)
    await state.set_state(TourTyping.trip)
    if reading.problems:
        return render_tour_problems(reading, visit.t)
    note = note_of(reading.leftovers, visit.t, of_hotels=True)
    if reading.draft.gaps:
        return render_tour_question(reading.draft, visit.t, note)
    try:
        tour = await begin_tour(visit.app, visit.traveller, reading.draft)
    except (TourRefused, StayRefused, FlightRefused) as problem:
        return render_tour_problems(TourReading(reading.draft, (problem,)), visit.t)
    await state.set_state(None)
    return await _begun(visit, tour, note)


async def _begun(visit: Visit, tour: TourView, note: Note | None = None) -> Screen | InStages:
    """Return a trip that was just begun; where it can begin on one day only, that is priced."""
    prices = await known_tour_prices(visit.app, tour)
    if len(tour.starts) == 1:
        return await _priced(visit, prices, note)
    return await _screen(visit, prices, note)


async def _screen(
    visit: Visit, prices: TourPrices, note: Note | None = None, *, is_asking: bool = False
) -> Screen:
    """Return the starting days under their picture; none is drawn while nothing is known."""
    picture = None
    if prices.cheapest(1):
        picture = await picture_of(
            visit.app, heat_map_of_tour(prices, visit.t), visit.traveller.picture_style
        )
    return render_tour(prices, picture, visit.now, visit.t, note, is_asking=is_asking)


async def show(_callback: CallbackQuery, callback_data: TourButton, visit: Visit) -> Screen:
    """Show what is known of a trip."""
    tour = await load_tour(visit.app, visit.traveller, callback_data.tour_id)
    return await _screen(visit, await known_tour_prices(visit.app, tour))


async def find(_callback: CallbackQuery, callback_data: TourButton, visit: Visit) -> InStages:
    """Ask for prices day by day; the message shows how far it is."""
    tour = await load_tour(visit.app, visit.traveller, callback_data.tour_id)
    return await _priced(visit, await known_tour_prices(visit.app, tour))


async def _priced(visit: Visit, known: TourPrices, note: Note | None = None) -> InStages:
    """Return a trip whose starting days are priced as suppliers answer."""
    first = await _screen(visit, known, note, is_asking=True)

    async def stages() -> AsyncIterator[Screen]:
        yield first
        shown = known
        async with aclosing(ask_for_starts(visit.app, known)) as asked:
            async for shown in asked:
                yield await _screen(visit, shown, note, is_asking=True)
        yield await _screen(visit, shown, note)

    return InStages(stages, first)


async def change(
    _callback: CallbackQuery, callback_data: TourButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for a trip again; what is written changes those parts alone."""
    draft = await _opened(visit, state, callback_data.tour_id)
    await save_tour_draft(state, draft)
    await state.set_state(TourTyping.trip)
    return render_tour_question(draft, visit.t)


async def _opened(visit: Visit, state: FSMContext, tour_id: int) -> TourDraft:
    """Return the trip that is being put together, or an earlier one reopened."""
    if not tour_id:
        return await load_tour_draft(visit.app, state)
    return draft_of_tour(await load_tour(visit.app, visit.traveller, tour_id))


async def toggle_flights(
    _callback: CallbackQuery, callback_data: TourButton, visit: Visit
) -> Screen | InStages:
    """Begin the same trip with flights between its places, or without."""
    draft = draft_of_tour(await load_tour(visit.app, visit.traveller, callback_data.tour_id))
    tour = await begin_tour(
        visit.app, visit.traveller, replace(draft, with_flights=not draft.with_flights)
    )
    return await _begun(visit, tour)


async def show_start(
    _callback: CallbackQuery, callback_data: TourStartButton, visit: Visit
) -> Screen:
    """Show one starting day with its parts."""
    tour = await load_tour(visit.app, visit.traveller, callback_data.tour_id)
    prices = await known_tour_prices(visit.app, tour)
    return render_tour_start(prices, read_day(callback_data.day), visit.now, visit.t)


def price_start(visit: Visit, tour: TourView, start: date) -> Later:
    """Return one starting day of a trip once its parts are priced."""

    async def work() -> Screen:
        prices = await known_tour_prices(visit.app, tour)
        async with aclosing(ask_for_starts(visit.app, prices)) as asked:
            priced = [one async for one in asked]
        return render_tour_start([prices, *priced][-1], start, visit.now, visit.t)

    return Later(work, render_asking_tour(tour, visit.t))


async def search_stay(
    _callback: CallbackQuery, callback_data: TourStayButton, visit: Visit
) -> InStages:
    """Search the hotels of one place of a trip, for its days."""
    tour = await load_tour(visit.app, visit.traveller, callback_data.tour_id)
    stays = list(tour.stays(read_day(callback_data.day)))
    if callback_data.number >= len(stays):
        raise NotFound("trip")
    place, stay = stays[callback_data.number]
    draft = Draft(
        destination=place.destination, check_in=stay.check_in, check_out=stay.check_out,
        rooms=stay.rooms, filters=tour.filters,
    )  # fmt: skip
    return first_results(visit, await begin_search(visit.app, visit.traveller, draft), None)


def router() -> Router:
    """Return the routes of trips."""
    routes = Router(name="trips")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(begin, Command("trips", "trip", ignore_case=True))
    routes.message.register(begin, Typed(), Says(Said.TOURS))
    routes.message.register(free_text, Typed(), Asks(Request.TOUR), flags={SEARCHES: True})
    routes.message.register(answer, StateFilter(TourTyping.trip), Typed(), flags={SEARCHES: True})
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
