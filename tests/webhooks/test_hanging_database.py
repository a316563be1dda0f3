"""PostgreSQL that hangs as a whole: told of in a few seconds, and forgotten as soon as it goes on."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest
from fastapi import FastAPI

from domain.app import App
from tests.servers import Servers
from tests.webhooks.signing_in import bearing, sign_in
from tests.webhooks.test_guards import talking_to
from webhooks.app import create_web

MOST_SECONDS = 6.0


@contextmanager
def stopped(servers: Servers) -> Iterator[None]:
    """Stop PostgreSQL with each of its processes, and let it go on at the end."""
    assert servers.postgres.process is not None
    server = psutil.Process(servers.postgres.process.pid)
    processes = [server, *server.children(recursive=True)]
    for one in processes:
        os.kill(one.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for one in reversed(processes):
            os.kill(one.pid, signal.SIGCONT)


@pytest.fixture
async def web(app: App) -> AsyncIterator[FastAPI]:
    """The service as it runs, with what watches it."""
    served = create_web(app)
    async with served.router.lifespan_context(served):
        yield served


async def timed(client: httpx.AsyncClient, path: str, **more: str) -> tuple[int, float]:
    """Return an answer's status, and after how many seconds it came."""
    began = time.monotonic()
    answer = await client.get(path, headers=more)
    return answer.status_code, time.monotonic() - began


async def test_readers_are_answered_in_a_few_seconds_and_served_as_soon_as_it_goes_on(
    app: App, web: FastAPI, servers: Servers
) -> None:
    async with talking_to(web) as client:
        bearer = bearing(await sign_in(client, app))
        paths = ["/api/v1/me", "/api/v1/trackers", "/api/v1/bookings", "/savings"] * 10
        with stopped(servers):
            web.state.doorkeeper.forget()
            told = await asyncio.gather(*(timed(client, path, **bearer) for path in paths))
            assert {status for status, _ in told} == {503}
            assert max(seconds for _, seconds in told) < MOST_SECONDS
            assert (await timed(client, "/health"))[1] < 1
        told = await asyncio.gather(*(timed(client, path, **bearer) for path in paths))
        assert {status for status, _ in told} == {200}
        assert max(seconds for _, seconds in told) < MOST_SECONDS / 2


async def test_a_request_that_only_takes_long_is_left_alone(app: App, web: FastAPI) -> None:
    @web.get("/api/v1/long")
    async def long() -> int:
        found: int = await app.pool.fetchval("SELECT 1 FROM pg_sleep(2.5)")
        return found

    async with talking_to(web) as client:
        assert (await client.get("/api/v1/long")).json() == 1
