"""Inline mode on the chat page: typing "@bot query" shows cards, choosing one sends it."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.scripted_bot import running_bot
from tests.journeys.product import Product, running_product
from tests.servers import Servers, copy_template

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(600),
]
QUERY = "@often_hotels_bot goa 12-15 dec"


@pytest_asyncio.fixture(loop_scope="module")
async def started(chromium_page: Page, sandbox_url: str) -> AsyncIterator[ChatPage]:
    """The page with the scripted bot, in a chat that has begun."""
    async with running_bot(sandbox_url):
        chat = await ChatPage(chromium_page).open(sandbox_url)
        await chat.start()
        await chat.wait_for_text("Hello Asha")
        yield chat


async def test_cards_follow_the_typing_and_the_list_grows_at_its_end(started: ChatPage) -> None:
    cards = started.part("inline-card")
    await started.part("composer").press_sequentially("@often_hotels_bot goa")
    await expect(cards).to_have_count(6)
    await expect(cards.first).to_contain_text("Hotel 1 in goa")
    await expect(cards.first).to_contain_text("₹1,000 for 3 nights")
    await cards.nth(5).scroll_into_view_if_needed()
    await expect(cards).to_have_count(12)
    await expect(started.part("inline-more")).to_have_count(0)
    await started.part("composer").fill("goa")
    await expect(started.part("inline-results")).to_be_hidden()


async def test_a_card_is_chosen_by_keys_and_sent_via_the_bot(started: ChatPage) -> None:
    await started.part("composer").press_sequentially("@often_hotels_bot goa")
    await expect(started.part("inline-card").first).to_be_visible()
    await started.page.keyboard.press("ArrowDown")
    await expect(started.part("inline-card").nth(1)).to_have_attribute("aria-selected", "true")
    await started.page.keyboard.press("Enter")
    card = await started.wait_for_text("Hotel 2")
    await expect(card.get_by_test_id("via")).to_have_text("via @often_hotels_bot")
    await expect(started.part("composer")).to_have_value("")
    await expect(started.part("inline-results")).to_be_hidden()
    await started.press("Deep")
    await started.wait_for_text("Hello Asha with shared-42")


async def test_the_button_above_the_cards_opens_the_private_chat(started: ChatPage) -> None:
    await started.part("composer").fill("@often_hotels_bot goa")
    await started.part("inline-start").click()
    await started.wait_for_text("Hello Asha with search-7")
    await started.part("composer").fill("@often_hotels_bot goa")
    await expect(started.part("inline-card").first).to_be_visible()
    await started.page.keyboard.press("Escape")
    await expect(started.part("inline-results")).to_be_hidden()


@pytest_asyncio.fixture(loop_scope="module")
async def story_product(
    servers: Servers, worker_number: int, tmp_path: Path
) -> AsyncIterator[Product]:
    """The product on a database of the story's own."""
    database = await copy_template(servers.postgres, f"often_inline_{worker_number}")
    redis = servers.valkey.dsn(16 + worker_number)
    async with running_product(database, redis, tmp_path, ("bot",)) as running:
        yield running


async def test_a_price_card_is_sent_and_tracked_by_who_reads_it(
    chromium_page: Page, story_product: Product
) -> None:
    chat = await ChatPage(chromium_page).open(story_product.sandbox_url)
    await chat.start()
    await chat.wait_for_text("Hello Asha")
    await chat.part("composer").fill(QUERY)
    first = chat.part("inline-card").first
    await expect(first).to_contain_text(re.compile("for 3 nights"))
    await expect(first.locator("img")).to_have_js_property("complete", True)
    await asyncio.sleep(1)  # the pictures of the other cards are painted meanwhile
    await chat.screenshot("inline-1-cards")
    name = (await first.locator("b").inner_text()).rstrip(" ★")
    await first.click()
    card = await chat.wait_for_text("Price seen")
    await expect(card).to_contain_text(name)
    await asyncio.sleep(1)
    await chat.screenshot("inline-2-message")
    await chat.press("🔔 Track this too")
    page = await chat.wait_for_text("a night")
    await expect(page).to_contain_text(name)
    await chat.press("🔔 Track")
    await chat.screenshot("inline-3-hotel")
