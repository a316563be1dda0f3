"""Watching a hotel together with a flight, with both in memory."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.catalog.destinations import resolve_destination
from domain.checks.batch import check_chunk
from domain.checks.planning import claim_due
from domain.errors import NotFound
from domain.flights.endpoints import find_endpoint
from domain.money import Money
from domain.search.interpretation import view_of
from domain.search.values import Draft
from domain.settings import Settings
from domain.suppliers.contract import Supplier, Unavailable
from domain.suppliers.registry import SupplierRegistry
from domain.trackers.flight_starts import track_package
from domain.trackers.service import get_tracker
from domain.trackers.starts import set_flexibility
from domain.trackers.values import TrackerView
from domain.trips.packages import begin_package, find_packages
from domain.trips.values import PackageDraft
from tests.conftest import FakeClock
from tests.fake_flights import FakeFlights
from tests.fake_supplier import FakeHotel, FakeSupplier

OUT, BACK = date(2026, 12, 12), date(2026, 12, 15)


@pytest.fixture
def airline(clock: FakeClock) -> FakeFlights:
    """One flight a day."""
    return FakeFlights(clock, {"6E 1": Decimal(6000)})


@pytest.fixture
def hotels(clock: FakeClock) -> FakeSupplier:
    """One hotel."""
    found = {"t1": FakeHotel("Taj Holiday Village", Decimal(10_000))}
    return FakeSupplier(Supplier.TRAVCLAN, clock, found)


@pytest.fixture
async def app(
    settings: Settings, clock: FakeClock, airline: FakeFlights, hotels: FakeSupplier
) -> AsyncIterator[App]:
    """The product with both in memory."""
    registry = SupplierRegistry({Supplier.TRAVCLAN: hotels}, flights=airline)
    async with open_app(settings, clock=clock, suppliers=registry) as opened:
        yield opened


@pytest.fixture
async def asha(app: App) -> Traveller:
    """A traveller."""
    return await meet_traveller(1, "Asha", "en-IN", app.clock.now())


@pytest.fixture
async def tracker(app: App, asha: Traveller) -> TrackerView:
    """The Taj with the flight there, watched."""
    goa = view_of(await resolve_destination(app.pool, "Goa"))
    stay = Draft(destination=goa, check_in=OUT, check_out=BACK)
    draft = PackageDraft(stay, await find_endpoint(app.pool, "DEL"), people_known=True)
    view = await begin_package(app, asha, draft)
    (package,) = (await find_packages(app, asha, view.package_id)).packages
    started = await track_package(app, asha, view.package_id, package.hotel.hotel_id)
    return started.tracker


async def check(app: App, clock: FakeClock) -> int:
    """Check a day later all that is due."""
    clock.advance(timedelta(days=1))
    chunks = await claim_due(app.pool, clock.now())
    return sum([await check_chunk(app, one.lease, one.trackable_ids) for one in chunks])


async def test_either_part_moves_the_sum(
    app: App, clock: FakeClock, airline: FakeFlights, hotels: FakeSupplier, tracker: TrackerView
) -> None:
    assert tracker.last_total == Money.of(16_000, "INR")
    airline.fares = {"6E 1": Decimal(5_000)}
    assert await check(app, clock) == 1
    hotels.hotels["t1"].total = Decimal(9_000)
    assert await check(app, clock) == 1
    totals = await app.pool.fetch("SELECT total FROM tracker_alerts ORDER BY id")
    assert [row["total"] for row in totals] == [15_000, 14_000]


async def test_without_the_flights_word_nothing_is_told_and_without_a_flight_it_is_sold_out(
    app: App, clock: FakeClock, airline: FakeFlights, asha: Traveller, tracker: TrackerView
) -> None:
    airline.failure = Unavailable
    await check(app, clock)
    seen = await get_tracker(app, asha, tracker.tracker_id)
    assert (seen.availability, seen.supplier_status) == ("available", "unavailable")
    airline.failure, airline.fares = None, {}
    await check(app, clock)
    seen = await get_tracker(app, asha, tracker.tracker_id)
    assert seen.availability == "sold_out"


async def test_a_package_has_no_neighbouring_dates(
    app: App, asha: Traveller, tracker: TrackerView
) -> None:
    with pytest.raises(NotFound):
        await set_flexibility(app, asha, tracker.tracker_id, 2)
