"""An account from its letter to its linked chat, in a real browser, the whole product behind it.

The pages are played without JavaScript at phone width, and with it on a desk; the chat in its own.
"""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Request, expect

from tests.browser.account_pages import PASSWORD, Web, address_in_chat
from tests.browser.chat_page import ChatPage
from tests.journeys.product import Product, running_product
from tests.servers import Servers, copy_template

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(600),
]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Where Telegram leads back to.
BACK = "**/account/telegram/back*"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def product(
    servers: Servers, worker_number: int, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Product]:
    """The product on its own database."""
    database = await copy_template(servers.postgres, f"often_pages_{worker_number}")
    redis = servers.valkey.dsn(32 + worker_number)
    folder: Path = tmp_path_factory.mktemp("pages")
    async with running_product(
        database, redis, folder, ("bot", "worker", "web"), PASSWORD_ROUNDS="4"
    ) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser, product: Product) -> AsyncIterator[Web]:
    """A phone, dark, without JavaScript."""
    async with await browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark", java_script_enabled=False
    ) as context:
        yield Web(await context.new_page(), product)


@pytest_asyncio.fixture(loop_scope="module")
async def desk(browser: Browser, product: Product) -> AsyncIterator[Web]:
    """A desk, light, with JavaScript; whatever a page may not load is an error."""
    refused: list[str] = []
    async with await browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = await context.new_page()
        page.on("pageerror", lambda error: refused.append(str(error)))
        page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
        yield Web(page, product)
    # A refused form is an answer, not a fault of the page.
    assert [one for one in refused if "the server responded with a status of 4" not in one] == []


async def test_a_chat_begins_and_the_phone_completes(phone: Web, chromium_page: Page) -> None:
    await phone.sign_up("asha@example.com")
    await phone.look("pages-account-phone")
    chat = await ChatPage(chromium_page).open(phone.product.sandbox_url)
    await chat.send("/link")
    await chat.wait_for_text("Link an account")
    await chat.screenshot("pages-link-in-chat")
    address = await address_in_chat(phone.product)
    await phone.page.goto(address)
    await expect(phone.page.locator("dl")).to_contain_text("Asha Menon")
    await phone.look("pages-link-phone")
    await phone.fill(password="wrong")
    await expect(phone.page.get_by_role("alert")).to_contain_text("password is wrong")
    await phone.fill(password=PASSWORD)
    await expect(phone.page.get_by_role("status")).to_contain_text("The chat is linked")
    await phone.look("pages-linked-phone")
    await phone.look_in_every_language()
    await chat.wait_for_text("is now linked to as•••@example.com")
    await phone.told("A Telegram chat was linked to your account")
    await chat.press("Unlink this chat")
    await chat.wait_for_text("no longer linked")
    await phone.told("A Telegram chat was unlinked from your account")
    await phone.open("/account")
    await expect(phone.page.locator("#chats li")).to_have_count(0)


async def test_the_desk_begins_and_the_chats_code_completes(
    desk: Web, phone: Web, chromium_page: Page
) -> None:
    await phone.sign_up("mallory@example.com")
    await desk.sign_up("rao@example.com")
    await desk.look("pages-account-desk")
    chat = await ChatPage(chromium_page).open(desk.product.sandbox_url)
    # What an attacker sends and a victim confirms links nobody: the code stays here.
    await chat.send(await phone.begin_link())
    await chat.wait_for_text("Link this chat?")
    await chat.press("🔗 Link")
    await chat.wait_for_text("Type this code")
    await phone.fill(code="123 456")
    await expect(phone.page.get_by_role("alert")).to_contain_text("4 more attempts")
    await phone.look("pages-code-phone")
    await phone.open("/account")
    await expect(phone.page.locator("#chats li")).to_have_count(0)

    await chat.send(await desk.begin_link())
    await chat.wait_for_text("Link this chat?")
    await chat.screenshot("pages-offer-in-chat")
    await chat.press("🔗 Link")
    told = await chat.wait_for_text("Type this code")
    await desk.look("pages-code-desk")
    code = re.search(r"\d{3} \d{3}", await told.inner_text())
    assert code is not None
    await desk.fill(code=code[0])
    await expect(desk.page.get_by_role("status")).to_contain_text("The chat is linked")
    await expect(desk.page.locator("#chats li")).to_contain_text("Asha Menon")
    await desk.page.get_by_role("button", name="Unlink").click()
    await expect(desk.page.get_by_role("status")).to_contain_text("no longer linked")
    await chat.wait_for_text("no longer linked to r•••@example.com")


