"""The unsubscribe link in alert mails, as people, mail programs and scanners use it."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from domain.accounts.models import AlertWay, User
from domain.accounts.travellers import meet_traveller
from domain.accounts.unsubscription import unsubscribe_token
from domain.app import App
from domain.languages import LANGUAGES
from tests.webhooks.pages import Browser
from webhooks.app import create_web

EMAIL = "asha@example.com"
BOUNDARY = "multipart/form-data; boundary=x"
PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
)


@pytest.fixture
async def web(app: App) -> AsyncIterator[FastAPI]:
    """The service, and a traveller who gets letters."""
    await meet_traveller(1, "Asha", "en-IN", app.clock.now())
    await User.all().update(email=EMAIL, is_verified=True, alert_way=AlertWay.BOTH)
    web = create_web(app)
    yield web
    web.state.doorkeeper.close()


async def way() -> AlertWay:
    return (await User.get()).alert_way


async def address_for(app: App) -> str:
    user = await User.get()
    return f"/account/unsubscribe/{unsubscribe_token(app.settings, user.id, EMAIL)}"


async def test_a_scanner_that_opens_the_link_changes_nothing_and_the_button_does(
    web: FastAPI, app: App
) -> None:
    address = await address_for(app)
    for language in LANGUAGES:
        browser = Browser(web, language=language)
        await browser.open(address)
        assert browser.status == 200
    assert await way() is AlertWay.BOTH
    browser = Browser(web)
    assert "Stop emails" in await browser.open(address)
    assert "Telegram only" in await browser.send(address)
    assert await way() is AlertWay.CHAT


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"List-Unsubscribe=One-Click"),
        (BOUNDARY, PARTS),
    ],
)
async def test_a_mail_program_leaves_by_one_post_and_may_say_it_twice(
    web: FastAPI, app: App, kind: str, body: bytes
) -> None:
    address = await address_for(app)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(web), base_url="http://web"
    ) as program:
        for _ in range(2):
            answer = await program.post(address, content=body, headers={"Content-Type": kind})
            assert answer.status_code == 200
    assert await way() is AlertWay.CHAT


async def test_a_link_that_we_never_wrote_stops_nothing(web: FastAPI, app: App) -> None:
    good = (await address_for(app)).rpartition("/")[2]
    number, _, signature = good.partition("-")
    turned = signature[:-1] + ("0" if signature[-1] != "0" else "1")
    others = unsubscribe_token(app.settings, int(number), "mallory@example.com")
    forged = (f"{number}-{turned}", f"{number}-", number, f"{int(number) + 1}-{signature}", "x",
              f"{'9' * 30}-{signature}", f"-{signature}", "१-é", others)  # fmt: skip
    browser = Browser(web)
    for token in forged:
        await browser.open(f"/account/unsubscribe/{token}")
        assert browser.status == 400, token
        await browser.post(f"/account/unsubscribe/{token}", {})
        assert browser.status == 400, token
    assert await way() is AlertWay.BOTH


@pytest.mark.usefixtures("web")
async def test_a_key_that_was_changed_still_lets_people_leave(app: App) -> None:
    address = await address_for(app)
    changed = {"secret_key": SecretStr("k" * 20 + "0123456789abcdefghij"),
               "secret_keys_before": (app.settings.secret_key,)}  # fmt: skip
    web = create_web(App(app.settings.model_copy(update=changed), app.clock, app.pool, app.redis,
                         app.suppliers))  # fmt: skip
    browser = Browser(web)
    await browser.open(address)
    assert browser.status == 200
    web.state.doorkeeper.close()


async def test_an_alerts_link_leads_into_the_chat_once_telegram_has_told_the_bots_name(
    web: FastAPI,
) -> None:
    class Named:
        async def get(self) -> str | None:
            return self.name

        name: str | None = None

    named = web.state.bot_name = Named()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(web), base_url="http://web"
    ) as client:
        waiting = await client.get("/account/alerts/17")
        assert (waiting.status_code, "Telegram" in waiting.text) == (503, True)
        named.name = "OftenBot"
        led = await client.get("/account/alerts/17")
        assert led.headers["location"] == "https://t.me/OftenBot?start=a1R"
        assert (await client.get("/account/alerts/0")).status_code == 404
