"""Overload, from one caller or many: turned away politely, and nobody else waits for it."""

import asyncio

import httpx
from starlette.types import Receive, Scope, Send

from domain.settings import Settings
from tests.conftest import FakeClock
from tests.webhooks.conftest import serving_goa
from tests.webhooks.serving import serving
from webhooks.middlewares.shedding import Shedding


async def test_one_accounts_flood_is_slowed_and_another_is_served_meanwhile(
    settings: Settings, clock: FakeClock
) -> None:
    few = settings.model_copy(update={"api_requests_a_minute": 20})
    async with serving_goa(few, clock) as service:
        flooding = await service.signed_in()
        other = await service.signed_in("ravi@example.com")
        answers, served = await asyncio.gather(
            asyncio.gather(*(flooding.get("/trackers") for _ in range(60))),
            asyncio.gather(*(other.get("/trackers") for _ in range(10))),
        )
    slowed = [one for one in answers if one.status_code == 429]
    assert len(slowed) >= 40
    assert all(int(one.headers["retry-after"]) > 0 for one in slowed)
    assert {one.status_code for one in served} == {200}


async def test_ten_times_too_much_is_shed_at_once_and_the_rest_is_served() -> None:
    under_way, most_seen, go_on = 0, 0, asyncio.Event()

    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        nonlocal under_way, most_seen
        if scope["type"] != "http":
            await receive()
            return
        under_way += 1
        most_seen = max(most_seen, under_way)
        await go_on.wait()
        under_way -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    async with (
        serving(Shedding(slow, most=10)) as port,
        httpx.AsyncClient(limits=httpx.Limits(max_connections=None), timeout=30) as client,
    ):
        url = f"http://127.0.0.1:{port}"
        asked = [asyncio.create_task(client.get(f"{url}/api/v1/me")) for _ in range(100)]
        while sum(one.done() for one in asked) < 90:
            await asyncio.sleep(0.01)
        # Monitoring and Telegram are not turned away in the meantime.
        watching = asyncio.create_task(client.get(f"{url}/health"))
        while under_way < 11:
            await asyncio.sleep(0.01)
        go_on.set()
        answers = await asyncio.gather(*asked)
        assert (await watching).status_code == 200
        assert (await client.get(f"{url}/api/v1/me")).status_code == 200
    shed = [one for one in answers if one.status_code == 503]
    assert (len(shed), len(answers), most_seen) == (90, 100, 11)
    assert all(one.headers["retry-after"] == "2" for one in shed)
    assert all(one.json()["type"] == "urn:often-hotels:overloaded" for one in shed)
