"""Flights found: turning pages, filtering, one journey, the way back, and who sells the trip."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.flights.callbacks import FlightButton, FlightsButton, FlightsView, FlightView
from bot.flights.results.journey import (
    render_flight,
    render_flight_booked,
    render_trip_flights,
)
from bot.flights.results.screens import (
    render_asking_again,
    render_filters,
    render_flight_history,
    render_flights,
    render_more_of_flights,
)
from bot.flights.screens import render_asking_flights
from bot.pictures.gallery import picture_of
from bot.pictures.history import describe_history
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from bot.words.notes import Note
from domain.bookings.flights import note_flight
from domain.flights.queries import load_flight_search
from domain.flights.service import choose_flights, find_flights, flight_in
from domain.flights.values import FlightDraft, FlightOutcome, FlightSearchView, fingerprint_of
from domain.prices.forecast_views import tell_flight
from domain.prices.values import PricePoint, PriceSeries


def flights_of(
    visit: Visit, shown: FlightsButton, note: Note | None = None
) -> Callable[[], Awaitable[Screen]]:
    """Return the work that ends in a page of journeys, their filters, or their price history."""

    async def work() -> Screen:
        outcome = await find_flights(visit.app, visit.traveller, shown.search_id, shown.out or None)
        now = visit.now
        match shown.view:
            case FlightsView.MORE:
                return render_more_of_flights(outcome, shown, visit.t)
            case FlightsView.FILTERS if outcome.offers:
                return render_filters(outcome, shown, visit.t)
            case FlightsView.HISTORY if outcome.offers:
                picture = await history_picture(visit, outcome)
                return render_flight_history(outcome, picture, now, visit.t)
            case _:
                return render_flights(outcome, shown, now, visit.t, note)

    return work


async def history_picture(visit: Visit, outcome: FlightOutcome) -> bytes | None:
    """Return the supplier's price history as a picture; None with fewer than two prices."""
    insights = outcome.insights
    if insights is None:
        return None
    points = tuple(PricePoint(point.observed_at, point.total.amount) for point in insights.history)
    series = PriceSeries(0, outcome.search.question.currency, points)
    described = describe_history(
        series, outcome.observed_at, visit.traveller.time_zone, visit.t, insights.usual
    )
    if described is None:
        return None
    return await picture_of(visit.app, described, visit.traveller.picture_style)


def first_flights(
    visit: Visit, search: FlightSearchView, note: Note | None, draft: FlightDraft | None = None
) -> Later:
    """Return the first page of a search that was just begun, narrowed as its draft has it."""
    shown = FlightsButton(search_id=search.search_id)
    if draft is not None:
        shown = FlightsButton(search_id=search.search_id, stops=draft.stops, when=draft.leaves)
    meanwhile = render_asking_flights(
        visit.t.place(search.origin), visit.t.place(search.destination), visit.t
    )
    return Later(flights_of(visit, shown, note), meanwhile)


async def show_flights(
    _callback: CallbackQuery, callback_data: FlightsButton, visit: Visit
) -> Later:
    """Show a page, filters or history, however long ago its button was made."""
    search = await load_flight_search(visit.traveller, callback_data.search_id)
    meanwhile = render_asking_again(search, visit.now, visit.t)
    return Later(flights_of(visit, callback_data), meanwhile)


async def show_flight(_callback: CallbackQuery, callback_data: FlightButton, visit: Visit) -> Later:
    """Show a journey out with its legs."""
    search = await load_flight_search(visit.traveller, callback_data.search_id)

    async def work() -> Screen:
        outcome, offer = await flight_in(
            visit.app, visit.traveller, search.search_id, callback_data.out
        )
        told = await tell_flight(
            visit.app, search.question, fingerprint_of(offer.journey), offer.price
        )
        return render_flight(outcome, offer, callback_data, visit.now, visit.t, told)

    return Later(work, render_asking_again(search, visit.now, visit.t))


async def show_sellers(
    _callback: CallbackQuery, callback_data: FlightButton, visit: Visit
) -> Later:
    """Show the whole trip with those who sell it."""
    search = await load_flight_search(visit.traveller, callback_data.search_id)

    async def work() -> Screen:
        out, back = callback_data.out, callback_data.back or None
        trip = await choose_flights(visit.app, visit.traveller, search.search_id, out, back)
        return render_trip_flights(trip, callback_data, visit.now, visit.t)

    return Later(work, render_asking_again(search, visit.now, visit.t))


async def note_booked(_callback: CallbackQuery, callback_data: FlightButton, visit: Visit) -> Later:
    """Note that the traveller booked the trip elsewhere."""
    search = await load_flight_search(visit.traveller, callback_data.search_id)

    async def work() -> Screen:
        out, back = callback_data.out, callback_data.back or None
        trip = await choose_flights(visit.app, visit.traveller, search.search_id, out, back)
        noted = await note_flight(visit.app, visit.traveller, trip)
        return render_flight_booked(trip, noted, visit.t)

    return Later(work, render_asking_again(search, visit.now, visit.t))


def router() -> Router:
    """Return the routes of the flights found."""
    routes = Router(name="flights found")
    routes.callback_query.filter(Private())
    routes.callback_query.register(show_flights, FlightsButton.filter())
    for view, handler in (
        (FlightView.PAGE, show_flight),
        (FlightView.SELLERS, show_sellers),
        (FlightView.BOOKED, note_booked),
    ):
        routes.callback_query.register(handler, FlightButton.filter(F.view == view))
    return routes
