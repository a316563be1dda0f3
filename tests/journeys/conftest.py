"""The product, running for all journeys of a module."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import asyncpg
import pytest
import pytest_asyncio
import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.routing import Route

from devstack.plan import make_plan
from tests.journeys.fleet import SEVERAL, Balancer, Fleet
from tests.journeys.product import (
    WEBHOOK_SECRET,
    Product,
    await_health,
    free_port,
    make_service,
    running_product,
)
from tests.sandbox.telegram.serving import serving
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
async def fleet(
    journey_database: str,
    servers: Servers,
    worker_number: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Fleet]:
    """Three web services in webhook mode and three workers, on one database."""
    redis_url = servers.valkey.dsn(48 + worker_number)
    async with Redis.from_url(redis_url) as client:
        await client.flushdb()
    folder, balancer = tmp_path_factory.mktemp("fleet"), Balancer()
    app = Starlette(routes=[Route("/{path:path}", balancer.pass_on, methods=["GET", "POST"])])
    config = uvicorn.Config(app, port=0, ws="none", log_config=None)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serving(uvicorn.Server(config)))
        plan = make_plan(folder, {
            "DATABASE_URL": journey_database, "REDIS_URL": redis_url, "SANDBOX_PORT": free_port(),
            "WEB_PORT": free_port(), "BOT_MODE": "webhook", "PUBLIC_URL": address,
            "WEBHOOK_SECRET": WEBHOOK_SECRET,
        })  # fmt: skip
        environment = dict(plan.environment)
        sandbox = make_service("sandbox", "sandbox", environment, folder)
        stack.push_async_callback(sandbox.stop)
        await sandbox.start(print)
        await await_health(f"{plan.sandbox_url}/sandbox/health")
        fleet = Fleet(balancer, address, plan.sandbox_url, folder, environment, stack)
        for _ in range(SEVERAL):
            await asyncio.gather(fleet.add_web(), fleet.add_worker())
        yield fleet


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
