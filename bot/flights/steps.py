"""From a flight draft to the next question, or to the flights when nothing is missing."""

from dataclasses import replace

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from bot.buttons.calendar import month_of
from bot.flights.buttons import open_flight_editor
from bot.flights.draft import OpenFlight, save_flight
from bot.flights.results.handlers import first_flights
from bot.flights.screens import (
    question_after,
    render_destination,
    render_flight_problems,
    render_flyers_of,
    render_gap,
    render_origin,
    render_outbound,
)
from bot.search.screens import render_told
from bot.sending.screen import Later, Screen
from bot.updates.visit import Visit
from bot.words.notes import Note, noted
from domain.accounts.travellers import Traveller
from domain.flights.endpoints import endpoint_by_key
from domain.flights.errors import AirportUnknown, SameAirport
from domain.flights.queries import recent_routes
from domain.flights.service import begin_flight_search
from domain.flights.values import Endpoint, FlightDraft, FlightGap, FlightReading
from domain.suppliers.errors import FlightRefused


class FlightStep(StatesGroup):
    """The steps of the flights in which something is typed; one for each question."""

    origin = State()
    destination = State()
    days = State()
    flyers = State()
    found = State()


STEPS = {
    FlightGap.ORIGIN: FlightStep.origin,
    FlightGap.DESTINATION: FlightStep.destination,
    FlightGap.OUTBOUND: FlightStep.days,
    FlightGap.INBOUND: FlightStep.days,
}


async def suggestions(traveller: Traveller, gap: FlightGap) -> list[Endpoint]:
    """Return the airports that the traveller is likely to mean: home first, then recent ones."""
    found: list[Endpoint] = []
    if gap is FlightGap.ORIGIN and traveller.home_airport is not None:
        try:
            found.append(await endpoint_by_key(traveller.home_airport))
        except AirportUnknown:
            found = []
    for route in await recent_routes(traveller):
        end = route.origin if gap is FlightGap.ORIGIN else route.destination
        if end not in found:
            found.append(end)
    return found


async def next_flight_step(
    visit: Visit, state: FSMContext, opened: OpenFlight, note: Note | None = None
) -> Screen | Later:
    """Ask for what is missing, or search; the draft is kept either way."""
    draft = opened.draft
    await save_flight(state, opened)
    today = visit.today
    if draft.gaps:
        gap = draft.gaps[0]
        await state.set_state(STEPS[gap])
        return noted(
            render_gap(draft, await suggestions(visit.traveller, gap), today, visit.t),
            note,
            open_flight_editor,
        )
    if opened.asks_flyers:
        await state.set_state(FlightStep.flyers)
        return noted(render_flyers_of(draft, visit.t), note, open_flight_editor)
    try:
        search = await begin_flight_search(visit.app, visit.traveller, draft)
    except FlightRefused as problem:
        return await refuse_flight(visit, state, opened, problem)
    await state.set_state(FlightStep.found)
    return first_flights(visit, search, note, draft)


async def ask_again(visit: Visit, state: FSMContext, draft: FlightDraft, gap: FlightGap) -> Screen:
    """Ask for a part again, known or not."""
    await state.set_state(STEPS[gap])
    match gap:
        case FlightGap.ORIGIN:
            return render_origin(draft, await suggestions(visit.traveller, gap), visit.t)
        case FlightGap.DESTINATION:
            return render_destination(draft, await suggestions(visit.traveller, gap), visit.t)
        case _:
            today = visit.today
            return render_outbound(
                draft, month_of(max(draft.outbound or today, today)), today, visit.t
            )


async def refuse_flight(
    visit: Visit, state: FSMContext, opened: OpenFlight, problem: FlightRefused
) -> Screen:
    """Say what is impossible, take that part out of the draft, and ask for it again."""
    draft = _without(opened.draft, problem)
    await save_flight(state, replace(opened, draft=draft))
    await state.set_state(STEPS[draft.gaps[0]] if draft.gaps else FlightStep.flyers)
    return noted(
        question_after(problem, draft, visit.today, visit.t), render_told(problem, visit.t)
    )


async def refuse_reading(
    visit: Visit, state: FSMContext, opened: OpenFlight, reading: FlightReading
) -> Screen:
    """Keep what was read of a text, say what is wrong with the rest, and ask for that."""
    await save_flight(state, replace(opened, draft=reading.draft))
    await state.set_state(
        FlightStep.origin if reading.unclear is FlightGap.ORIGIN
        else FlightStep.destination if reading.unclear else FlightStep.days
    )  # fmt: skip
    return render_flight_problems(reading, visit.today, visit.t)


def _without(draft: FlightDraft, problem: FlightRefused) -> FlightDraft:
    """Return the draft without the part that the problem is about."""
    if isinstance(problem, SameAirport):
        return replace(draft, destination=None)
    return replace(draft, outbound=None, inbound=None)