async def test_no_attack_on_a_link_succeeds(
    desk: Web, phone: Web, browser: Browser, chromium_page: Page
) -> None:
    await desk.sign_up("victim@example.com")
    await phone.sign_up("attacker@example.com")
    chat = await ChatPage(chromium_page).open(desk.product.sandbox_url)
    # The code of another: what the victim's chat shows is of no use in the attacker's browser.
    await chat.choose_traveller("Admin")
    theirs = await phone.begin_link()
    await chat.send(await desk.begin_link())
    await chat.wait_for_text("Link this chat?")
    await chat.press("🔗 Link")
    told = await chat.wait_for_text("Type this code")
    found = re.search(r"\d{3} \d{3}", await told.inner_text())
    assert found is not None
    await phone.fill(code=found[0])
    await expect(phone.page.get_by_role("alert")).to_be_visible()
    # A code works once; and a linked chat belongs to nobody else.
    async with desk.page.expect_request("**/account/link/finish") as finished:
        await desk.fill(code=found[0])
    await expect(desk.page.get_by_role("status")).to_contain_text("The chat is linked")
    sent = await finished.value
    again = await desk.page.request.post(sent.url, data=sent.post_data, headers=FORM)
    assert again.status == 400
    await chat.send(theirs)
    await chat.wait_for_text("linked to another account")
    await phone.open("/account")
    await expect(phone.page.locator("#chats li")).to_have_count(0)
    await _proof_of_before(chat, browser)
    await chat.choose_traveller("Asha Menon")
    await chat.send("/link")
    await chat.wait_for_text("Link an account")
    await _another_site(desk, parse_qs(urlsplit(await address_in_chat(desk.product)).query))
    await _answer_of_another_browser(phone, desk)


async def _another_site(victim: Web, asked: dict[str, list[str]]) -> None:
    """Let a page of elsewhere send the forms of signing in and of linking with their cookies."""
    for path, fields in (
        ("login", {"email": "attacker@example.com", "password": PASSWORD}),
        ("link/begin", {}),
        ("link", {name: values[0] for name, values in asked.items()} | {"password": PASSWORD}),
        ("telegram", {"errand": "link"}),
    ):
        inputs = "".join(f"<input name='{k}' value='{v}'>" for k, v in fields.items())
        action = f"{victim.product.web_url}/account/{path}"
        await victim.page.goto("about:blank")
        await victim.page.set_content(f"<form method=post action='{action}'>{inputs}<button>Win")
        async with victim.page.expect_response(action) as answer:
            await victim.page.get_by_role("button", name="Win").click()
        # Their cookies did not come along, or the form has no token of theirs.
        refused = await answer.value
        leads = refused.headers.get("location", "")
        assert refused.status >= 400 or leads.startswith("/account/login"), path
    await victim.open("/account")
    await expect(victim.page.locator("body")).to_contain_text("victim@example.com")
    await expect(victim.page.locator("#chats li")).to_have_count(1)


