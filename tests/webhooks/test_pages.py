"""The pages over HTTP, as a browser without JavaScript uses them."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from bot.locales import translator
from domain.accounts.models import User
from domain.accounts.sessions import Device
from domain.app import App
from tests.conftest import FakeClock
from tests.webhooks.pages import FIREFOX, Browser, code_of, forms
from webhooks.app import create_web
from webhooks.pages.devices import device_name
from webhooks.pages.visit import own_address

EMAIL, PASSWORD = "asha@example.com", "correct horse battery"
OTHER = "another horse battery"


@pytest.fixture
async def web(app: App) -> AsyncIterator[FastAPI]:
    """The service."""
    web = create_web(app)
    yield web
    web.state.doorkeeper.close()


@pytest.fixture
async def asha(web: FastAPI, app: App) -> Browser:
    """Asha's browser, signed in to an account that she has just created."""
    browser = Browser(web)
    await browser.open("/account/register")
    await browser.send("/account/register", name="Asha", email=EMAIL, password=PASSWORD)
    await browser.open(f"/account/verify?code={await code_of(app, 'verify_email')}")
    await browser.send("/account/verify")
    await browser.send("/account/login", email=EMAIL, password=PASSWORD)
    return browser


async def test_an_account_is_created_step_by_step(web: FastAPI, app: App) -> None:
    browser = Browser(web)
    assert "Sign in" in await browser.open("/")
    await browser.open("/account/register")
    seen = await browser.send("/account/register", name="Asha", email=EMAIL, password=PASSWORD)
    assert EMAIL in seen
    address = f"/account/verify?code={await code_of(app, 'verify_email')}"
    for _ in range(2):
        # A mail program looks at the link first: that confirms nothing.
        assert "Confirm address" in await Browser(web).open(address)
    await browser.open(address)
    assert "You can sign in now" in await browser.send("/account/verify")
    seen = await browser.send("/account/login", email=EMAIL, password=PASSWORD)
    assert browser.at == "/account"
    assert "Asha" in seen
    assert EMAIL in seen
    assert "Chrome, Linux This device" in seen


async def test_a_link_works_once(web: FastAPI, asha: Browser, app: App) -> None:
    await asha.open("/account/forgot")
    await asha.send("/account/forgot", email=EMAIL)
    address = f"/account/reset?code={await code_of(app, 'reset_password')}"
    stranger = Browser(web)
    await stranger.open(address)
    assert "at least 10 characters" in await stranger.send("/account/reset", password="short")
    assert "You can sign in with it" in await stranger.send("/account/reset", password=OTHER)
    await stranger.open(address)
    assert "already used" in await stranger.send("/account/reset", password=OTHER)
    assert stranger.status == 400
    # Existing sign-ins have ended.
    web.state.doorkeeper._remembered.clear()
    assert "Sign in" in await asha.open("/account")


@pytest.mark.usefixtures("asha")
async def test_what_is_refused_keeps_what_was_typed(web: FastAPI) -> None:
    stranger = Browser(web)
    await stranger.open("/account/login?next=/account/password")
    seen = await stranger.send("/account/login", email=EMAIL, password="wrong")
    assert "The email address or the password is wrong." in seen
    fields = forms(stranger.page)["/account/login"]
    assert (fields["email"], fields["password"]) == (EMAIL, "")
    assert stranger.status == 401
    await stranger.send("/account/login", password=PASSWORD)
    assert stranger.at == "/account/password"
    await stranger.open("/account/register")
    seen = await stranger.send("/account/register", name="<b>O", email="no", password=PASSWORD)
    assert "doesn’t look like an email" in seen
    assert forms(stranger.page)["/account/register"]["name"] == "<b>O"
    assert "<b>O" not in stranger.page


@pytest.mark.usefixtures("asha")
@pytest.mark.parametrize("address", ["/account", "/account/password", "/account/email"])
async def test_whoever_is_signed_out_signs_in_and_goes_on(web: FastAPI, address: str) -> None:
    browser = Browser(web)
    await browser.open(address)
    await browser.send("/account/login", email=EMAIL, password=PASSWORD)
    assert browser.at == address


async def test_a_password_is_changed_and_other_devices_are_out(asha: Browser, web: FastAPI) -> None:
    phone = Browser(web, agent=FIREFOX)
    await phone.open("/account/login")
    await phone.send("/account/login", email=EMAIL, password=PASSWORD)
    await asha.open("/account/password")
    assert "is wrong" in await asha.send("/account/password", old="x", password=OTHER)
    seen = await asha.send("/account/password", old=PASSWORD, password=OTHER)
    assert "all other devices were signed out" in seen
    assert "Firefox" not in seen
    web.state.doorkeeper._remembered.clear()
    await phone.open("/account")
    assert phone.at.startswith("/account/login")


