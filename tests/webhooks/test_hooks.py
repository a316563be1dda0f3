"""Webhooks by the API and on their page."""

import httpx
import pytest

from tests.webhooks.conftest import Service
from tests.webhooks.pages import Browser
from tests.webhooks.signing_in import EMAIL, PASSWORD

WISH = {"url": "https://example.com/hotels?token=t0p", "events": ["alert.created"]}


async def test_a_webhook_is_made_changed_tried_and_removed(
    service: Service, asha: httpx.AsyncClient
) -> None:
    answer = await asha.post("/webhooks", json=WISH)
    made = answer.json()
    assert (answer.status_code, made["secret"][:6]) == (201, "whsec_")
    assert answer.headers["location"] == f"/api/v1/webhooks/{made['id']}"
    (listed,) = (await asha.get("/webhooks")).json()["items"]
    assert "secret" not in listed
    assert (listed["url"], listed["events"], listed["is_active"]) == (*WISH.values(), True)
    one = f"/webhooks/{made['id']}"
    changed = (await asha.patch(one, json={"events": ["tracker.ended"], "is_active": False})).json()
    assert (changed["events"], changed["is_active"]) == (["tracker.ended"], False)
    assert (await asha.post(f"{one}/ping")).status_code == 202
    assert await service.value("SELECT kind FROM outbox_messages WHERE channel='webhook'") == "ping"
    assert (await asha.delete(one)).status_code == 204
    assert (await asha.get(one)).status_code == 404


@pytest.mark.parametrize(
    "wish",
    [
        WISH | {"url": "http://example.com/"}, WISH | {"url": "https://169.254.169.254/"},
        WISH | {"url": "https://localhost:8443/"}, WISH | {"events": []},
        WISH | {"events": ["everything"]}, WISH | {"secret": "mine"}, {},
    ],
)  # fmt: skip
async def test_what_cannot_be_told_there_is_refused(
    asha: httpx.AsyncClient, wish: dict[str, object]
) -> None:
    assert (await asha.post("/webhooks", json=wish)).status_code == 422


async def test_a_key_makes_no_webhook(asha: httpx.AsyncClient, service: Service) -> None:
    scopes = {"name": "x", "scopes": ["read", "search", "track"]}
    key = (await asha.post("/keys", json=scopes)).json()["key"]
    program = service.client(Authorization=f"Bearer {key}")
    assert (await program.post("/webhooks", json=WISH)).status_code == 403


async def test_the_page_adds_tries_switches_and_deletes(
    service: Service, asha: httpx.AsyncClient
) -> None:
    browser = Browser(service.web)
    await browser.open("/account/login?next=/account/webhooks")
    await browser.send("/account/login", email=EMAIL, password=PASSWORD)
    await browser.open("/account/webhooks")
    refused = await browser.send("/account/webhooks", url="http://10.0.0.1/x")
    assert (browser.status, "public address" in refused) == (422, True)
    assert 'value="http://10.0.0.1/x"' in browser.page
    seen = await browser.send("/account/webhooks", url=WISH["url"])  # type: ignore[arg-type]
    assert "whsec_" in seen
    (hook,) = (await asha.get("/webhooks")).json()["items"]
    address = f"/account/webhooks/{hook['id']}"
    assert "whsec_" not in await browser.open("/account/webhooks")
    assert "on its way" in await browser.send(f"{address}/ping")
    assert "Switch on" in await browser.send(f"{address}/off")
    assert "Switch off" in await browser.send(f"{address}/on")
    other = Browser(service.web)
    await other.post(f"{address}/delete", {})
    assert len((await asha.get("/webhooks")).json()["items"]) == 1
    await browser.send(f"{address}/delete")
    assert (await asha.get("/webhooks")).json()["items"] == []
    for odd in ("0", "x", "9" * 30, "-1"):
        await browser.post(f"/account/webhooks/{odd}/delete", {"csrf": ""})
        assert browser.status in {403, 404}
