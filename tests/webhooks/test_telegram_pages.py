"""Signing in and linking with Telegram's proof, with the sandbox as Telegram."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr

from domain.accounts.models import Chat, User
from domain.app import App
from tests.conftest import FakeClock
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller, plain_transport
from tests.tls import make_certificates
from tests.webhooks.pages import FORM, Browser, forms
from tests.webhooks.test_linking_pages import EMAIL, owner_of, signed_in
from webhooks.app import create_web

CLIENT, SECRET = "1000000001", SecretStr("sandbox-telegram-login")


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxClient]:
    """Telegram's side."""
    async with running_sandbox() as url, SandboxClient(url) as client:
        yield client


def web_over(app: App, sandbox: SandboxClient, **changes: str) -> FastAPI:
    """Return the service with the sandbox as Telegram's provider."""
    told = {
        "telegram_login_url": f"{sandbox.base_url}/oauth",
        "telegram_login_id": CLIENT,
        "telegram_login_secret": SECRET,
        "public_url": "http://127.0.0.1:8080",
        **changes,
    }
    return create_web(replace(app, settings=app.settings.model_copy(update=told)))


@pytest.fixture
async def web(app: App, sandbox: SandboxClient, clock: FakeClock) -> AsyncIterator[FastAPI]:
    """The service; the clock shows the provider's time."""
    clock.set(datetime.now(UTC))
    web = web_over(app, sandbox)
    yield web
    web.state.doorkeeper.close()


async def sent(browser: Browser, page: str = "/account/login") -> str:
    """Press the button on a page and return where at Telegram it leads."""
    await browser.open(page)
    fields = forms(browser.page)["/account/telegram"]
    answer = await browser.client.post(
        "/account/telegram", data=fields, headers=FORM, follow_redirects=False
    )
    assert answer.status_code == 303
    return answer.headers["location"]


async def agreed(address: str, who: Traveller) -> str:
    """Agree at Telegram and return the path that it leads back to."""
    async with httpx.AsyncClient(transport=plain_transport()) as http:
        assert (await http.get(address)).is_success
        answer = await http.post(address, data={"person": str(who.id)})
    back = urlsplit(answer.headers["location"])
    return f"{back.path}?{back.query}"


async def test_somebody_new_signs_in(web: FastAPI, sandbox: SandboxClient) -> None:
    asha = await sandbox.add_user("Asha", language_code="hi")
    browser = Browser(web)
    seen = await browser.open(await agreed(await sent(browser), asha))
    assert browser.at == "/account"
    assert "You sign in with Telegram." in seen
    chat = await Chat.get(id=asha.id).select_related("user")
    assert chat.user is not None
    assert chat.telegram_subject not in {None, str(asha.id)}


async def test_a_chats_account_is_the_one_that_is_signed_in_to(
    web: FastAPI, app: App, sandbox: SandboxClient
) -> None:
    asha = await sandbox.add_user("Asha", username="asha")
    browser = await signed_in(web, app)
    await browser.open(await agreed(await sent(browser, "/account"), asha))
    assert "Asha (@asha)" in browser.page
    assert await owner_of(app, asha.id) == EMAIL
    other = Browser(web)
    seen = await other.open(await agreed(await sent(other), asha))
    assert EMAIL in seen


async def test_an_answer_is_of_the_browser_that_asked(
    web: FastAPI, app: App, sandbox: SandboxClient
) -> None:
    attacker = await sandbox.add_user("Mallory")
    theirs, victim = Browser(web), await signed_in(web, app)
    back = await agreed(await sent(theirs), attacker)
    # A victim is led to the attacker's answer: signed in, signed out, or with an errand of theirs.
    for browser in (victim, Browser(web)):
        await browser.open(back)
        assert browser.status == 401
    await sent(victim, "/account")
    await victim.open(back)
    assert victim.status == 401
    assert await Chat.filter(id=attacker.id).count() == 0


async def test_an_answer_counts_once_and_not_for_long(
    web: FastAPI, sandbox: SandboxClient, clock: FakeClock
) -> None:
    asha = await sandbox.add_user("Asha")
    browser = Browser(web)
    back = await agreed(await sent(browser), asha)
    await browser.open(back)
    assert browser.at == "/account"
    await browser.open(back)
    assert browser.status == 401
    late = Browser(web)
    back = await agreed(await sent(late), asha)
    clock.advance(timedelta(minutes=10))
    await late.open(back)
    assert late.status == 401


