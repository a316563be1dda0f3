"""An account from its letter to its linked chat, in a real browser, the whole product behind it.

The pages are played without JavaScript at phone width, and with it on a desk; the chat in its own.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.chat_page import SCREENSHOTS, ChatPage
from tests.journeys.product import Product, running_product
from tests.servers import Servers, copy_template

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(300),
]

PASSWORD = "correct horse battery"
LINK = re.compile(r"https?://[^\s\"<]+/account/\w+\?code=[\w-]+")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def product(
    servers: Servers, worker_number: int, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Product]:
    """The product on a database of its own."""
    database = await copy_template(servers.postgres, f"often_pages_{worker_number}")
    redis = servers.valkey.dsn(32 + worker_number)
    folder: Path = tmp_path_factory.mktemp("pages")
    async with running_product(
        database, redis, folder, ("bot", "worker", "web"), PASSWORD_ROUNDS="4"
    ) as running:
        yield running


@dataclass(frozen=True, slots=True)
class Web:
    """Somebody's browser at the account's pages."""

    page: Page
    product: Product

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.product.web_url}{path}")

    async def fill(self, **fields: str) -> None:
        """Fill in the form and send it."""
        for name, value in fields.items():
            await self.page.locator(f"[name={name}]").fill(value)
        form = self.page.locator("form").filter(
            has=self.page.locator(f"[name={next(iter(fields))}]")
        )
        await form.locator("button.main").click()

    async def sign_up(self, email: str) -> None:
        """Create an account, follow its letter and sign in."""
        await self.open("/account/register")
        await self.fill(name="Asha", email=email, password=PASSWORD)
        await expect(self.page.get_by_role("heading")).to_have_text("Check your inbox")
        await self.page.goto(await self.letter(email))
        await self.page.get_by_role("button", name="Confirm address").click()
        await self.fill(email=email, password=PASSWORD)
        await expect(self.page.locator("#chats")).to_be_visible()

    async def letter(self, email: str) -> str:
        """Wait for the newest letter to an address and return where its link leads."""
        async with httpx.AsyncClient() as client, asyncio.timeout(30):
            while True:
                mails = (await client.get(f"{self.product.sandbox_url}/sandbox/mail")).json()
                found = [LINK.search(str(mail)) for mail in mails if email in str(mail)]
                if found and found[0] is not None:
                    return found[0][0]
                await asyncio.sleep(0.1)

    async def told(self, subject: str) -> None:
        """Wait for a letter."""
        async with httpx.AsyncClient() as client, asyncio.timeout(30):
            while True:
                mails = (await client.get(f"{self.product.sandbox_url}/sandbox/mail")).json()
                if any(mail["subject"] == subject for mail in mails):
                    return
                await asyncio.sleep(0.1)

    async def look(self, name: str) -> None:
        """Keep what the window shows, and see that nothing sticks out of it."""
        SCREENSHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        wide = await self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, name

    async def look_in_every_language(self) -> None:
        """See that the longest words of any language fit, on each page of somebody signed in."""
        for language in ("hi", "es", "ru"):
            for path in ("", "/email", "/reset"):
                await self.open(f"/account{path}?lang={language}")
                await self.look(f"pages-{language}{path.replace('/', '-')}-phone")


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
    address = await _address_in_chat(phone.product)
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
    # What an attacker sends and a victim confirms is linked with nobody: the code stays here.
    await chat.send(await _command(phone))
    await chat.wait_for_text("Link this chat?")
    await chat.press("🔗 Link")
    await chat.wait_for_text("Type this code")
    await phone.fill(code="123 456")
    await expect(phone.page.get_by_role("alert")).to_contain_text("4 more attempts")
    await phone.look("pages-code-phone")
    await phone.open("/account")
    await expect(phone.page.locator("#chats li")).to_have_count(0)

    await chat.send(await _command(desk))
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
    await desk.page.get_by_role("button", name="Asha").click()
    await expect(desk.page.get_by_role("status")).to_contain_text("The chat is linked")
    await chat.send("/account")
    await chat.wait_for_text("This chat is linked to as•••@example.com")
    async with chromium_page.context.expect_page() as opened:
        await chat.press("🌐 Account page")
    app = await opened.value
    await expect(app.locator("#chats")).to_contain_text("Asha Menon")
    assert "tgWebAppData" not in app.url


async def _command(web: Web) -> str:
    """Begin on the account's page and return what the page says to send."""
    await web.open("/account")
    await web.page.get_by_role("button", name="Link a Telegram chat").click()
    command = await web.page.locator("code.copied").text_content()
    assert command is not None
    return command


async def _address_in_chat(product: Product) -> str:
    """Return where the newest link button of Asha's chat leads."""
    async with httpx.AsyncClient(base_url=product.sandbox_url) as client:
        (asha, *_others) = (await client.get("/sandbox/users")).json()
        messages = (await client.get(f"/sandbox/chats/{asha['id']}/messages")).json()
    addresses: list[str] = [
        button["url"]
        for message in messages
        for row in message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if "url" in button
    ]
    return addresses[-1]
