"""The product over two hotels everywhere and an airline that flies every day."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.settings import Settings
from domain.suppliers.contract import Coordinates, Supplier
from domain.suppliers.registry import SupplierRegistry
from tests.conftest import FakeClock
from tests.fake_flights import FakeFlights
from tests.fake_supplier import FakeHotel, FakeSupplier


@pytest.fixture
def airline(clock: FakeClock) -> FakeFlights:
    """A flight a day."""
    return FakeFlights(clock, {"AI 1": Decimal(3000)})


@pytest.fixture
def hotels(clock: FakeClock) -> FakeSupplier:
    """Two hotels everywhere."""
    found = {
        "h1": FakeHotel("Grand", Decimal(9000)),
        "h2": FakeHotel("Petit", Decimal(4000), Coordinates(15.6, 73.9)),
    }
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
