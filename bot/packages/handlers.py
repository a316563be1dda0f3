"""Packages: the questions in words or by buttons, and the packages found."""

from dataclasses import replace
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.buttons.calendar import Pressed, month_of, opening_month, read_press
from bot.buttons.callbacks import Day, Go, Where
from bot.flights.steps import suggestions
from bot.packages.buttons import (
    PackageAdultsButton,
    PackageButton,
    PackageDayButton,
    PackageDraftButton,
    PackageOriginButton,
    PackagePart,
    PackagePlaceButton,
)
from bot.packages.draft import load_package_draft, save_package_draft
from bot.packages.questions import (
    render_package_days,
    render_package_origin,
    render_package_people,
    render_package_place,
    render_package_problems,
    render_package_wishes,
)
from bot.packages.screens import (
    render_asking_package,
)
from bot.packages.steps import (
    PackageStep,
    draft_of_package,
    fresh_package,
    next_package_step,
    work_of,
)
from bot.sending.screen import Later, Screen
from bot.updates.decisions import AnswersPackage, Asks, Says
from bot.updates.filters import Private, Typed
from bot.updates.line_context import SEARCHES
from bot.updates.visit import Visit
from bot.words.notes import note_of
from domain.flights.endpoints import endpoint_by_key, find_endpoint
from domain.flights.values import FlightGap
from domain.reading.intents import Command as Said
from domain.reading.line import Decision
from domain.reading.meanings import Request
from domain.reading.unread_words import remember_line
from domain.search.service import destination_view, popular_places
from domain.search.stay_drafts import stay_from
from domain.stay import Room
from domain.suppliers.errors import FlightRefused
from domain.trips.packages import load_package
from domain.trips.reading import read_package
from domain.trips.values import PackageDraft, PackageReading


