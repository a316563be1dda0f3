"""From a package's draft to the next question, or to the packages when nothing is missing."""

from collections.abc import Awaitable, Callable

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from bot.flights.steps import suggestions
from bot.packages.buttons import (
    PackageButton,
    PackageView,
    open_package_editor,
)
from bot.packages.draft import save_package_draft
from bot.packages.questions import (
    render_package_gap,
    render_package_problems,
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
from bot.updates.visit import Visit
from bot.words.notes import Note, noted
from domain.accounts.travellers import Traveller
from domain.errors import Refusal
from domain.flights.endpoints import endpoint_by_key
from domain.flights.values import FlightGap
from domain.prices.forecast_views import tell_stay
from domain.search.service import popular_places
from domain.stay_errors import StayRefused
from domain.suppliers.errors import FlightRefused
from domain.trips.packages import begin_package, find_packages
from domain.trips.values import PackageDraft, PackageGap, PackageReading, PackageSearchView


class PackageStep(StatesGroup):
    """The steps in which something is typed: the airport at home, or anything else."""

    origin = State()
    other = State()


async def fresh_package(traveller: Traveller) -> PackageDraft:
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
    return Later(work_of(visit, button, draft, note), render_asking_package(view, visit.t))


async def _refuse(visit: Visit, state: FSMContext, draft: PackageDraft, problem: Refusal) -> Screen:
    """Say what is impossible, and ask for that part again."""
    await save_package_draft(state, draft)
    await state.set_state(PackageStep.other)
    return render_package_problems(PackageReading(draft, (problem,)), visit.today, visit.t)


def draft_of_package(view: PackageSearchView) -> PackageDraft:
    """Return what a package asked for, to be corrected."""
    return PackageDraft(draft_of(view.search), view.flights.origin, people_known=True)


def work_of(
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
