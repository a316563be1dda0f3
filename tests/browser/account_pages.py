"""Somebody's browser at the account's pages."""

import asyncio
import re
from dataclasses import dataclass

import httpx
from playwright.async_api import Page, expect

from tests.browser.chat_page import SCREENSHOTS
from tests.journeys.product import Product
from tests.patience import patience

PASSWORD = "correct horse battery"
LINK = re.compile(r"https?://[^\s\"<]+/account/\w+\?code=[\w-]+")


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
        async with httpx.AsyncClient() as client, patience(30):
            while True:
                mails = (await client.get(f"{self.product.sandbox_url}/sandbox/mail")).json()
                found = [LINK.search(str(mail)) for mail in mails if email in str(mail)]
                if found and found[0] is not None:
                    return found[0][0]
                await asyncio.sleep(0.1)

    async def told(self, subject: str) -> None:
        """Wait for a letter."""
        async with httpx.AsyncClient() as client, patience(30):
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

    async def begin_link(self) -> str:
        """Begin on the account's page and return what the page says to send."""
        await self.open("/account")
        await self.page.get_by_role("button", name="Link a Telegram chat").click()
        command = await self.page.locator("code.copied").text_content()
        assert command is not None
        return command


async def address_in_chat(product: Product) -> str:
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
