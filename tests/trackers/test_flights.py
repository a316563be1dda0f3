"""Watching flights, on the real database with an airline in memory."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.alerts.screens import render_alert
from bot.locales import translator
from bot.trackers.screens import render_tracker
from domain.accounts.travellers import Traveller, meet_traveller
from domain.alerts.queries.stored_alerts import load_alerts
from domain.app import App, open_app
from domain.checks.batch import check_chunk
from domain.checks.planning import claim_due
from domain.errors import NotFound
from domain.flights.endpoints import find_endpoint
from domain.flights.service import begin_flight_search
from domain.flights.values import FlightDraft, fingerprint_of
from domain.money import Money
from domain.settings import Settings
from domain.suppliers.contract import Supplier, Unavailable
from domain.suppliers.flight_contract import Party
from domain.suppliers.registry import SupplierRegistry
from domain.trackers.flight_starts import flights_of_tracker, track_flight
from domain.trackers.service import get_tracker
from domain.trackers.values import TrackerView
from tests.conftest import FakeClock
from tests.fake_flights import FakeFlights, journey
from tests.fake_supplier import FakeSupplier

OUT, BACK = date(2026, 12, 12), date(2026, 12, 15)
ENGLISH = translator("en")


@pytest.fixture
def airline(clock: FakeClock) -> FakeFlights:
    """Who flies."""
    return FakeFlights(clock, {"6E 1": Decimal(6000), "AI 2": Decimal(5500)})


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


async def watched(
    app: App, asha: Traveller, number: str | None = None, back: date | None = BACK
) -> TrackerView:
    """Watch Delhi to Goa, or one flight of it."""
    draft = FlightDraft(
        await find_endpoint(app.pool, "DEL"), await find_endpoint(app.pool, "Goa"), OUT, back,
        back is None, Party(2, (4, 6, 8, 9, 10)),
    )  # fmt: skip
    search = await begin_flight_search(app, asha, draft)
    origin, destination = search.question.origins[0], search.question.destinations[0]
    found = number and fingerprint_of(
        journey(number, origin, destination, OUT, 6 + ["6E 1", "AI 2"].index(number))
    )
    return (await track_flight(app, asha, search.search_id, found)).tracker


async def check(app: App, clock: FakeClock) -> int:
    """Check a day later all that is due."""
    clock.advance(timedelta(days=1))
    chunks = await claim_due(app.pool, clock.now())
    return sum([await check_chunk(app, one.lease, one.trackable_ids) for one in chunks])


async def test_a_route_is_watched_at_its_lowest_price(
    app: App, asha: Traveller, airline: FakeFlights, clock: FakeClock
) -> None:
    tracker = await watched(app, asha)
    assert tracker.last_total == Money.of(5_500, "INR")
    airline.fares["6E 1"] = Decimal(5_000)
    assert await check(app, clock) == 1


async def test_journeys_of_one_route_share_a_question(
    app: App, asha: Traveller, airline: FakeFlights, clock: FakeClock
) -> None:
    await watched(app, asha)
    one = await watched(app, asha, "6E 1")
    assert one.last_total == Money.of(6_000, "INR")
    assert one.name.endswith("6E 1")
    airline.asked.clear()
    airline.fares["AI 2"] = Decimal(5_000)
    assert await check(app, clock) == 1
    assert len(airline.asked) == 1


async def test_a_silent_airline_is_not_sold_out_and_no_flight_is(
    app: App, asha: Traveller, airline: FakeFlights, clock: FakeClock
) -> None:
    tracker = await watched(app, asha)
    airline.failure = Unavailable
    await check(app, clock)
    seen = await get_tracker(app, asha, tracker.tracker_id)
    assert (seen.availability, seen.supplier_status) == ("available", "unavailable")
    airline.failure, airline.fares = None, {}
    await check(app, clock)
    seen = await get_tracker(app, asha, tracker.tracker_id)
    assert (seen.availability, seen.supplier_status) == ("sold_out", "ok")


@pytest.mark.parametrize("back", [BACK, OUT, None])
async def test_flights_are_told_by_their_days(
    app: App, asha: Traveller, airline: FakeFlights, clock: FakeClock, back: date | None
) -> None:
    tracker = await watched(app, asha, back=back)
    assert tracker.flight_days == (OUT, back)
    page = render_tracker(tracker, clock.now(), "UTC", ENGLISH)
    assert "night" not in page.text
    airline.fares = {"AI 2": Decimal(5_000)}
    await check(app, clock)
    (alert_id,) = [row["id"] for row in await app.pool.fetch("SELECT id FROM tracker_alerts")]
    alert = (await load_alerts(app.pool, [alert_id]))[alert_id].alert
    told = render_alert(alert, ENGLISH).text
    assert "night" not in told
    assert "For all travellers" in told
    again = await flights_of_tracker(app, asha, tracker.tracker_id)
    assert (again.question.outbound, again.question.inbound) == (OUT, back)
    assert again.question.party == Party(2, (4, 6, 8, 9, 10))


async def test_what_is_not_offered_or_not_theirs_is_not_there(app: App, asha: Traveller) -> None:
    tracker = await watched(app, asha)
    stranger = await meet_traveller(2, "Ben", "en-IN", app.clock.now())
    with pytest.raises(NotFound):
        await flights_of_tracker(app, stranger, tracker.tracker_id)
    search = await flights_of_tracker(app, asha, tracker.tracker_id)
    with pytest.raises(NotFound):
        await track_flight(app, asha, search.search_id, "00000000")
