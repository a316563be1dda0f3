"""Linking on the web as people and attackers try it, over HTTP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastapi import FastAPI

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.linking.requests import begin_in_chat, confirm_in_chat, open_in_chat
from tests.webhooks.pages import Browser, code_of, forms
from webhooks.app import create_web

EMAIL, PASSWORD = "asha@example.com", "correct horse battery"


@pytest.fixture
async def web(app: App) -> AsyncIterator[FastAPI]:
    """The service."""
    web = create_web(app)
    yield web
    web.state.doorkeeper.close()


async def signed_in(web: FastAPI, app: App, email: str = EMAIL) -> Browser:
    """Return the browser of somebody who has an account."""
    browser = Browser(web)
    await browser.open("/account/register")
    await browser.send("/account/register", name="Asha", email=email, password=PASSWORD)
    await browser.open(f"/account/verify?code={await code_of(app, 'verify_email')}")
    await browser.send("/account/verify")
    await browser.send("/account/login", email=email, password=PASSWORD)
    return browser


async def in_chat(app: App, chat_id: int = 1) -> Traveller:
    return await meet_traveller(chat_id, "Asha", "en-IN", app.clock.now())


async def owner_of(app: App, chat_id: int = 1) -> Any:
    return await app.pool.fetchval(
        "SELECT email FROM chats c JOIN users u ON u.id = c.user_id WHERE c.id = $1", chat_id
    )


async def begun(browser: Browser) -> str:
    """Press the button on the account's page and return the secret for the chat."""
    await browser.open("/account")
    await browser.send("/account/link/begin")
    return forms(browser.page)["/account/link/finish"]["nonce"]


async def test_a_chat_is_linked_by_its_code_and_unlinked(web: FastAPI, app: App) -> None:
    browser = await signed_in(web, app)
    nonce = await begun(browser)
    # Telegram does not answer here, so the page says what to send.
    assert f"/start link_{nonce}" in browser.page
    traveller = await in_chat(app)
    offer = await open_in_chat(app, traveller, "Asha <b>(@asha)", nonce)
    code = await confirm_in_chat(app, traveller, offer.request_id)
    wrong = "000000" if code != "000000" else "111111"
    seen = await browser.send("/account/link/finish", code=wrong)
    assert "You have 4 more attempts" in seen
    assert browser.status == 400
    seen = await browser.send("/account/link/finish", code=code)
    assert "The chat is linked" in seen
    assert "Asha <b>(@asha)" in seen
    assert await owner_of(app) == EMAIL
    (unlink,) = [one for one in forms(browser.page) if one.endswith("/unlink")]
    assert "no longer linked" in await browser.send(unlink)
    assert await owner_of(app) is None


async def test_a_chats_request_needs_the_password(web: FastAPI, app: App) -> None:
    browser = await signed_in(web, app)
    nonce = await begin_in_chat(app, await in_chat(app), "Asha (@asha)")
    # Opening the address, which is all that an attacker can have somebody do, links nothing.
    seen = await browser.open(f"/account/link?code={nonce}")
    assert "Asha (@asha)" in seen
    assert await owner_of(app) is None
    for password in ("", "wrong"):
        seen = await browser.send("/account/link", password=password)
        assert "password is wrong" in seen
        assert await owner_of(app) is None
    assert "The chat is linked" in await browser.send("/account/link", password=PASSWORD)
    assert await owner_of(app) == EMAIL
    await browser.open(f"/account/link?code={nonce}")
    assert browser.status == 400


async def test_whoever_is_signed_out_signs_in_on_the_way(web: FastAPI, app: App) -> None:
    await signed_in(web, app)
    nonce = await begin_in_chat(app, await in_chat(app), "Asha")
    browser = Browser(web)
    await browser.open(f"/account/link?code={nonce}")
    assert browser.at.startswith("/account/login?next=")
    await browser.send("/account/login", email=EMAIL, password=PASSWORD)
    assert browser.at == f"/account/link?code={nonce}"
    await browser.send("/account/link", password=PASSWORD)
    assert await owner_of(app) == EMAIL


@pytest.mark.parametrize("action", ["link", "link/begin", "link/finish", "chats/1/unlink"])
async def test_another_site_links_and_unlinks_nothing(web: FastAPI, app: App, action: str) -> None:
    victim, attacker = await signed_in(web, app), await signed_in(web, app, "m@example.com")
    nonce = await begin_in_chat(app, await in_chat(app), "Mallory")
    await attacker.open("/account")
    foreign = forms(attacker.page)["/account/logout"]["csrf"]
    for csrf in ("", foreign):
        fields = {"csrf": csrf, "code": nonce, "nonce": nonce, "password": PASSWORD}
        await victim.post(f"/account/{action}", fields)
        assert victim.status == 403
    assert await owner_of(app) is None


async def test_a_browser_signed_in_as_the_attacker_is_not_made_so_by_another_site(
    web: FastAPI, app: App
) -> None:
    """Login CSRF: a victim in the attacker's account would link their own chat with it."""
    attacker = await signed_in(web, app, "m@example.com")
    await attacker.open("/account")
    victim = Browser(web)
    await victim.open("/account/login")
    foreign = forms(attacker.page)["/account/logout"]["csrf"]
    body = {"csrf": foreign, "email": "m@example.com", "password": PASSWORD}
    await victim.post("/account/login", body)
    assert victim.status == 403
    await victim.open("/account")
    assert victim.at.startswith("/account/login")


async def test_a_code_is_of_use_to_nobody_else(web: FastAPI, app: App) -> None:
    browser, other = await signed_in(web, app), await signed_in(web, app, "m@example.com")
    nonce = await begun(browser)
    traveller = await in_chat(app)
    offer = await open_in_chat(app, traveller, "Asha", nonce)
    code = await confirm_in_chat(app, traveller, offer.request_id)
    await begun(other)
    seen = await other.send("/account/link/finish", nonce=nonce, code=code)
    assert "expired or was already used" in seen
    assert await owner_of(app) is None


async def test_guessing_is_bounded(web: FastAPI, app: App) -> None:
    browser = await signed_in(web, app)
    nonce = await begun(browser)
    traveller = await in_chat(app)
    await open_in_chat(app, traveller, "Asha", nonce)
    for _ in range(5):
        await browser.send("/account/link/finish", code="1")
    assert "Please start again" in browser.page
    for _ in range(40):
        await browser.open(f"/account/link?code={'A' * 43}")
    assert browser.status == 429
    assert int(browser.headers["retry-after"]) > 0


@pytest.mark.parametrize("link", ["0", "-1", "x", "٣", "9" * 30, "1"])
async def test_a_link_of_nobodys_is_not_found(web: FastAPI, app: App, link: str) -> None:
    browser = await signed_in(web, app)
    await browser.open("/account")
    csrf = forms(browser.page)["/account/logout"]["csrf"]
    await browser.post(f"/account/chats/{link}/unlink", {"csrf": csrf})
    assert browser.status == 404
