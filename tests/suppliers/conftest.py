"""Gateways against a server with scripted answers, and the recordings if present."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from domain.stay import Room, Stay
from domain.suppliers.assembly import build_registry
from domain.suppliers.contract import (
    Coordinates,
    HotelRef,
    Place,
    PriceQuestion,
    Supplier,
    SupplierGateway,
)
from domain.suppliers.registry import SupplierRegistry
from tests.conftest import FakeClock
from tests.suppliers.answering import AnsweringServer, answering_server
from tests.suppliers.emulators import running_sandbox, supplier_settings

RECORDINGS = Path(__file__).parents[3] / "shared" / "data"
GOA = Place("Goa", "IN", "India", Coordinates(15.49, 73.82))
QUESTION = PriceQuestion(
    Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2, (6,)),)), "IN", "INR"
)


def hotel_at(supplier: Supplier, supplier_id: str = "42") -> HotelRef:
    """Return a hotel under a supplier's id."""
    return HotelRef(supplier, supplier_id, "Taj", GOA)


@pytest.fixture
def recording() -> Callable[[str], Any]:
    """Read a recorded answer, or skip by name where there are none."""

    def read(name: str) -> Any:
        path = RECORDINGS / name
        if not path.exists():
            pytest.skip(f"the recording {name} is not here")
        return json.loads(path.read_text())

    return read


@pytest.fixture
async def server() -> AsyncIterator[AnsweringServer]:
    """The server with scripted answers."""
    async with answering_server() as running:
        running.will_answer(
            "/authentication/internal/service/login",
            (200, {"AccessToken": "first", "RefreshToken": "again"}),
        )
        running.will_answer(
            "/authentication/internal/service/refresh", (200, {"accessToken": "second"})
        )
        running.will_answer(
            "/api/v1/locations/search",
            (200, {"results": [{"id": 7, "name": "Goa", "type": "State", "country": "IN"}]}),
        )
        yield running


@pytest.fixture
async def registry(server: AnsweringServer, clock: FakeClock) -> AsyncIterator[SupplierRegistry]:
    """Both gateways, asking the server, with a deadline of a second and a half."""
    built = build_registry(supplier_settings(server.url, 1.5), clock)
    yield built
    await built.aclose()


@pytest.fixture
def travclan(registry: SupplierRegistry) -> SupplierGateway:
    """TravClan's gateway."""
    return registry.gateways[Supplier.TRAVCLAN]


@pytest.fixture
def serpapi(registry: SupplierRegistry) -> SupplierGateway:
    """SerpAPI's gateway."""
    return registry.gateways[Supplier.SERPAPI]


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    """The emulators as a process on a free port."""
    with running_sandbox() as url:
        yield url


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A hand on the market, which is put back to its seed with every fault taken away."""
    async with httpx.AsyncClient(base_url=sandbox_url, timeout=10) as client:
        (await client.delete("/sandbox/faults")).raise_for_status()
        (await client.post("/sandbox/reset")).raise_for_status()
        yield client
