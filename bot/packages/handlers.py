"""Packages: the questions in words or by buttons, and the packages found."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
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
    PackageView,
    open_package_editor,
)
from bot.packages.draft import load_package_draft, save_package_draft
from bot.packages.questions import (
    render_package_days,
    render_package_gap,
    render_package_origin,
    render_package_people,
    render_package_place,
    render_package_problems,
    render_package_wishes,
)
from bot.packages.screens import (
    render_asking_package,
    render_more_of_packages,
    render_package,
    render_package_flights,
    render_packages,
)
from bot.search.draft import draft_of
from bot.sending.screen import Later, Screen
from bot.updates.asking import Asks, Says
from bot.updates.filters import Private, Typed
from bot.updates.visit import Visit
from bot.words.notes import Note, note_of, noted
from domain.accounts.travellers import Traveller
from domain.errors import Refusal
from domain.flights.airports import endpoint_by_key, find_endpoint
from domain.flights.values import FlightGap
from domain.prices.forecast_telling import tell_stay
from domain.reading.line import Decision
from domain.reading.meanings import Command as Said
from domain.reading.meanings import Request
from domain.reading.unread import remember_line
from domain.search.service import destination_view, popular_places
from domain.stay import Room
from domain.stay_errors import StayRefused
from domain.suppliers.errors import FlightRefused
from domain.trips.packages import begin_package, find_packages, load_package
from domain.trips.reading import read_package
from domain.trips.values import PackageDraft, PackageGap, PackageReading, PackageSearchView


class PackageStep(StatesGroup):
    """The steps in which something is typed: the airport at home, or anything else."""

    origin = State()
    other = State()


async def begin(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen | Later:
    """Begin a new package with the first question."""
    return await next_package_step(visit, state, await _fresh(visit.traveller))


async def _fresh(traveller: Traveller) -> PackageDraft:
    """Return an empty package that begins at the traveller's home airport, if there is one."""
    if traveller.home_airport is None:
        return PackageDraft()
    try:
        return PackageDraft(origin=await endpoint_by_key(traveller.home_airport))
    except FlightRefused:
        return PackageDraft()


async def next_package_step(
    visit: Visit, state: FSMContext, draft: PackageDraft, note: Note | None = None
) -> Screen | Later:
    """Ask for what is missing, or search; the draft is kept either way."""
    await save_package_draft(state, draft)
    today = visit.today
    if draft.gaps:
        is_origin = draft.gaps[0] is PackageGap.ORIGIN
        await state.set_state(PackageStep.origin if is_origin else PackageStep.other)
        usual = await suggestions(visit.traveller, FlightGap.ORIGIN) if is_origin else ()
        places = await popular_places(visit.app) if draft.gaps[0] is PackageGap.PLACE else ()
        asked = render_package_gap(draft, places, usual, today, visit.t)
        return noted(asked, note, open_package_editor)
    try:
        view = await begin_package(visit.app, visit.traveller, draft)
    except (StayRefused, FlightRefused) as problem:
        return await _refuse(visit, state, draft, problem)
    await state.set_state(None)
    button = PackageButton(package_id=view.package_id)
    return Later(_work(visit, button, draft, note), render_asking_package(view, visit.t))


async def _refuse(visit: Visit, state: FSMContext, draft: PackageDraft, problem: Refusal) -> Screen:
    """Say what is impossible, and ask for that part again."""
    await save_package_draft(state, draft)
    await state.set_state(PackageStep.other)
    return render_package_problems(PackageReading(draft, (problem,)), visit.today, visit.t)


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
    return await _read(visit, state, typed, await _fresh(visit.traveller), decision)


async def answer(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen | Later:
    """Read an answer to the question that stands open."""
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
    stay = replace(draft.stay, destination=place, place_text=place.name)
    return await next_package_step(visit, state, replace(draft, stay=stay))


async def choose_adults(
    _callback: CallbackQuery, callback_data: PackageAdultsButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take so many adults, in one room."""
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
            return render_package_days(draft, opening_month(day), today, visit.t, day)
        case Pressed(Day.MONTH_OUT, month, start) if start is not None:
            return render_package_days(draft, month, today, visit.t, start)
        case Pressed(Day.CHECK_OUT, day, start) if start is not None:
            stay = replace(draft.stay, check_in=start, check_out=day)
            return await next_package_step(visit, state, replace(draft, stay=stay))
    return render_package_days(draft, month_of(max(pressed.day, today)), today, visit.t)


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


def draft_of_package(view: PackageSearchView) -> PackageDraft:
    """Return what a package asked for, to be corrected."""
    return PackageDraft(draft_of(view.search), view.flights.origin, people_known=True)


async def show(_callback: CallbackQuery, callback_data: PackageButton, visit: Visit) -> Later:
    """Show packages, flights to choose from, or one package, however old the button is."""
    view = await load_package(visit.app, visit.traveller, callback_data.package_id)
    work = _work(visit, callback_data, draft_of_package(view))
    return Later(work, render_asking_package(view, visit.t))


def _work(
    visit: Visit, shown: PackageButton, draft: PackageDraft, note: Note | None = None
) -> Callable[[], Awaitable[Screen]]:
    """Return the work that ends in a screen of a package search."""

    async def work() -> Screen:
        outcome = await find_packages(
            visit.app, visit.traveller, shown.package_id, shown.flight or None
        )
        now = visit.now
        package = outcome.package_with(shown.hotel_id)
        match shown.view:
            case PackageView.PAGE if package is not None:
                stay, total = outcome.view.search, package.total
                told = await tell_stay(visit.app, stay, shown.hotel_id, total, flown=True)
                return render_package(outcome, package, shown, now, visit.t, told)
            case PackageView.MORE:
                return render_more_of_packages(outcome, draft, shown, visit.t)
            case PackageView.FLIGHTS if outcome.flights:
                return render_package_flights(outcome, shown, now, visit.t)
            case _:
                return render_packages(outcome, shown, now, visit.t, note)

    return work


def router() -> Router:
    """Return the routes of packages."""
    routes = Router(name="packages")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(begin, Command("packages", "package", ignore_case=True))
    routes.message.register(begin, Typed(), Says(Said.PACKAGES))
    routes.message.register(free_text, Typed(), Asks(Request.PACKAGE))
    routes.message.register(type_origin, StateFilter(PackageStep.origin), Typed())
    routes.message.register(answer, StateFilter(PackageStep.other), Typed())
    routes.callback_query.register(begin, Go.filter(F.to == Where.PACKAGES))
    routes.callback_query.register(choose_place, PackagePlaceButton.filter())
    routes.callback_query.register(choose_day, PackageDayButton.filter())
    routes.callback_query.register(choose_adults, PackageAdultsButton.filter())
    routes.callback_query.register(choose_origin, PackageOriginButton.filter())
    routes.callback_query.register(correct, PackageDraftButton.filter())
    routes.callback_query.register(show, PackageButton.filter())
    return routes
