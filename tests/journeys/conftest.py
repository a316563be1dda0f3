"""The product, running for all journeys of a module."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from tests.journeys.product import WEBHOOK_SECRET, Product, free_port, running_product
from tests.sandbox_client import SandboxClient
from tests.servers import Servers, copy_template


@pytest.fixture(scope="module")
def journey_database(servers: Servers, worker_number: int) -> str:
    """A database of the journeys' own, since processes work on it all the time."""
    return asyncio.run(copy_template(servers.postgres, f"often_journey_{worker_number}"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def product(
    journey_database: str,
    servers: Servers,
    worker_number: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Product]:
    """The product in polling mode."""
    folder = tmp_path_factory.mktemp("product")
    redis = servers.valkey.dsn(32 + worker_number)
    async with running_product(journey_database, redis, folder, ("bot", "worker")) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hooked_product(
    journey_database: str,
    servers: Servers,
    worker_number: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Product]:
    """The product in webhook mode: the web service takes the updates."""
    folder = tmp_path_factory.mktemp("hooked")
    port = free_port()
    async with running_product(
        journey_database,
        servers.valkey.dsn(48 + worker_number),
        folder,
        ("web", "bot"),
        BOT_MODE="webhook",
        WEB_PORT=port,
        PUBLIC_URL=f"http://127.0.0.1:{port}",
        WEBHOOK_SECRET=WEBHOOK_SECRET,
    ) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox(product: Product) -> AsyncIterator[SandboxClient]:
    """People who write to the bot."""
    async with SandboxClient(product.sandbox_url, patience=30) as client:
        yield client


@pytest_asyncio.fixture(loop_scope="module")
async def database(journey_database: str) -> AsyncIterator[asyncpg.Connection]:
    """The product's database, to read."""
    connection = await asyncpg.connect(journey_database)
    yield connection
    await connection.close()
