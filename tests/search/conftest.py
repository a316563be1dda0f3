"""A town with three hotels at two suppliers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.search.interpretation import understand
from domain.search.service import begin_search
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.suppliers.registry import SupplierRegistry
from tests.conftest import FakeClock
from tests.fake_supplier import FakeHotel, FakeSupplier


@dataclass
class Town:
    """Goa at two suppliers: the Taj at both, another at each."""

    app: App
    travclan: FakeSupplier
    serpapi: FakeSupplier
    asha: Traveller
    clock: FakeClock

    async def search(self, text: str = "Goa 12-15 dec 2 adults") -> int:
        """Begin a search from a text and return its id."""
        draft = (await understand(self.app, self.asha, text)).draft
        return (await begin_search(self.app, self.asha, draft)).search_id


@pytest.fixture
async def town(settings: Settings, clock: FakeClock) -> AsyncIterator[Town]:
    """The product with Goa's three hotels."""
    travclan = FakeSupplier(
        Supplier.TRAVCLAN,
        clock,
        {"t1": FakeHotel("Taj Village", Decimal(9_000)), "t2": FakeHotel("Palms", Decimal(4_000))},
    )
    serpapi = FakeSupplier(
        Supplier.SERPAPI,
        clock,
        {
            "s1": FakeHotel("The Taj Village Resort", Decimal(8_500)),
            "s2": FakeHotel("Dunes", Decimal(6_000)),
        },
    )
    registry = SupplierRegistry({Supplier.TRAVCLAN: travclan, Supplier.SERPAPI: serpapi})
    async with open_app(settings, clock=clock, suppliers=registry) as app:
        asha = await meet_traveller(1, "Asha", "en-IN", clock.now())
        yield Town(app, travclan, serpapi, asha, clock)
