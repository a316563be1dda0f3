"""Each attack on a link, as the browser of whoever tries it sees it; the clock may be moved."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App, open_app
from domain.linking.errors import LinkNotValid
from domain.linking.requests import begin_in_chat, confirm_in_chat, open_in_chat
from domain.settings import Settings
from tests.browser.chat_page import SCREENSHOTS
from tests.conftest import FakeClock
from tests.webhooks.serving import serving
from tests.webhooks.signing_in import PASSWORD, code_of
from webhooks.app import create_web

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(600),
]
GONE, WRONG = "expired or was already used", "isn’t the code shown in the chat"


@dataclass(frozen=True, slots=True)
class Service:
    """The service, and where it is."""

    app: App
    url: str

    async def in_chat(self, chat_id: int, name: str) -> Traveller:
        """Return somebody who writes to the bot."""
        return await meet_traveller(chat_id, name, "en-IN", self.app.clock.now())

    async def owner_of(self, chat_id: int) -> str | None:
        """Return the address of the account that a chat belongs to."""
        found: str | None = await self.app.pool.fetchval(
            "SELECT email FROM chats c JOIN users u ON u.id = c.user_id WHERE c.id = $1", chat_id
        )
        return found


@dataclass(frozen=True, slots=True)
class Somebody:
    """A browser at the account's pages."""

    page: Page
    service: Service

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.service.url}{path}")

    async def send(self, **fields: str) -> None:
        """Fill in a form and send it."""
        first = self.page.locator(f"[name={next(iter(fields))}]")
        for name, value in fields.items():
            await self.page.locator(f"[name={name}]").fill(value)
        await self.page.locator("form").filter(has=first).locator("button.main").click()

    async def sign_up(self, email: str) -> "Somebody":
        """Create an account, prove its address and sign in."""
        await self.open("/account/register")
        await self.send(name="Asha", email=email, password=PASSWORD)
        await expect(self.page.get_by_role("heading")).to_have_text("Check your inbox")
        await self.open(f"/account/verify?code={await code_of(self.service.app, 'verify_email')}")
        await self.page.get_by_role("button", name="Confirm address").click()
        await self.sign_in(email)
        return self

    async def sign_in(self, email: str) -> None:
        await self.open("/account/login")
        await self.send(email=email, password=PASSWORD)
        await expect(self.page.locator("#chats")).to_be_visible()

    async def begin(self) -> str:
        """Begin on the account's page and return the secret of its link."""
        await self.open("/account")
        await self.page.get_by_role("button", name="Link a Telegram chat").click()
        found = re.search(r"link_([\w-]+)", await self.page.content())
        assert found is not None
        return found[1]

    async def refused(self, words: str, name: str) -> None:
        """See what is refused, and that nothing is linked."""
        await expect(self.page.locator("main")).to_contain_text(words)
        SCREENSHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"attack-{name}.png", full_page=True)
        await self.open("/account")
        await expect(self.page.locator("#chats li")).to_have_count(0)


@pytest_asyncio.fixture(loop_scope="module")
async def service(settings: Settings, clock: FakeClock) -> AsyncIterator[Service]:
    """The service at a port of its own."""
    async with open_app(settings, clock=clock) as app:
        web = create_web(app)
        async with serving(web) as port:
            yield Service(app, f"http://127.0.0.1:{port}")
        web.state.doorkeeper.close()


@asynccontextmanager
async def somebody(browser: Browser, service: Service) -> AsyncIterator[Somebody]:
    """Open a browser of somebody else's, of a phone without JavaScript."""
    async with await browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark", java_script_enabled=False
    ) as context:
        yield Somebody(await context.new_page(), service)


async def test_an_attackers_address_from_a_chat_links_nothing_without_the_victims_password(
    browser: Browser, service: Service
) -> None:
    mallory = await service.in_chat(666, "Mallory")
    async with somebody(browser, service) as victim:
        await victim.sign_up("victim@example.com")
        address = f"/account/link?code={await begin_in_chat(service.app, mallory, 'Mallory')}"
        await victim.open(address)
        await expect(victim.page.locator("dl")).to_contain_text("Mallory")
        await victim.send(password="no password of theirs")
        await victim.refused("password is wrong", "without-password")
    assert await service.owner_of(666) is None


