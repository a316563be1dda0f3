"""The service over Goa's two hotels and an airline, and people who call it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from domain.accounts.models import Role, User
from domain.app import App, open_app
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.suppliers.registry import SupplierRegistry
from tests.conftest import FakeClock
from tests.fake_flights import FakeFlights
from tests.fake_supplier import FakeHotel, FakeSupplier
from tests.webhooks.signing_in import EMAIL, bearing, sign_in
from webhooks.app import create_web

V1 = "/api/v1"


@dataclass
class Service:
    """The service, and what is behind it."""

    app: App
    web: FastAPI
    clock: FakeClock
    travclan: FakeSupplier
    serpapi: FakeSupplier
    airline: FakeFlights
    open: list[httpx.AsyncClient] = field(default_factory=list)

    def client(self, **headers: str) -> httpx.AsyncClient:
        """Return a client of the API, `headers` with every request."""
        transport = httpx.ASGITransport(self.web)
        client = httpx.AsyncClient(transport=transport, base_url=f"http://web{V1}", headers=headers)
        self.open.append(client)
        return client

    async def signed_in(self, email: str = EMAIL, role: Role = Role.TRAVELLER) -> httpx.AsyncClient:
        """Return a client that calls as somebody signed in."""
        client = self.client()
        tokens = await sign_in(client, self.app, email, base="")
        await User.filter(email=email).update(role=role)
        client.headers.update(bearing(tokens))
        return client

    def forget_callers(self) -> None:
        """Let the moment pass for which the doorkeeper remembers who calls."""
        self.web.state.doorkeeper.forget()

    async def value(self, sql: str, *args: Any) -> Any:
        """Read the database."""
        return await self.app.pool.fetchval(sql, *args)


@asynccontextmanager
async def serving_goa(settings: Settings, clock: FakeClock) -> AsyncIterator[Service]:
    """Open the service with Goa's two hotels and an airline."""
    travclan = FakeSupplier(
        Supplier.TRAVCLAN, clock,
        {"t1": FakeHotel("Taj Holiday Village", Decimal(10_000), stars=5, rating=4.5),
         "t2": FakeHotel("Palms Retreat", Decimal(5_000), stars=3)},
    )  # fmt: skip
    serpapi = FakeSupplier(
        Supplier.SERPAPI, clock, {"s1": FakeHotel("Taj Holiday Village", Decimal(11_000))}
    )
    airline = FakeFlights(clock, {"6E 1": Decimal(6000), "AI 2": Decimal(5500)})
    registry = SupplierRegistry(
        {Supplier.TRAVCLAN: travclan, Supplier.SERPAPI: serpapi}, flights=airline
    )
    async with open_app(settings, clock=clock, suppliers=registry) as app:
        web = create_web(app)
        service = Service(app, web, clock, travclan, serpapi, airline)
        yield service
        for client in service.open:
            await client.aclose()
        service.web.state.doorkeeper.close()


@pytest.fixture
async def service(settings: Settings, clock: FakeClock) -> AsyncIterator[Service]:
    """The service with Goa's two hotels and an airline."""
    async with serving_goa(settings, clock) as opened:
        yield opened


@pytest.fixture
async def asha(service: Service) -> httpx.AsyncClient:
    """Asha, signed in."""
    return await service.signed_in()
