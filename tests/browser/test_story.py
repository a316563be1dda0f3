"""The whole story in a real browser, with the whole product behind it."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.journeys.product import Product, running_product
from tests.servers import Servers, copy_template

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "chat.png"

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(600),
]


@pytest_asyncio.fixture(loop_scope="module")
async def story_product(
    servers: Servers, worker_number: int, tmp_path: Path
) -> AsyncIterator[Product]:
    """The product on a database of the story's own."""
    database = await copy_template(servers.postgres, f"often_story_{worker_number}")
    redis = servers.valkey.dsn(16 + worker_number)
    async with running_product(database, redis, tmp_path, ("bot", "worker")) as running:
        yield running


async def test_a_traveller_chats_searches_tracks_and_is_alerted(
    chromium_page: Page, story_product: Product
) -> None:
    chat = await ChatPage(chromium_page).open(story_product.sandbox_url)
    await chat.start()
    await chat.wait_for_text("Hello Asha")
    await chat.screenshot("story-1-start")

    await chat.send("Goa 12-15 dec 2 adults")
    results = await chat.wait_for_text("hotels, cheapest first")
    name = first_hotel(await results.inner_text())
    await chat.screenshot("story-2-results")

    await chat.press("1")
    await chat.wait_for_text("a night")
    await chat.screenshot("story-3-hotel")

    await chat.press("🔔 Track")
    await chat.wait_for_text("✅ Tracking")
    await chat.screenshot("story-4-tracking")

    await chat.move_hotel(name, "−15 %")
    alert = await chat.wait_for_text("The price has dropped")
    await expect(alert).to_contain_text(name)
    for label in ("Hotel", "Chart", "Stop"):
        await expect(alert.get_by_role("button", name=re.compile(label))).to_be_visible()
    await chat.screenshot("story-5-alert")
    await keep_picture(chromium_page)

    await chat.press("📈 Chart")
    await chat.wait_for_text("Price for the whole stay")
    # The picture arrives after its caption.
    await asyncio.sleep(0.5)
    await chat.screenshot("story-6-chart")


async def keep_picture(page: Page) -> None:
    """Take the README's picture again when `KEEP_PICTURES` is set; else see that there is one.

    `KEEP_PICTURES=1 .venv/bin/python -m pytest tests/browser/test_story.py` writes it: the whole
    story led to what it shows, so it cannot show what the product does no more.
    """
    taken = await page.screenshot()
    if os.environ.get("KEEP_PICTURES"):
        PICTURE.write_bytes(taken)
    with Image.open(BytesIO(taken)) as new, Image.open(PICTURE) as kept:
        assert kept.size == new.size


def first_hotel(results: str) -> str:
    """Return the name of the first hotel in the results."""
    match = re.search(r"^1\. (.+?)(?: ★+)?$", results, re.MULTILINE)
    assert match is not None
    return match[1].strip()
