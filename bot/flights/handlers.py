"""Flights: the guided way and free text; every answer can be tapped or written."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import Command, Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.buttons.calendar import Pressed, month_of, read_press
from bot.buttons.callbacks import Day, Go, Where
from bot.flights.buttons import read_flyers_button
from bot.flights.callbacks import (
    FlightDayButton,
    FlightDraftButton,
    FlightPart,
    Flyers,
    FlyersButton,
)
from bot.flights.draft import OpenFlight, load_flight, save_flight
from bot.flights.screens import (
    render_flyer_age,
    render_flyers,
    render_flyers_of,
    render_inbound,
    render_one_way_note,
    render_outbound,
)
from bot.flights.steps import (
    FlightStep,
    ask_again,
    next_flight_step,
    refuse_reading,
)
from bot.middlewares.lines import Line
from bot.sending.screen import Later, Screen
from bot.updates.decisions import AnswersFlight, Asks, Says
from bot.updates.filters import Private, Typed
from bot.updates.line_context import SEARCHES
from bot.updates.visit import Visit
from bot.words.notes import note_of
from domain.accounts.travellers import Traveller
from domain.flights.queries import load_flight_search
from domain.flights.reading import corrects_flights, read_flights
from domain.flights.service import draft_of_flights
from domain.flights.values import FlightGap
from domain.reading.intents import Command as Said
from domain.reading.line import Decision
from domain.reading.meanings import Request
from domain.reading.unread_words import remember_line

GAP_OF = {
    FlightPart.FROM: FlightGap.ORIGIN,
    FlightPart.TO: FlightGap.DESTINATION,
    FlightPart.WHEN: FlightGap.OUTBOUND,
}


async def begin(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen | Later:
    """Begin a new flight search with the first question."""
    return await next_flight_step(visit, state, OpenFlight(asks_flyers=True))


async def free_text(
    _message: Message, typed: str, decision: Decision, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Read a text about flights from scratch; ask for what is wrong or missing, else search.

    A route with one day says enough: it is a flight one way until a day back is chosen.
    """
    return await read_afresh(typed, decision, visit, state)


async def read_afresh(
    typed: str, decision: Decision, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Read a line that was decided upon."""
    await remember_line(visit.app, visit.traveller.user_id, visit.traveller.language, decision)
    return await _read(visit, state, typed, OpenFlight(), decision, is_whole=True)


async def answer(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen | Later:
    """Read an answer to the open question, or a correction of the last search."""
    return await _read(visit, state, typed, await load_flight(state))


class FlightCorrection(Filter):
    """The text corrects flights that were just shown: a way back, a cabin, another origin."""

    async def __call__(self, message: Message, line: Line) -> bool:
        """Return whether it does."""
        return corrects_flights(await line.decide((message.text or "").strip()))


async def _read(
    visit: Visit,
    state: FSMContext,
    typed: str,
    opened: OpenFlight,
    decision: Decision | None = None,
    *,
    is_whole: bool = False,
) -> Screen | Later:
    reading = await read_flights(visit.app, visit.traveller, typed, opened.draft, decision)
    now_open = replace(opened, draft=reading.draft)
    if reading.problems:
        return await refuse_reading(visit, state, opened, reading)
    single = None
    if is_whole and reading.draft.gaps == (FlightGap.INBOUND,) and not reading.draft.wants_return:
        now_open = replace(opened, draft=replace(reading.draft, is_one_way=True))
        single = render_one_way_note(visit.t)
    note = note_of(reading.leftovers, visit.t, single)
    return await next_flight_step(visit, state, now_open, note)


async def choose_day(
    _callback: CallbackQuery, callback_data: FlightDayButton, visit: Visit, state: FSMContext
) -> Screen | Later | None:
    """Turn the calendar, take the day out, then the day back."""
    pressed = read_press(callback_data)
    if pressed is None:
        return None
    opened, today = await load_flight(state), visit.today
    match pressed:
        case Pressed(Day.CHECK_IN, day):
            draft = opened.draft.leaving_on(day)
        case Pressed(Day.CHECK_OUT, day, first) if first is not None:
            draft = opened.draft.leaving_on(first, day)
        case Pressed(Day.MONTH_OUT, month, first) if first is not None:
            return render_inbound(opened.draft, first, month, today, visit.t)
        case _:
            return render_outbound(opened.draft, month_of(max(pressed.day, today)), today, visit.t)
    return await next_flight_step(visit, state, replace(opened, draft=draft))


async def choose_flyers(
    _callback: CallbackQuery, callback_data: FlyersButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Step the numbers, ask for a child's age, choose the cabin, or accept them all."""
    opened = await load_flight(state)
    party, cabin = read_flyers_button(callback_data), callback_data.cabin
    match callback_data.step:
        case Flyers.SHOW:
            return render_flyers(party.adults, party.child_ages, cabin, opened.draft, visit.t)
        case Flyers.AGE:
            return render_flyer_age(party, cabin, visit.t)
        case Flyers.DONE:
            draft = replace(opened.draft, party=party, cabin=cabin)
            return await next_flight_step(visit, state, OpenFlight(draft))


async def correct(
    _callback: CallbackQuery, callback_data: FlightDraftButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Ask one part again, of the open draft or of an earlier search."""
    opened = await _opened(state, visit.traveller, callback_data.search_id)
    match callback_data.part:
        case FlightPart.ONE_WAY:
            opened = replace(opened, draft=opened.draft.one_way())
        case FlightPart.SWAP:
            opened = replace(opened, draft=opened.draft.swapped())
        case FlightPart.RUN:
            opened = replace(opened, asks_flyers=False)
        case FlightPart.WHO:
            await state.set_state(FlightStep.flyers)
            return render_flyers_of(opened.draft, visit.t)
        case FlightPart.FROM | FlightPart.TO | FlightPart.WHEN as part:
            return await ask_again(visit, state, opened.draft, GAP_OF[part])
    return await next_flight_step(visit, state, opened)


async def _opened(state: FSMContext, traveller: Traveller, search_id: int) -> OpenFlight:
    """Return the open draft, or an earlier search reopened."""
    if not search_id:
        return await load_flight(state)
    opened = OpenFlight(draft_of_flights(await load_flight_search(traveller, search_id)))
    await save_flight(state, opened)
    return opened


def router() -> Router:
    """Return the routes of the flights' questions."""
    routes = Router(name="flights")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(begin, Command("flights", "flight", ignore_case=True))
    routes.message.register(begin, Typed(), Says(Said.FLIGHTS))
    routes.message.register(free_text, Typed(), Asks(Request.FLIGHT), flags={SEARCHES: True})
    routes.message.register(
        answer,
        StateFilter(FlightStep.days, FlightStep.flyers),
        Typed(),
        AnswersFlight(),
        flags={SEARCHES: True},
    )
    routes.message.register(
        answer, FlightStep.found, Typed(), FlightCorrection(), flags={SEARCHES: True}
    )
    routes.callback_query.register(begin, Go.filter(F.to == Where.FLIGHTS))
    routes.callback_query.register(choose_day, FlightDayButton.filter())
    routes.callback_query.register(choose_flyers, FlyersButton.filter())
    routes.callback_query.register(correct, FlightDraftButton.filter())
    return routes
