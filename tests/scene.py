"""A product over two suppliers in memory, and travellers who watch."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.catalog.destinations import resolve_destination
from domain.checks.batch import check_chunk
from domain.checks.planning import claim_due
from domain.search.interpretation import view_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import Draft
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.suppliers.registry import SupplierRegistry
from domain.trackers.starts import track_hotel
from domain.trackers.values import TrackerView
from tests.conftest import FakeClock
from tests.fake_supplier import FakeHotel, FakeSupplier

CHECK_IN, CHECK_OUT = date(2026, 12, 12), date(2026, 12, 15)


@dataclass
class Scene:
    """Goa with two hotels: the Taj at both suppliers, the Palms at TravClan alone."""

    app: App
    clock: FakeClock
    travclan: FakeSupplier
    serpapi: FakeSupplier

    async def meet(self, chat_id: int = 1) -> Traveller:
        """Return a traveller."""
        return await meet_traveller(chat_id, "Asha", "en-IN", self.clock.now())

    async def find(self, traveller: Traveller) -> tuple[int, dict[str, int]]:
        """Search Goa; return the search's id and the hotels' ids by name."""
        goa = view_of(await resolve_destination(self.app.pool, "Goa"))
        draft = Draft(destination=goa, check_in=CHECK_IN, check_out=CHECK_OUT)
        search = await begin_search(self.app, traveller, draft)
        outcome = await find_hotels(self.app, traveller, search.search_id)
        return search.search_id, {hotel.name: hotel.hotel_id for hotel in outcome.hotels}

    async def track(self, name: str = "Taj Holiday Village", chat_id: int = 1) -> TrackerView:
        """Have a traveller watch a hotel."""
        traveller = await self.meet(chat_id)
        search_id, hotels = await self.find(traveller)
        return (await track_hotel(self.app, traveller, search_id, hotels[name])).tracker

    def price(self, taj: int | str | None, serpapi: int | str | None = None) -> None:
        """Set the Taj's price at TravClan and (the same unless given) at SerpAPI."""
        other = taj if serpapi is None else serpapi
        self.travclan.hotels["t1"].total = None if taj is None else Decimal(taj)
        self.serpapi.hotels["s1"].total = None if other is None else Decimal(other)

    async def check(self, later: timedelta = timedelta(days=1)) -> int:
        """Let time pass, check all that is due, and return how many alerts were made."""
        self.clock.advance(later)
        made = 0
        for chunk in await claim_due(self.app.pool, self.clock.now()):
            made += await check_chunk(self.app, chunk.lease, chunk.trackable_ids)
        return made

    async def rows(self, sql: str, *args: Any) -> list[Any]:
        """Read the database."""
        found: list[Any] = await self.app.pool.fetch(sql, *args)
        return found


@asynccontextmanager
async def open_scene(settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """Open the product with Goa's two hotels."""
    travclan = FakeSupplier(
        Supplier.TRAVCLAN,
        clock,
        {
            "t1": FakeHotel("Taj Holiday Village", Decimal(10_000)),
            "t2": FakeHotel("Palms Retreat", Decimal(5_000)),
        },
    )
    serpapi = FakeSupplier(
        Supplier.SERPAPI, clock, {"s1": FakeHotel("Taj Holiday Village", Decimal(11_000))}
    )
    registry = SupplierRegistry({Supplier.TRAVCLAN: travclan, Supplier.SERPAPI: serpapi})
    async with open_app(settings, clock=clock, suppliers=registry) as app:
        yield Scene(app, clock, travclan, serpapi)
