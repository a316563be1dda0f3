"""The two ends of a flight: typed, chosen, or near a shared location."""

from dataclasses import replace

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.flights.callbacks import (
    AirportButton,
    End,
)
from bot.flights.draft import OpenFlight, load_flight
from bot.flights.screens import (
    render_destination,
    render_flight_problems,
    render_near,
    render_origin,
    render_which_airport,
)
from bot.flights.steps import (
    FlightStep,
    next_flight_step,
    refuse_reading,
)
from bot.locales import Translator
from bot.search.screens import render_told
from bot.sending.screen import Later, Screen
from bot.updates.decisions import AnswersFlight
from bot.updates.filters import Private, Typed
from bot.updates.line_context import SEARCHES
from bot.updates.visit import Visit
from domain.flights.airports import nearest_airports
from domain.flights.endpoints import endpoint_by_key, find_endpoint
from domain.flights.errors import AirportAmbiguous, AirportUnknown
from domain.flights.reading import read_flights
from domain.flights.values import Endpoint, FlightDraft, FlightGap, FlightReading
from domain.suppliers.contract import Coordinates
from domain.suppliers.errors import FlightRefused

ENDS = {FlightStep.origin.state: End.FROM, FlightStep.destination.state: End.TO}


async def type_airport(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take an end by its name; ask about a city with several airports."""
    opened = await load_flight(state)
    end = ENDS[await state.get_state()]
    try:
        place = await find_endpoint(visit.app.pool, typed)
    except AirportAmbiguous as problem:
        unclear = FlightGap.ORIGIN if end is End.FROM else FlightGap.DESTINATION
        return render_flight_problems(
            FlightReading(opened.draft, (problem,), unclear), visit.today, visit.t
        )
    except AirportUnknown as problem:
        more = await _read_more(visit, state, typed, opened)
        return more or _ask_end(end, opened.draft, problem, visit.t)
    if len(place.airports) > 1:
        return render_which_airport(end, place, opened.draft, visit.t)
    return await _take_end(visit, state, end, place)


async def _read_more(
    visit: Visit, state: FSMContext, typed: str, opened: OpenFlight
) -> Screen | Later | None:
    """Read more than the one answer ("Delhi to Goa 12 dec");, or None."""
    reading = await read_flights(visit.app, visit.traveller, typed, opened.draft)
    if reading.draft == opened.draft:
        return None
    if reading.problems:
        return await refuse_reading(visit, state, opened, reading)
    return await next_flight_step(visit, state, replace(opened, draft=reading.draft))


def _ask_end(end: End, draft: FlightDraft, problem: FlightRefused, t: Translator) -> Screen:
    render = render_origin if end is End.FROM else render_destination
    return render(draft, (), t, render_told(problem, t))


async def share_location(message: Message, state: FSMContext, t: Translator) -> Screen:
    """Offer the airports near a shared location."""
    opened = await load_flight(state)
    end = ENDS[await state.get_state()]
    place = message.location
    point = Coordinates(place.latitude, place.longitude) if place else Coordinates(0, 0)
    return render_near(end, await nearest_airports(point), opened.draft, t)


async def choose_airport(
    _callback: CallbackQuery, callback_data: AirportButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take an end from its button."""
    place = await endpoint_by_key(callback_data.key)
    if callback_data.name:
        place = replace(place, name=callback_data.name)
    return await _take_end(visit, state, callback_data.end, place)


async def _take_end(visit: Visit, state: FSMContext, end: End, place: Endpoint) -> Screen | Later:
    opened = await load_flight(state)
    origin = place if end is End.FROM else opened.draft.origin
    destination = place if end is End.TO else opened.draft.destination
    draft = replace(opened.draft, origin=origin, destination=destination)
    return await next_flight_step(visit, state, replace(opened, draft=draft))


def router() -> Router:
    """Return the routes of the questions for airports."""
    routes = Router(name="flight ends")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    ends = StateFilter(FlightStep.origin, FlightStep.destination)
    routes.message.register(share_location, ends, F.location)
    routes.message.register(type_airport, ends, Typed(), AnswersFlight(), flags={SEARCHES: True})
    routes.callback_query.register(choose_airport, AirportButton.filter())
    return routes