async def test_an_address_from_a_chat_works_once_and_for_ten_minutes(
    browser: Browser, service: Service, clock: FakeClock
) -> None:
    chat = await service.in_chat(1, "Asha")
    async with somebody(browser, service) as asha, somebody(browser, service) as other:
        await asha.sign_up("asha@example.com")
        await other.sign_up("other@example.com")
        late = f"/account/link?code={await begin_in_chat(service.app, chat, 'Asha')}"
        await other.open(late)
        clock.advance(timedelta(minutes=10))
        await other.send(password=PASSWORD)
        await other.refused(GONE, "expired-while-open")
        await other.open(late)
        await other.refused(GONE, "expired")
        address = f"/account/link?code={await begin_in_chat(service.app, chat, 'Asha')}"
        await other.open(address)  # forwarded, and open at the same time
        await asha.open(address)
        await asha.send(password=PASSWORD)
        await expect(asha.page.get_by_role("status")).to_contain_text("The chat is linked")
        await other.send(password=PASSWORD)
        await other.refused(GONE, "used-meanwhile")
        await other.open(address)
        await other.refused(GONE, "used-twice")
    assert await service.owner_of(1) == "asha@example.com"


async def test_a_forwarded_link_is_of_the_first_chat_and_its_code_of_the_browser_that_began(
    browser: Browser, service: Service
) -> None:
    first, second = await service.in_chat(1, "Asha"), await service.in_chat(2, "Ravi")
    async with somebody(browser, service) as mallory, somebody(browser, service) as asha:
        await mallory.sign_up("mallory@example.com")
        await asha.sign_up("asha@example.com")
        nonce = await asha.begin()
        offer = await open_in_chat(service.app, first, "Asha", nonce)
        with pytest.raises(LinkNotValid):
            await open_in_chat(service.app, second, "Ravi", nonce)
        code = await confirm_in_chat(service.app, first, offer.request_id)
        # What the victim's chat shows is typed where the attacker has begun.
        await mallory.begin()
        await mallory.send(code=code)
        await mallory.refused(WRONG, "anothers-code")
        # The same account in another browser has not begun, either.
        async with somebody(browser, service) as elsewhere:
            await elsewhere.sign_in("asha@example.com")
            await elsewhere.begin()
            await elsewhere.send(code=code)
            await elsewhere.refused(WRONG, "code-in-another-browser")
    assert await service.owner_of(1) is None


async def test_whoever_signs_in_as_somebody_else_meanwhile_links_nothing(
    browser: Browser, service: Service
) -> None:
    chat = await service.in_chat(1, "Asha")
    async with somebody(browser, service) as asha:
        await asha.sign_up("asha@example.com")
        await asha.page.get_by_role("button", name="Sign out", exact=True).first.click()
        await asha.sign_up("mallory@example.com")
        nonce = await asha.begin()
        offer = await open_in_chat(service.app, chat, "Asha", nonce)
        code = await confirm_in_chat(service.app, chat, offer.request_id)
        # The form stays open in one tab while another signs in as somebody else.
        tab = Somebody(await asha.page.context.new_page(), service)
        await tab.open("/account")
        await tab.page.get_by_role("button", name="Sign out", exact=True).first.click()
        await tab.sign_in("asha@example.com")
        await asha.send(code=code)
        await expect(asha.page.get_by_role("alert")).to_contain_text("open for too long")
        await asha.send(code=code)
        await asha.refused(GONE, "signed-in-as-another")
    assert await service.owner_of(1) is None


async def test_an_expired_code_links_nothing(
    browser: Browser, service: Service, clock: FakeClock
) -> None:
    chat = await service.in_chat(1, "Asha")
    async with somebody(browser, service) as asha:
        await asha.sign_up("asha@example.com")
        offer = await open_in_chat(service.app, chat, "Asha", await asha.begin())
        code = await confirm_in_chat(service.app, chat, offer.request_id)
        clock.advance(timedelta(minutes=10))
        await asha.send(code=code)
        await asha.refused(GONE, "expired-code")
    assert await service.owner_of(1) is None
