"""Whoever looks with a browser is refused by a page in their language; programs get a problem."""

from datetime import timedelta
from functools import partial

import httpx
import pytest

from bot.locales import translator
from domain.app import App
from domain.languages import LANGUAGES
from domain.maintenance import begin_maintenance
from tests.webhooks.pages import words
from tests.webhooks.test_guards import talking_to, web_of
from webhooks.app import create_web
from webhooks.middlewares.shedding import Shedding
from webhooks.pages.rendering import art_address

SITE = "https://often.example"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def looking(language: str = "en", **more: str) -> dict[str, str]:
    """Return the headers of a browser that opens an address."""
    return {"Accept": HTML, "Accept-Language": f"{language};q=0.9", **more}


async def assert_page(
    client: httpx.AsyncClient, method: str, address: str, status: int, title: str, **more: str
) -> None:
    """Assert that a browser sees `title` in each language, and a program a problem."""
    for language in LANGUAGES:
        answer = await client.request(method, address, headers=looking(language, **more))
        assert (answer.status_code, answer.headers["content-type"]) == (
            status, "text/html; charset=utf-8",
        )  # fmt: skip
        assert f'<html lang="{language}">' in answer.text
        assert f"<h1>{translator(language).gettext(title)}</h1>" in answer.text
        assert answer.headers["x-frame-options"] == "DENY"
    told = await client.request(method, address, headers={"Accept": "*/*", **more})
    assert (told.status_code, told.headers["content-type"]) == (status, "application/problem+json")
    assert told.json()["status"] == status


async def test_a_pause_is_told_on_a_page_that_looks_like_ours(app: App) -> None:
    await begin_maintenance(app.redis, app.clock.now(), timedelta(minutes=20))
    async with talking_to(create_web(app)) as client:
        for address in ("/account/login", "/", "/account/alerts/12", "/nowhere"):
            await assert_page(client, "GET", address, 503, "We’ll be right back")
        page = await client.get("/account/login?next=/account/keys", headers=looking("es"))
        assert 0 < int(page.headers["retry-after"]) <= 1200
        assert 'href="/account/login?next=/account/keys"' in page.text
        # What the page shows is there meanwhile, and programs are told as ever.
        assert (await client.get(art_address("style.css"))).status_code == 200
        told = await client.get("/api/v1/me", headers=looking())
        assert told.headers["content-type"] == "application/problem+json"


async def test_too_much_at_once_is_told_on_a_page(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webhooks.app.Shedding", partial(Shedding, most=0))
    async with talking_to(create_web(app)) as client:
        await assert_page(client, "GET", "/account", 503, "We’ll be right back")
        assert (await client.get(art_address("style.css"))).status_code == 200
        told = await client.get("/api/v1/me", headers={"Accept-Language": "ru"})
        assert told.headers["retry-after"] == "2"
        assert told.json()["detail"].startswith("Сейчас слишком много запросов")


async def test_what_is_nowhere_or_takes_no_such_request_is_told_on_a_page(app: App) -> None:
    async with talking_to(create_web(app)) as client:
        await assert_page(client, "GET", "/nowhere", 404, "This page isn’t here")
        await assert_page(client, "POST", "/", 405, "This page isn’t here")
        await assert_page(client, "DELETE", "/account/login", 405, "This page isn’t here")
        size = {"Content-Length": "2000000"}
        await assert_page(client, "POST", "/account/login", 413, "That didn’t work", **size)
        lost = await client.get("/account/nowhere/at/all", headers=looking())
        assert "<h1>This page isn’t here</h1>" in lost.text


async def test_a_fault_of_ours_is_told_on_a_page(app: App) -> None:
    web = create_web(app)

    @web.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    async with talking_to(web) as client:
        await assert_page(client, "GET", "/broken", 500, "That didn’t work")


@pytest.mark.parametrize("host", ["evil.example", "often.example.evil.example", "often.example:x"])
async def test_under_anothers_name_a_page_leads_to_our_address(app: App, host: str) -> None:
    async with talking_to(web_of(app, public_url=SITE)) as client:
        await assert_page(client, "GET", "/account", 400, "This isn’t our address", Host=host)
        page = await client.get("/account", headers=looking(Host=host))
    assert f'href="{SITE}/account"' in page.text
    assert f'href="{SITE}{art_address("style.css")}"' in page.text
    assert f"style-src {SITE};" in page.headers["content-security-policy"]
    assert "set-cookie" not in page.headers
    assert "evil" not in words(page.text)


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("often.example", True),
        ("OFTEN.example:443", True),
        ("a.below.example", True),
        ("below.example", False),
        ("x/a.below.example", False),
        ("evil@often.example", False),
        ("often.example:80:80", False),
        ("often.example.", False),
        ("[::1]", False),
        ("", False),
    ],
)
async def test_hosts_are_told_apart(app: App, host: str, is_ours: bool) -> None:
    web = web_of(app, public_url=SITE, trusted_hosts=("*.below.example",))
    async with talking_to(web) as client:
        answer = await client.get("/health", headers={"Host": host})
    assert answer.status_code == (200 if is_ours else 400)