async def test_an_address_is_changed_by_its_own_mailbox(asha: Browser, app: App) -> None:
    await asha.open("/account/email")
    seen = await asha.send("/account/email", email="Rao@Example.com", password=PASSWORD)
    assert "Check the inbox of your new address" in seen
    assert EMAIL in seen
    await asha.open(f"/account/confirm?code={await code_of(app, 'change_email')}")
    seen = await asha.send("/account/confirm")
    assert "Your new address is confirmed" in seen
    assert "rao@example.com" in seen


async def test_a_key_is_made_shown_once_used_and_deleted(asha: Browser, web: FastAPI) -> None:
    assert "Personal keys" in await asha.open("/account")
    await asha.open("/account/keys")
    seen = await asha.send("/account/keys", name="<b>My</b> assistant", search="", track="")
    (secret,) = re.findall(r"oh_[\w-]{43}", asha.page)
    assert "<b>My</b> assistant" in seen
    assert "Never used" in seen
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(web), base_url="http://web/api/v1",
        headers={"Authorization": f"Bearer {secret}"},
    ) as program:  # fmt: skip
        assert (await program.get("/trackers")).status_code == 200
        assert secret not in await asha.open("/account/keys")
        assert "Last used" in await asha.open("/account/keys")
        (delete,) = [action for action in forms(asha.page) if action.endswith("/delete")]
        assert "no longer works" in await asha.send(delete)
        assert (await program.get("/trackers")).status_code == 401
    csrf = forms(asha.page)["/account/logout"]["csrf"]
    for other in ("1", "x", "0", "9" * 30, "१"):
        await asha.post(f"/account/keys/{other}/delete", {"csrf": csrf})
        assert asha.status == 404, other
    await asha.post("/account/keys", {"name": "x", "read": "on"})
    assert asha.status == 403


@pytest.mark.parametrize("path", ["/account/nowhere", "/account/a/b/c", "/account/alerts/x"])
async def test_a_page_that_is_none_is_told_as_a_page(web: FastAPI, path: str) -> None:
    browser = Browser(web)
    seen = await browser.open(f"{path}?lang=es")
    assert (browser.status, "Esta página no existe" in seen) == (404, True)


async def test_a_page_that_fails_is_a_page_all_the_same(asha: Browser, app: App) -> None:
    await app.pool.execute("ALTER TABLE chat_links RENAME TO elsewhere")
    try:
        seen = await asha.open("/account")
    finally:
        await app.pool.execute("ALTER TABLE elsewhere RENAME TO chat_links")
    assert (asha.status, "went wrong on our side" in seen) == (500, True)


async def test_devices_are_shown_and_signed_out(asha: Browser, web: FastAPI) -> None:
    phone = Browser(web, agent=FIREFOX)
    await phone.open("/account/login")
    await phone.send("/account/login", email=EMAIL, password=PASSWORD)
    seen = await asha.open("/account")
    assert "Firefox, Android" in seen
    (end,) = [
        action
        for action in forms(asha.page)
        if action.startswith("/account/sessions/0") or action.endswith("/end")
    ]
    assert "The device was signed out" in await asha.send(end)
    await asha.post(end, {"csrf": forms(asha.page)["/account/logout"]["csrf"]})
    assert asha.status == 404
    web.state.doorkeeper._remembered.clear()
    await phone.open("/account")
    assert phone.at.startswith("/account/login")
    await asha.open("/account")
    assert "signed out on all devices" in await asha.send("/account/logout-all")


async def test_a_devices_last_use_is_shown(asha: Browser, clock: FakeClock) -> None:
    clock.advance(timedelta(hours=3))
    # The page itself is a use.
    assert "last used just now" in await asha.open("/account")
    assert "signed in 24 Nov 2026" in await asha.open("/account")


async def test_a_session_of_another_is_not_found(asha: Browser, web: FastAPI, app: App) -> None:
    user = await User.create(
        email="rao@example.com", currency="INR", nationality="IN", time_zone="Asia/Kolkata",
        created_at=app.clock.now(), last_seen_at=app.clock.now(),
    )  # fmt: skip
    accounts = web.state.doorkeeper.accounts
    pair = await accounts.sessions.begin(user.id, Device("Firefox", "203.0.113.7"), app.clock.now())
    token = forms(asha.page)["/account/logout"]["csrf"]
    await asha.post(f"/account/sessions/{pair.session_id}/end", {"csrf": token})
    assert asha.status == 404


@pytest.mark.parametrize("action", ["login", "register", "forgot", "verify", "reset", "confirm"])
async def test_a_form_of_another_site_is_refused(web: FastAPI, action: str) -> None:
    browser, attacker = Browser(web), Browser(web)
    await browser.open("/account/login")
    await attacker.open("/account/login")
    own = forms(browser.page)["/account/login"]["csrf"]
    foreign = forms(attacker.page)["/account/login"]["csrf"]
    address = f"/account/{action}"
    for fields in ({}, {"csrf": ""}, {"csrf": "x"}, {"csrf": foreign}, {"csrf": "é"}):
        assert "open for too long" in await browser.post(address, fields)
        assert browser.status == 403
    await browser.post(address, {"csrf": own}, **{"Sec-Fetch-Site": "cross-site"})
    assert browser.status == 403
    await browser.post(address, {"csrf": own}, **{"Sec-Fetch-Site": "same-site"})
    assert browser.status == 403


