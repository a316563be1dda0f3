"""The chat page as a reader of it sees it: choose a traveller, say something, press a button."""

from pathlib import Path
from typing import Self

from playwright.async_api import Locator, Page

SCREENSHOTS = Path(__file__).parent / "screenshots"


class ChatPage:
    """Drives the sandbox's chat page in a browser. Every wait ends after `timeout_ms`."""

    def __init__(self, page: Page, *, timeout_ms: float = 60_000) -> None:
        self.page = page
        self.page.set_default_timeout(timeout_ms)

    async def open(self, url: str) -> Self:
        """Go to the page and wait until it has read the sandbox and shows its travellers."""
        await self.page.goto(url)
        await self.page.locator("#app[data-ready]").wait_for()
        return self

    def part(self, testid: str) -> Locator:
        """Find whatever carries this data-testid."""
        return self.page.get_by_test_id(testid)

    def chat_row(self, name: str) -> Locator:
        return self.part("chat-row").filter(has=self.page.locator(".name", has_text=name))

    async def choose_traveller(self, name: str) -> None:
        """Open a traveller's private chat with the bot, or a group, by its name in the list."""
        await self.chat_row(name).first.click()
        await self.part("messages").wait_for()

    async def start(self) -> None:
        """Press the Start button of a chat that has not begun."""
        await self.part("start-button").click()

    async def send(self, text: str) -> None:
        """Type a message into the composer and send it; press Start first where that is due."""
        begin = self.part("start-button")
        if await begin.is_visible():
            await begin.click()
        await self.part("composer").fill(text)
        await self.page.keyboard.press("Enter")

    async def press(self, label: str) -> None:
        """Press the newest button with this label, or else the newest that contains it."""
        keys = self.page.locator("[data-testid=inline-button], [data-testid=reply-button]")
        containing = keys.filter(has_text=label)
        await containing.last.wait_for()
        exact = keys.filter(has=self.page.get_by_text(label, exact=True))
        await (exact if await exact.count() else containing).last.click()

    async def wait_for_text(self, text: str) -> Locator:
        """Wait for a message that contains `text`, and return the newest one."""
        message = self.part("message").filter(has_text=text).last
        await message.wait_for()
        return message

    async def messages(self) -> list[str]:
        """Read the words of every message in the open chat, oldest first, times left out."""
        return [
            words.removesuffix("\n")
            for words in await self.part("words").evaluate_all(
                """all => all.map(words => {
                    const copy = words.cloneNode(true);
                    copy.querySelector(".meta").remove();
                    return copy.textContent;
                })"""
            )
        ]

    async def choose(self, opener: str, label: str) -> None:
        """Open a menu by the button with this data-testid, and choose from it."""
        await self.part(opener).last.click()
        await self.part("menu").get_by_role("menuitem", name=label).click()

    async def choose_of(self, message: Locator, label: str) -> None:
        """Open a message's menu and choose from it."""
        await message.hover()
        await message.get_by_test_id("message-menu").click()
        await self.part("menu").get_by_role("menuitem", name=label).click()

    async def open_panel(self, tab: str) -> Locator:
        """Open the side panel at Market, Mail, Log or Faults and return that tab's page."""
        if await self.part("app").get_attribute("data-panel") != "open":
            await self.part("panel-toggle").click()
        await self.part(f"tab-{tab.lower()}").click()
        return self.part(f"{tab.lower()}-page")

    async def move_hotel(self, name: str, move: str) -> None:
        """Press a button of the market (−5 %, −15 %, +10 %, Glitch, Sell out, Reopen)."""
        market = await self.open_panel("Market")
        hotel = market.get_by_test_id("hotel").filter(has_text=name).first
        before = await hotel.get_by_test_id("market-price").inner_text()
        await hotel.get_by_role("button", name=move).click()
        if move != "Glitch":
            changed = hotel.get_by_test_id("market-price").filter(has_not_text=before)
            await changed.wait_for()

    async def switch_theme(self) -> None:
        await self.part("theme-toggle").click()

    async def screenshot(self, name: str) -> Path:
        """Keep what the window shows as screenshots/<name>.png, animations settled."""
        SCREENSHOTS.mkdir(exist_ok=True)
        target = SCREENSHOTS / f"{name}.png"
        await self.page.screenshot(path=target, animations="disabled")
        return target