async def begin(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen | Later:
    """Begin a new package with the first question."""
    return await next_package_step(visit, state, await fresh_package(visit.traveller))


async def free_text(
    _message: Message, typed: str, decision: Decision, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Read a text about a package from scratch."""
    return await read_afresh(typed, decision, visit, state)


async def read_afresh(
    typed: str, decision: Decision, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Read a line that was decided upon."""
    await remember_line(visit.app, visit.traveller.user_id, visit.traveller.language, decision)
    return await _read(visit, state, typed, await fresh_package(visit.traveller), decision)


async def answer(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen | Later:
    """Read an answer to the open question."""
    return await _read(visit, state, typed, await load_package_draft(visit.app, state))


async def _read(
    visit: Visit,
    state: FSMContext,
    typed: str,
    draft: PackageDraft,
    decision: Decision | None = None,
) -> Screen | Later:
    reading = await read_package(visit.app, visit.traveller, typed, draft, decision)
    if not reading.problems:
        note = note_of(reading.leftovers, visit.t, of_hotels=True)
        return await next_package_step(visit, state, reading.draft, note)
    await save_package_draft(state, reading.draft)
    await state.set_state(PackageStep.other)
    return render_package_problems(reading, visit.today, visit.t)


async def type_origin(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take where the flights begin, by its name."""
    draft = await load_package_draft(visit.app, state)
    try:
        place = await find_endpoint(visit.app.pool, typed)
    except FlightRefused as problem:
        return render_package_problems(PackageReading(draft, (problem,)), visit.today, visit.t)
    return await next_package_step(visit, state, replace(draft, origin=place))


async def choose_origin(
    _callback: CallbackQuery, callback_data: PackageOriginButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take where the flights begin from its button."""
    draft = await load_package_draft(visit.app, state)
    place = await endpoint_by_key(callback_data.key)
    if callback_data.name:
        place = replace(place, name=callback_data.name)
    return await next_package_step(visit, state, replace(draft, origin=place))


async def choose_place(
    _callback: CallbackQuery, callback_data: PackagePlaceButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take the place from its button."""
    draft = await load_package_draft(visit.app, state)
    place = await destination_view(visit.app, callback_data.destination_id)
    return await next_package_step(visit, state, replace(draft, stay=draft.stay.at(place)))


async def choose_adults(
    _callback: CallbackQuery, callback_data: PackageAdultsButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take this many adults, in one room."""
    draft = await load_package_draft(visit.app, state)
    stay = replace(draft.stay, rooms=(Room(callback_data.adults),))
    return await next_package_step(visit, state, replace(draft, stay=stay, people_known=True))


async def choose_day(
    _callback: CallbackQuery, callback_data: PackageDayButton, visit: Visit, state: FSMContext
) -> Screen | Later | None:
    """Turn the calendar, take the first day, then the last."""
    pressed = read_press(callback_data)
    if pressed is None:
        return None
    draft = await load_package_draft(visit.app, state)
    today = visit.today
    match pressed:
        case Pressed(Day.CHECK_IN, day):
            return await _take_days(visit, state, draft, day)
        case Pressed(Day.MONTH_OUT, month, start) if start is not None:
            return render_package_days(draft, month, today, visit.t, start)
        case Pressed(Day.CHECK_OUT, day, start) if start is not None:
            return await _take_days(visit, state, draft, start, day)
    return render_package_days(draft, month_of(max(pressed.day, today)), today, visit.t)


async def _take_days(
    visit: Visit, state: FSMContext, draft: PackageDraft, first: date, last: date | None = None
) -> Screen | Later:
    """Ask for the last day, unless it was pressed or the nights were said before."""
    stay = stay_from(draft.stay, first, last)
    if stay.check_out is None:
        return render_package_days(draft, opening_month(first), visit.today, visit.t, first)
    return await next_package_step(visit, state, replace(draft, stay=stay))


async def correct(
    _callback: CallbackQuery, callback_data: PackageDraftButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask one part again, of the open draft or of an earlier package."""
    draft = await _opened(visit, state, callback_data.package_id)
    is_origin = callback_data.part is PackagePart.FROM
    await state.set_state(PackageStep.origin if is_origin else PackageStep.other)
    return await _ask_part(visit, draft, callback_data.part)


async def _ask_part(visit: Visit, draft: PackageDraft, part: PackagePart) -> Screen:
    today = visit.today
    match part:
        case PackagePart.WHERE:
            return render_package_place(draft, await popular_places(visit.app), visit.t)
        case PackagePart.WHEN:
            month = month_of(max(draft.stay.check_in or today, today))
            return render_package_days(draft, month, today, visit.t)
        case PackagePart.WHO:
            return render_package_people(draft, visit.t)
        case PackagePart.WISHES:
            return render_package_wishes(draft, visit.t)
        case PackagePart.FROM:
            usual = await suggestions(visit.traveller, FlightGap.ORIGIN)
            return render_package_origin(draft, usual, visit.t)


async def _opened(visit: Visit, state: FSMContext, package_id: int) -> PackageDraft:
    """Return the open draft, or an earlier package reopened."""
    if not package_id:
        return await load_package_draft(visit.app, state)
    draft = draft_of_package(await load_package(visit.app, visit.traveller, package_id))
    await save_package_draft(state, draft)
    return draft


async def show(_callback: CallbackQuery, callback_data: PackageButton, visit: Visit) -> Later:
    """Show packages, flights to choose from, or one package, however old the button is."""
    view = await load_package(visit.app, visit.traveller, callback_data.package_id)
    work = work_of(visit, callback_data, draft_of_package(view))
    return Later(work, render_asking_package(view, visit.t))


def router() -> Router:
    """Return the routes of packages."""
    routes = Router(name="packages")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(begin, Command("packages", "package", ignore_case=True))
    routes.message.register(begin, Typed(), Says(Said.PACKAGES))
    routes.message.register(free_text, Typed(), Asks(Request.PACKAGE), flags={SEARCHES: True})
    for step, handler in ((PackageStep.origin, type_origin), (PackageStep.other, answer)):
        routes.message.register(
            handler, StateFilter(step), Typed(), AnswersPackage(), flags={SEARCHES: True}
        )
    routes.callback_query.register(begin, Go.filter(F.to == Where.PACKAGES))
    routes.callback_query.register(choose_place, PackagePlaceButton.filter())
    routes.callback_query.register(choose_day, PackageDayButton.filter())
    routes.callback_query.register(choose_adults, PackageAdultsButton.filter())
    routes.callback_query.register(choose_origin, PackageOriginButton.filter())
    routes.callback_query.register(correct, PackageDraftButton.filter())
    routes.callback_query.register(show, PackageButton.filter())
    return routes