async def _answer_of_another_browser(attacker: Web, victim: Web) -> None:
    """Let Telegram's answer to one browser be opened by another."""
    await attacker.page.route(BACK, lambda route: route.abort())
    await attacker.page.get_by_role("button", name="Link your own chat with Telegram").click()
    async with attacker.page.expect_request(BACK) as answer:
        await attacker.page.get_by_role("button", name="Ravi").click(no_wait_after=True)
    refused = await victim.page.goto((await answer.value).url)
    assert refused is not None
    assert refused.status == 401
    await victim.open("/account")
    await expect(victim.page.locator("#chats li")).to_have_count(1)


async def _proof_of_before(chat: ChatPage, browser: Browser) -> None:
    """Let what the Mini App was opened with be sent once more from elsewhere."""
    asked: list[Request] = []
    here = chat.page.context
    here.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - it must take an attribute
    await chat.send("/account")
    async with here.expect_page() as opened:
        await chat.press("🌐 Account page")
    app = await opened.value
    await expect(app.locator("#chats")).to_be_visible()
    (sent,) = [one.post_data for one in asked if one.post_data and "init_data=" in one.post_data]
    proof = quote(parse_qs(sent)["init_data"][0])
    async with await browser.new_context() as elsewhere:
        page = await elsewhere.new_page()
        async with page.expect_response(lambda one: one.request.method == "POST") as answer:
            await page.goto(f"{app.url.partition('#')[0].rstrip('/')}/app#tgWebAppData={proof}")
        assert (await answer.value).status == 401


async def _is_refused(web: Web, address: str) -> None:
    """Open Telegram's answer where it counts no longer."""
    refused = await web.page.goto(address)
    assert refused is not None
    assert refused.status == 401


async def test_telegrams_answer_to_somebody_else_than_is_signed_in_links_nothing(
    desk: Web, chromium_page: Page
) -> None:
    await ChatPage(chromium_page).open(desk.product.sandbox_url)
    await desk.sign_up("asha4@example.com")
    await desk.page.route(BACK, lambda route: route.abort())
    await desk.page.get_by_role("button", name="Link your own chat with Telegram").click()
    async with desk.page.expect_request(BACK) as answer:
        await desk.page.get_by_role("button", name="Ravi").click(no_wait_after=True)
    await desk.page.unroute(BACK)
    await desk.open("/account")
    await desk.page.get_by_role("button", name="Sign out", exact=True).first.click()
    await desk.sign_up("asha5@example.com")
    await _is_refused(desk, (await answer.value).url)
    await desk.open("/account")
    await expect(desk.page.locator("#chats li")).to_have_count(0)


async def test_telegram_signs_in_on_the_desk_and_inside_itself(
    desk: Web, chromium_page: Page
) -> None:
    # The chat's people are Telegram's.
    chat = await ChatPage(chromium_page).open(desk.product.sandbox_url)
    # The button's form ends at another origin, which the page's policy has to allow.
    await desk.open("/account/login")
    await desk.look("pages-login-desk")
    await desk.page.get_by_role("button", name="Sign in with Telegram").click()
    await desk.page.get_by_role("button", name="Lucía").click()
    await expect(desk.page.get_by_role("heading", level=1)).to_contain_text("Lucía")
    await expect(desk.page.get_by_text("You sign in with Telegram.")).to_be_visible()
    await desk.page.get_by_role("button", name="Sign out", exact=True).first.click()

    await desk.sign_up("asha2@example.com")
    await desk.page.get_by_role("button", name="Link your own chat with Telegram").click()
    async with desk.page.expect_request(BACK) as answer:
        await desk.page.get_by_role("button", name="Asha").click()
    await expect(desk.page.get_by_role("status")).to_contain_text("The chat is linked")
    await _is_refused(desk, (await answer.value).url)
    await chat.send("/account")
    await chat.wait_for_text("This chat is linked to as•••@example.com")
    async with chromium_page.context.expect_page() as opened:
        await chat.press("🌐 Account page")
    app = await opened.value
    await expect(app.locator("#chats")).to_contain_text("Asha Menon")
    assert "tgWebAppData" not in app.url
