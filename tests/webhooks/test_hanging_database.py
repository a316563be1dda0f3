"""PostgreSQL that hangs as a whole: told of in a few seconds, forgotten once it goes on."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tortoise import Tortoise

from devstack.postgres import EmbeddedPostgres
from domain.app import App, open_app
from domain.db import tortoise_config
from domain.migration_executor import migrate
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.webhooks.signing_in import bearing, sign_in
from tests.webhooks.test_guards import talking_to
from webhooks.app import create_web

MOST_SECONDS = 20.0


async def _migrated(url: str) -> None:
    try:
        await migrate(tortoise_config(url))
    finally:
        await Tortoise.close_connections()


@pytest.fixture(scope="module")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of the test's own, which it may stop."""
    with TemporaryDirectory(prefix="often") as folder:
        Path(folder).chmod(0o755)  # the server's account must get through
        server = EmbeddedPostgres(Path(folder), durable=False)
        server.start()
        try:
            asyncio.run(_migrated(server.dsn()))
            yield server
        finally:
            server.stop()


@pytest.fixture
async def own(
    postgres: EmbeddedPostgres, settings: Settings, clock: FakeClock
) -> AsyncIterator[App]:
    """The product on that server."""
    address = {"database_url": SecretStr(postgres.dsn())}
    async with open_app(settings.model_copy(update=address), clock=clock) as app:
        yield app


@asynccontextmanager
async def running(app: App) -> AsyncIterator[FastAPI]:
    """Yield the service as it runs, with what watches it."""
    served = create_web(app)
    async with served.router.lifespan_context(served):
        yield served


@contextmanager
def stopped(postgres: EmbeddedPostgres) -> Iterator[None]:
    """Stop PostgreSQL with each of its processes, and let it go on at the end."""
    assert postgres.process is not None
    server = psutil.Process(postgres.process.pid)
    processes = [server, *server.children(recursive=True)]
    for one in processes:
        os.kill(one.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in reversed(processes):
            os.kill(one.pid, signal.SIGCONT)


async def timed(client: httpx.AsyncClient, path: str, **more: str) -> tuple[int, float]:
    """Return an answer's status, and after how many seconds it came."""
    began = time.monotonic()
    answer = await client.get(path, headers=more)
    return answer.status_code, time.monotonic() - began


async def test_readers_are_answered_in_a_few_seconds_and_served_as_soon_as_it_goes_on(
    own: App, postgres: EmbeddedPostgres
) -> None:
    async with running(own) as web, talking_to(web) as client:
        bearer = bearing(await sign_in(client, own))
        paths = ["/api/v1/me", "/api/v1/trackers", "/api/v1/bookings", "/savings"] * 10
        with stopped(postgres):
            web.state.doorkeeper.forget()
            told = await asyncio.gather(*(timed(client, path, **bearer) for path in paths))
            assert {status for status, _ in told} == {503}
            assert max(seconds for _, seconds in told) < MOST_SECONDS
            assert (await timed(client, "/health"))[1] < MOST_SECONDS
        told = await asyncio.gather(*(timed(client, path, **bearer) for path in paths))
        assert {status for status, _ in told} == {200}
        assert max(seconds for _, seconds in told) < MOST_SECONDS / 2


async def test_a_request_that_only_takes_long_is_left_alone(own: App) -> None:
    async with running(own) as web, talking_to(web) as client:

        @web.get("/api/v1/long")
        async def long() -> int:
            found: int = await own.pool.fetchval("SELECT 1 FROM pg_sleep(2.5)")
            return found

        assert (await client.get("/api/v1/long")).json() == 1