async def test_who_signs_in_meanwhile_is_not_linked(
    web: FastAPI, app: App, sandbox: SandboxClient
) -> None:
    asha = await sandbox.add_user("Asha")
    await signed_in(web, app)
    browser = Browser(web)
    back = await agreed(await sent(browser), asha)
    await browser.open("/account/login")
    await browser.send("/account/login", email=EMAIL, password="correct horse battery")
    await browser.open(back)
    assert browser.status == 401
    assert await owner_of(app, asha.id) is None


@pytest.mark.parametrize("part", ["state", "code"])
async def test_no_byte_of_the_answer_may_be_another(
    web: FastAPI, sandbox: SandboxClient, part: str
) -> None:
    asha = await sandbox.add_user("Asha")
    browser = Browser(web)
    back = await agreed(await sent(browser), asha)
    value = parse_qs(urlsplit(back).query)[part][0]
    changed = ("A" if value[0] != "A" else "B") + value[1:]
    await browser.open(back.replace(value, changed))
    assert browser.status == 401
    await browser.open("/account")
    assert browser.at.startswith("/account/login")


async def test_whoever_declines_is_back_where_they_were(web: FastAPI) -> None:
    browser = Browser(web)
    state = parse_qs(urlsplit(await sent(browser)).query)["state"][0]
    await browser.open(f"/account/telegram/back?state={state}&error=access_denied")
    assert browser.at.startswith("/account/login")


@pytest.mark.parametrize("fault", [{"kind": "status", "status": 500}, {"kind": "garbage"}])
async def test_a_provider_that_is_away_is_told(
    web: FastAPI, sandbox: SandboxClient, fault: dict[str, object]
) -> None:
    asha = await sandbox.add_user("Asha")
    browser = Browser(web)
    back = await agreed(await sent(browser), asha)
    await sandbox.call("POST", "faults", {"target": "oauth", **fault})
    assert "Telegram isn’t answering" in await browser.open(back)
    assert browser.status == 503


async def test_the_providers_new_key_is_taken(web: FastAPI, sandbox: SandboxClient) -> None:
    asha = await sandbox.add_user("Asha")
    await sandbox.call("POST", "oauth", {"rotate": True})
    browser = Browser(web)
    await browser.open(await agreed(await sent(browser), asha))
    assert browser.at == "/account"


async def test_a_banned_account_is_not_signed_in_to(web: FastAPI, sandbox: SandboxClient) -> None:
    asha = await sandbox.add_user("Asha")
    browser = Browser(web)
    await browser.open(await agreed(await sent(browser), asha))
    await User.all().update(is_active=False)
    other = Browser(web)
    await other.open(await agreed(await sent(other), asha))
    assert other.status == 403


@pytest.mark.parametrize("public_url", ["http://hotels.example", "http://127.0.0.1:8080"])
async def test_without_https_telegram_is_not_offered(
    app: App, sandbox: SandboxClient, public_url: str
) -> None:
    web = web_over(
        app, sandbox, public_url=public_url, telegram_login_url="https://oauth.telegram.org"
    )
    browser = Browser(web)
    await browser.open("/account/login")
    assert "/account/telegram" not in forms(browser.page)
    web.state.doorkeeper.close()


async def test_a_strict_provider_leads_back_over_tls(
    app: App, sandbox: SandboxClient, clock: FakeClock, tmp_path: Path
) -> None:
    """As Telegram itself: HTTPS alone, here with a certificate of our own."""
    clock.set(datetime.now(UTC))
    await sandbox.call("POST", "oauth", {"strict": True})
    asha = await sandbox.add_user("Asha")
    root, context = make_certificates(tmp_path)
    listener = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
    port = listener.sockets[0].getsockname()[1]
    listener.close()
    address = f"https://localhost:{port}"
    web = web_over(app, sandbox, public_url=address)
    config = uvicorn.Config(web, host="127.0.0.1", port=port, log_config=None)
    config.load()
    config.ssl = context
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.02)
    trust = ssl.create_default_context(cafile=str(root))
    async with httpx.AsyncClient(verify=trust, base_url=address, trust_env=False) as browser:
        page = (await browser.get("/account/login")).text
        fields = forms(page)["/account/telegram"]
        answer = await browser.post("/account/telegram", data=fields, headers=FORM)
        back = await agreed(answer.headers["location"], asha)
        answer = await browser.get(back)
        assert answer.headers["location"] == "/account"
        cookies = answer.headers.get_list("set-cookie")
        assert any(one.startswith("__Host-often_access=") for one in cookies)
        assert all("Secure" in one for one in cookies)
        assert "You sign in with Telegram." in (await browser.get("/account")).text
    server.should_exit = True
    await serving