@pytest.mark.usefixtures("asha")
async def test_a_token_from_before_signing_in_opens_nothing_after(web: FastAPI) -> None:
    browser = Browser(web)
    await browser.open("/account/login")
    before = forms(browser.page)["/account/login"]["csrf"]
    await browser.send("/account/login", email=EMAIL, password=PASSWORD)
    for action in ("password", "email", "logout", "logout-all", "sessions/end-others"):
        await browser.post(f"/account/{action}", {"csrf": before})
        assert browser.status == 403
    await browser.open("/account")
    assert browser.at == "/account"


@pytest.mark.parametrize(
    "address",
    ["https://evil.example", "//evil.example", "/account//evil.example", "/account/\\evil",
     "/accounts", "/docs", "javascript:alert(1)", ""],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(address: str) -> None:
    assert own_address(address) == "/account"


@pytest.mark.parametrize(
    "address",
    ["/account/login", "/account/register", "/account/forgot", "/account/reset?code=x",
     "/account/verify?code=x", "/account/confirm?code=x", "/account", "/account/password"],
)  # fmt: skip
async def test_every_page_is_guarded(asha: Browser, web: FastAPI, address: str) -> None:
    for browser in (asha, Browser(web)):
        await browser.open(address)
        policy = browser.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert browser.headers["cache-control"] == "no-store"
        assert browser.headers["referrer-policy"] == "same-origin"
        assert browser.headers["x-frame-options"] == "DENY"
        assert browser.headers["x-content-type-options"] == "nosniff"
        assert "<script" not in browser.page
        assert " style=" not in browser.page


async def test_cookies_are_out_of_reach(web: FastAPI) -> None:
    browser = Browser(web)
    await browser.open("/account/login")
    for cookie in browser.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie


async def test_an_access_token_that_ran_out_is_renewed_in_passing(
    asha: Browser, web: FastAPI, clock: FakeClock
) -> None:
    for step, place in ((9, "/account"), (29, "/account"), (31, "/account/login?next=/account")):
        clock.advance(timedelta(days=step))
        web.state.doorkeeper._remembered.clear()
        await asha.open("/account")
        assert asha.at == place


async def test_the_page_speaks_the_visitors_language(web: FastAPI) -> None:
    browser = Browser(web, language="fr, ru;q=0.8")
    assert "Войти" in await browser.open("/account/login")
    assert "Iniciar sesión" in await browser.open("/account/login?lang=es")
    assert "Iniciar sesión" in await browser.open("/account/login")
    await browser.open("/account/login?lang=xx")
    assert '<html lang="es">' in browser.page
    await browser.open("/account/reset?code=abc&lang=hi")
    assert 'href="/account/reset?code=abc&amp;lang=ru"' in browser.page


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"csrf=" + b"x" * 20_000, "application/x-www-form-urlencoded"),
     (b"\xff=%ff", "application/x-www-form-urlencoded"),
     (b"email=%ff", "application/x-www-form-urlencoded"),
     (b"&".join(b"a%d=1" % n for n in range(99)), "application/x-www-form-urlencoded"),
     (b"{}", "application/json"),
     (b"", "text/plain")],
)  # fmt: skip
async def test_a_body_that_is_no_form_is_refused(
    web: FastAPI, body: bytes, content_type: str
) -> None:
    browser = Browser(web)
    answer = await browser.client.post(
        "/account/login", content=body, headers={"Content-Type": content_type}
    )
    assert answer.status_code == 400
    assert "couldn’t be read" in answer.text


@pytest.mark.usefixtures("asha")
async def test_too_many_tries_say_how_long_to_wait(web: FastAPI) -> None:
    browser = Browser(web)
    await browser.open("/account/login")
    for _ in range(11):
        seen = await browser.send("/account/login", email=EMAIL, password="wrong")
    assert "Too many attempts" in seen
    assert browser.status == 429
    assert int(browser.headers["retry-after"]) > 0


async def test_odd_input_is_taken_as_text(web: FastAPI) -> None:
    browser = Browser(web)
    await browser.open("/account/login")
    for text in (
        "\x00",
        "a\x00@b.c",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin1"),
        "<script>",
        "\u093c" * 300,
        "\u202e@x.y",
    ):
        await browser.send("/account/login", email=text, password=text)
        assert browser.status in {401, 429}
        assert "<script" not in browser.page


@pytest.mark.parametrize(
    ("agent", "name"),
    [("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
      "Safari, iPhone"),
     ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge, Windows"),
     ("curl/8.5.0", "curl/8.5.0"),
     ("", "Unknown device"),
     ("x" * 500, "x" * 40)],
)  # fmt: skip
def test_a_browser_is_called_by_its_name(agent: str, name: str) -> None:
    assert device_name(agent, translator("en")) == name
