"""PostgreSQL or Redis is away, or hangs: said at once, as what it is, to programs and people."""

import asyncio
import socket
from dataclasses import replace
from typing import Any

import asyncpg
import pytest
from aiohttp.test_utils import TestClient, TestServer
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.probes import probes_of
from domain.app import App
from domain.health import service as health
from domain.redis_answers import AnswerParser
from tests.patience import patience
from tests.webhooks.signing_in import bearing, sign_in
from tests.webhooks.test_guards import talking_to
from tests.webhooks.test_refusal_pages import looking
from webhooks.app import create_web


class Away:
    """A server that every question fails at."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, _name: str) -> Any:
        async def fail(*_question: object, **_more: object) -> None:
            raise self._error

        return fail


class Hanging:
    """A server that answers nothing; as PostgreSQL (asyncpg has it so), nor the wish to give up."""

    def __init__(self, *, is_stubborn: bool) -> None:
        self._times = 2 if is_stubborn else 1

    def __getattr__(self, _name: str) -> Any:
        async def hang(*_question: object, **_more: object) -> None:
            for time in range(self._times):
                try:
                    await asyncio.sleep(3)
                except asyncio.CancelledError:
                    if time + 1 == self._times:
                        raise

        return hang


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError("the address of a server"),
        TimeoutError(),
        asyncpg.ConnectionDoesNotExistError("lost"),
        asyncpg.CannotConnectNowError("it is starting up"),
        asyncpg.AdminShutdownError("it is being restarted"),
        asyncpg.TooManyConnectionsError("it is full"),
        socket.gaierror("no such name"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_without_the_database_programs_and_people_are_told_to_come_again(
    app: App, error: Exception
) -> None:
    async with talking_to(create_web(app)) as client:
        bearer = bearing(await sign_in(client, app))
    away = replace(app, pool=Away(error))  # type: ignore[arg-type]
    async with talking_to(create_web(away)) as client:
        for method, address in (("GET", "/api/v1/me"), ("GET", "/api/v1/trackers"),
                                ("POST", "/api/v1/folders")):  # fmt: skip
            more = {"Idempotency-Key": "abc"} if method == "POST" else {}
            told = await client.request(method, address, headers=bearer | more, json={"name": "x"})
            assert (told.status_code, told.json()["type"]) == (
                503, "urn:often-hotels:database-unavailable",
            )  # fmt: skip
            assert told.headers["retry-after"] == "10"
            assert "address of a server" not in told.text
        page = await client.get("/forecast", headers=looking("ru"))
        assert page.status_code == 503
        assert "<h1>Скоро вернёмся</h1>" in page.text
        assert 'href="/forecast"' in page.text


async def test_a_database_that_hangs_is_told_of_in_time(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.1)
    hanging = replace(app, pool=Hanging(is_stubborn=True))  # type: ignore[arg-type]
    async with talking_to(create_web(hanging)) as client, asyncio.timeout(2.9):
        assert (await client.get("/health/ready")).status_code == 503
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert 'often_server_up{server="postgresql"} 0.0' in answer.text


@pytest.mark.parametrize(
    "answer",
    [
        "OOM command not allowed when used memory > 'maxmemory'.",
        "READONLY You can't write against a read only replica.",
        "MISCONF Valkey is configured to save RDB snapshots, but it can't persist on disk.",
        "NOREPLICAS Not enough good replicas to write.",
        "LOADING Valkey is loading the dataset in memory",
        "BUSY Valkey is busy running a script.",
    ],
    ids=lambda answer: answer.split()[0],
)
async def test_a_redis_that_takes_no_writes_is_away_and_no_fault_of_ours(
    app: App, answer: str
) -> None:
    web = create_web(app)

    @web.get("/api/v1/full")
    async def full() -> None:
        raise AnswerParser.parse_error(answer)  # type: ignore[no-untyped-call]

    async with talking_to(web) as client:
        told = await client.get("/api/v1/full")
    assert (told.status_code, told.json()["type"]) == (503, "urn:often-hotels:queue-unavailable")
    assert told.headers["retry-after"] == "10"
    assert "maxmemory" not in told.text


@pytest.mark.parametrize(
    "redis",
    [Away(RedisConnectionError("lost")), Hanging(is_stubborn=False)],
    ids=["away", "hangs"],
)
async def test_without_redis_pages_and_figures_are_there(
    app: App, monkeypatch: pytest.MonkeyPatch, redis: Any
) -> None:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.1)
    monkeypatch.setattr("domain.maintenance.PATIENCE_SECONDS", 0.1)
    without = replace(app, redis=redis)
    async with talking_to(create_web(without)) as client, patience(30):
        assert (await client.get("/account/login")).status_code == 200
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert 'often_server_up{server="redis"} 0.0' in answer.text
    assert "often_travellers " in answer.text


async def test_a_process_without_a_web_tells_which_server_is_away(app: App) -> None:
    away: Any = Away(ConnectionRefusedError("no"))
    for without, told in (
        (replace(app, pool=away), {"postgresql": "0.0", "redis": "1.0"}),
        (replace(app, redis=away), {"postgresql": "1.0", "redis": "0.0"}),
    ):
        async with TestClient(TestServer(probes_of(without))) as client:
            answer = await client.get("/metrics")
            text = await answer.text()
            assert answer.status == 200
            assert (await client.get("/health")).status == 200
            assert (await client.get("/health/ready")).status == 503
        for server, value in told.items():
            assert f'often_server_up{{server="{server}"}} {value}' in text
        assert "often_event_loop_lag_seconds" in text
