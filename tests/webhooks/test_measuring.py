"""What processes measure of themselves, and the port on which those without a web tell it."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.probes import probes_of
from domain.app import App
from domain.metrics import JOBS, KNOWN_METHODS, REGISTERED, timed
from tests.conftest import FakeClock
from tests.webhooks.signing_in import sign_in
from tests.webhooks.test_guards import talking_to
from webhooks.app import create_web
from webhooks.metrics import KEPT
from workers.metrics import measured


def samples(text: str, name: str) -> list[dict[str, str]]:
    families = text_string_to_metric_families(text)
    return [s.labels for family in families for s in family.samples if s.name == name]


async def test_requests_are_measured_with_labels_that_are_few(app: App) -> None:
    transport = httpx.ASGITransport(create_web(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        # Tests before this one have been measured as well.
        before = samples((await client.get("/metrics")).text, "often_request_seconds_count")
        for number in range(50):
            await client.get(f"/api/v1/trackers/{number}")
            await client.get(f"/nowhere/{number}")
            await client.request(f"M{number}", "/health")
        text = (await client.get("/metrics")).text
    told = samples(text, "often_request_seconds_count")
    assert len([one for one in told if one not in before]) < 10
    assert {"method": "GET", "route": "/api/v1/trackers/{tracker_id}", "status": "4xx"} in told
    assert {one["method"] for one in told} <= KNOWN_METHODS | {"other"}
    assert samples(text, "often_server_up")


async def test_who_scrapes_at_once_asks_the_servers_once_and_learns_the_rest_seconds_later(
    app: App, clock: FakeClock
) -> None:
    questions: list[str] = []

    class Counting:
        """The database, which counts the questions."""

        def __getattr__(self, name: str) -> Any:
            asked = getattr(app.pool, name)

            def ask(*question: Any, **more: Any) -> Any:
                questions.append(name)
                return asked(*question, **more)

            return ask

    database: Any = Counting()

    async def travellers() -> float:
        text = (await client.get("/metrics")).text
        families = text_string_to_metric_families(text)
        return next(s.value for f in families for s in f.samples if s.name == "often_travellers")

    async with talking_to(create_web(replace(app, pool=database))) as client:
        assert await travellers() == 0
        alone = len(questions)
        clock.advance(KEPT)
        assert {*await asyncio.gather(*(travellers() for _ in range(8)))} == {0}
        assert len(questions) == alone * 2
        await sign_in(client, app)
        questions.clear()
        assert await travellers() == 0
        assert questions == []
        clock.advance(KEPT)
        assert await travellers() == 1


async def test_a_process_without_a_web_tells_how_it_fares(app: App) -> None:
    async with TestClient(TestServer(probes_of(app))) as client:
        assert await (await client.get("/health")).json() == {"status": "ok"}
        assert (await client.get("/health/ready")).status == 200
        text = await (await client.get("/metrics")).text()
    assert "often_event_loop_lag_seconds" in text


async def test_a_job_is_measured_under_its_own_name_whatever_becomes_of_it() -> None:
    async def look_around(_ctx: dict[str, str]) -> int:
        raise ZeroDivisionError

    job = measured(look_around)
    assert job.__name__ == "look_around"
    with pytest.raises(ZeroDivisionError):
        await job({"job_id": "x"})
    labels = {"job": "look_around", "outcome": "failed"}
    assert REGISTERED.get_sample_value("often_job_seconds_count", labels) == 1
    with timed(JOBS, "look_around"):
        pass
    labels["outcome"] = "ok"
    assert REGISTERED.get_sample_value("often_job_seconds_count", labels) == 1
