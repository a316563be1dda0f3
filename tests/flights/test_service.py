"""Flights through the service: one question for many, what has gone, and what cannot be asked."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.errors import NotFound
from domain.flights.endpoints import find_endpoint
from domain.flights.errors import FlightInPast, FlightNotOffered, SameAirport
from domain.flights.service import (
    begin_flight_search,
    choose_flights,
    find_flights,
    quote_flight,
)
from domain.flights.values import (
    FlightDraft,
    FlightSearchView,
    fingerprint_of,
    question_fingerprint,
)
from domain.money import Money
from domain.settings import Settings
from domain.suppliers.contract import Supplier, Unavailable
from domain.suppliers.flight_contract import Cabin, Party
from domain.suppliers.registry import SupplierRegistry
from tests.conftest import FakeClock
from tests.fake_flights import FakeFlights, journey
from tests.fake_supplier import FakeSupplier

OUT, BACK = date(2026, 12, 12), date(2026, 12, 15)


@pytest.fixture
def airline(clock: FakeClock) -> FakeFlights:
    """Who flies."""
    return FakeFlights(clock)


@pytest.fixture
async def app(settings: Settings, clock: FakeClock, airline: FakeFlights) -> AsyncIterator[App]:
    """The product with flights in memory."""
    hotels = {Supplier.TRAVCLAN: FakeSupplier(Supplier.TRAVCLAN, clock)}
    registry = SupplierRegistry(hotels, flights=airline)
    async with open_app(settings, clock=clock, suppliers=registry) as opened:
        yield opened


@pytest.fixture
async def asha(app: App) -> Traveller:
    """A traveller."""
    return await meet_traveller(1, "Asha", "en-IN", app.clock.now())


async def begun(app: App, asha: Traveller, back: date | None = BACK) -> FlightSearchView:
    """Begin a search from Delhi to Goa."""
    draft = FlightDraft(
        await find_endpoint(app.pool, "DEL"), await find_endpoint(app.pool, "Goa"), OUT, back,
        back is None, Party(2),
    )  # fmt: skip
    return await begin_flight_search(app, asha, draft)


async def test_many_who_ask_the_same_ask_once(
    app: App, asha: Traveller, airline: FakeFlights
) -> None:
    search = await begun(app, asha)
    found = await asyncio.gather(*(find_flights(app, asha, search.search_id) for _ in range(20)))
    assert {len(one.offers) for one in found} == {1}
    await find_flights(app, asha, search.search_id)
    assert [operation for operation, _question in airline.asked] == ["outbound"]


async def test_a_return_trip_is_chosen_in_three_questions(
    app: App, asha: Traveller, airline: FakeFlights
) -> None:
    search = await begun(app, asha)
    out = (await find_flights(app, asha, search.search_id)).offers[0]
    mark = fingerprint_of(out.journey)
    home = (await find_flights(app, asha, search.search_id, mark)).offers[0]
    trip = await choose_flights(app, asha, search.search_id, mark, fingerprint_of(home.journey))
    assert [one.legs[0].origin.code for one in trip.journeys] == ["DEL", "GOX"]
    assert trip.price == Money.of(6000, "INR")
    assert [operation for operation, _question in airline.asked] == [
        "outbound", "inbound", "sellers",
    ]  # fmt: skip


async def test_a_flight_that_has_gone_is_told(
    app: App, asha: Traveller, airline: FakeFlights
) -> None:
    search = await begun(app, asha)
    out = (await find_flights(app, asha, search.search_id)).offers[0]
    airline.fares = {"AI 9": Decimal(7000)}
    await app.redis.flushdb()
    with pytest.raises(FlightNotOffered):
        await find_flights(app, asha, search.search_id, fingerprint_of(out.journey))


async def test_a_failure_is_told_apart_from_nothing_sold(
    app: App, asha: Traveller, airline: FakeFlights
) -> None:
    search = await begun(app, asha)
    airline.failure = Unavailable
    silent = await find_flights(app, asha, search.search_id)
    assert (silent.offers, silent.report.answered) == ((), False)
    airline.failure, airline.fares = None, {}
    empty = await find_flights(app, asha, search.search_id)
    assert (empty.offers, empty.report.answered) == ((), True)


async def test_a_strangers_search_is_not_found(app: App, asha: Traveller) -> None:
    search = await begun(app, asha)
    ravi = await meet_traveller(2, "Ravi", "en-IN", app.clock.now())
    with pytest.raises(NotFound):
        await find_flights(app, ravi, search.search_id)


async def test_days_that_are_over_and_ends_that_meet_are_refused(
    app: App, asha: Traveller, clock: FakeClock
) -> None:
    search = await begun(app, asha)
    clock.advance(timedelta(days=40))
    with pytest.raises(FlightInPast):
        await find_flights(app, asha, search.search_id)
    goa = await find_endpoint(app.pool, "Goa")
    gox = await find_endpoint(app.pool, "GOX")
    later = FlightDraft(goa, gox, date(2027, 2, 1), None, is_one_way=True)
    with pytest.raises(SameAirport):
        await begin_flight_search(app, asha, later)


async def test_a_quote_is_the_lowest_price_or_none_but_never_silence(
    app: App, asha: Traveller, airline: FakeFlights
) -> None:
    question = (await begun(app, asha)).question
    airline.fares = {"6E 1": Decimal(6000), "AI 2": Decimal(5500)}
    quote = await quote_flight(app, question)
    assert quote is not None
    assert quote.total == Money.of(5500, "INR")
    dearer = fingerprint_of(journey("6E 1", "DEL", "GOX", OUT))
    alone = await quote_flight(app, question, dearer)
    assert alone is not None
    assert alone.total == Money.of(6000, "INR")
    assert await quote_flight(app, question, "00000000") is None
    airline.fares = {}
    assert await quote_flight(app, question) is None
    airline.failure = Unavailable
    with pytest.raises(Unavailable):
        await quote_flight(app, question)


async def test_questions_are_alike_by_what_is_flown_alone(app: App, asha: Traveller) -> None:
    question = (await begun(app, asha)).question
    turned = replace(question, destinations=tuple(reversed(question.destinations)))
    assert question_fingerprint(question) == question_fingerprint(turned)
    youth = replace(question, party=Party(1, (14,)))
    assert question_fingerprint(question) == question_fingerprint(youth)
    for other in (
        replace(question, inbound=None),
        replace(question, cabin=Cabin.FIRST),
        replace(question, currency="USD"),
        replace(question, party=Party(3)),
    ):
        assert question_fingerprint(question) != question_fingerprint(other)
