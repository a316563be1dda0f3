"""The account inside Telegram: opened by the sandbox's button, proved by what it hands over."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from domain.app import App
from sandbox.telegram.mini_app import PUBLIC_KEY
from tests.conftest import FakeClock
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller, plain_transport
from tests.webhooks.pages import Browser
from webhooks.app import create_web

PAGE = "http://127.0.0.1:8080/account/app"


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    """Telegram's side."""
    async with running_sandbox() as url, SandboxClient(url) as client:
        yield client


@pytest.fixture
async def web(app: App, clock: FakeClock) -> AsyncIterator[FastAPI]:
    """The service; the clock shows Telegram's time."""
    clock.set(datetime.now(UTC))
    told = {"telegram_app_key": PUBLIC_KEY}
    web = create_web(replace(app, settings=app.settings.model_copy(update=told)))
    yield web
    web.state.doorkeeper.close()


async def opened(app: App, sandbox: SandboxClient, who: Traveller) -> str:
    """Have the bot send a button, press it, and return the fragment of the page's address."""
    await sandbox.say(who, "/start")
    token = app.settings.bot_token.get_secret_value()
    markup = {"inline_keyboard": [[{"text": "Account", "web_app": {"url": PAGE}}]]}
    async with httpx.AsyncClient(transport=plain_transport()) as bot:
        answer = await bot.post(
            f"{sandbox.base_url}/bot{token}/sendMessage",
            json={"chat_id": who.chat_id, "text": "Here", "reply_markup": markup},
        )
        assert answer.is_success, answer.text
    address = urlsplit((await sandbox.press(who, "Account"))["url"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == PAGE
    proof: str = parse_qs(address.fragment)["tgWebAppData"][0]
    return proof


async def enter(web: FastAPI, proof: str) -> Browser:
    browser = Browser(web)
    await browser.open("/account/app")
    await browser.send("/account/app", init_data=proof)
    return browser


async def test_it_signs_in_whoever_opened_it(
    web: FastAPI, app: App, sandbox: SandboxClient
) -> None:
    asha = await sandbox.add_user("Asha")
    browser = await enter(web, await opened(app, sandbox, asha))
    assert browser.at == "/account"
    assert "You sign in with Telegram." in browser.page


async def test_a_proof_counts_once_and_for_an_hour(
    web: FastAPI, app: App, sandbox: SandboxClient, clock: FakeClock
) -> None:
    asha = await sandbox.add_user("Asha")
    proof = await opened(app, sandbox, asha)
    assert (await enter(web, proof)).at == "/account"
    again = await enter(web, proof)
    assert (again.status, again.at) == (401, "/account/app")
    late = await opened(app, sandbox, asha)
    clock.advance(timedelta(hours=1, minutes=1))
    assert (await enter(web, late)).status == 401


async def test_another_site_cannot_send_a_proof(
    web: FastAPI, app: App, sandbox: SandboxClient
) -> None:
    proof = await opened(app, sandbox, await sandbox.add_user("Mallory"))
    victim = Browser(web)
    await victim.open("/account/app")
    await victim.post("/account/app", {"init_data": proof})
    assert victim.status == 403


@pytest.mark.parametrize("proof", ["", "hash=x", "user=%7B%22id%22%3A1%7D&auth_date=1&hash=00"])
async def test_what_proves_nobody_is_refused(web: FastAPI, proof: str) -> None:
    assert (await enter(web, proof)).status == 401


async def test_its_script_is_a_file_and_the_only_one(web: FastAPI) -> None:
    browser = Browser(web)
    await browser.open("/account/app")
    policy = browser.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    (script,) = [one for one in browser.page.split('"') if "app.js" in one]
    await browser.open(script)
    assert browser.headers["content-type"].startswith("text/javascript")
