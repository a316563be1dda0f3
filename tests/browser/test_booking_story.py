"""Booking from the search to the refund, in a real browser with the whole product behind it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.journeys.product import Product, running_product
from tests.servers import Servers, copy_template

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(240),
]


@pytest_asyncio.fixture(loop_scope="module")
async def booking_product(
    servers: Servers, worker_number: int, tmp_path: Path
) -> AsyncIterator[Product]:
    """The product on a database of this story's own."""
    database = await copy_template(servers.postgres, f"often_booking_story_{worker_number}")
    redis = servers.valkey.dsn(16 + worker_number)
    names = ("bot", "worker")
    async with running_product(
        database, redis, tmp_path, names, OPERATOR_NAME="Often Hotels Private Limited",
        OPERATOR_TAX="GSTIN 29ABCDE1234F1Z5",
    ) as running:  # fmt: skip
        yield running


async def test_a_traveller_books_rebooks_and_cancels(
    chromium_page: Page, booking_product: Product
) -> None:
    chat = await ChatPage(chromium_page, timeout_ms=45_000).open(booking_product.sandbox_url)
    await chat.start()
    await chat.wait_for_text("Hello Asha")
    name = await open_refundable(chat)
    await chat.screenshot("booking-1-rate")
    await chat.press("💳 Book")
    await chat.wait_for_text("Who is the lead guest?")
    await chat.send("Asha Rao")
    await chat.wait_for_text("How can the hotel reach you?")
    await chat.send("asha@example.com +91 98765 43210")
    review = await chat.wait_for_text("Check and confirm")
    await expect(review).to_contain_text("Free until")
    await chat.screenshot("booking-2-review")

    await chat.press("✅ Confirm and book")
    await chat.wait_for_text("Booked:")
    receipt = await chat.wait_for_text("Your receipt")
    await expect(receipt).to_contain_text("Invoice: OH-")
    await expect(receipt).to_contain_text("GSTIN 29ABCDE1234F1Z5")
    await chat.screenshot("booking-3-receipt")
    await chat.press("📄 Voucher")
    await chat.wait_for_text("voucher-")
    await chat.screenshot("booking-4-voucher")

    await chat.move_hotel(name, "−15 %")
    await chat.wait_for_text("Your room is cheaper now")
    await chat.screenshot("booking-5-cheaper")
    await chat.press("🔁 Rebook")
    await chat.wait_for_text("Book this anew?")
    await chat.screenshot("booking-6-rebook")
    await chat.press("🔁 Rebook and save")
    await chat.wait_for_text("🧳 New booking")
    await chat.screenshot("booking-7-rebooked")

    await chat.press("🧳 New booking")
    await chat.wait_for_text("✅ Confirmed")
    await chat.press("✖️ Cancel booking")
    await chat.wait_for_text("Cancel this booking?")
    await chat.screenshot("booking-8-cancel")
    await chat.press("✖️ Cancel for free")
    cancelled = await chat.wait_for_text("Your booking is cancelled")
    await expect(cancelled).to_contain_text("Paid back: ₹")
    await chat.screenshot("booking-9-cancelled")


async def open_refundable(chat: ChatPage) -> str:
    """Open a rate that is booked and cancelled here, at no cost; return the hotel's name."""
    seen = ""
    for hotel in ("1", "2", "3", "4"):
        await chat.send("Goa 12-15 dec 2 adults free cancellation")
        results = await (await chat.wait_for_text("cheapest first")).inner_text()
        await chat.press(hotel)
        await shows(chat, "🛏 All rates")
        await chat.press("🛏 All rates")
        await shows(chat, "⬅️ Hotel")
        rates = await chat.part("message").last.inner_text()
        for number in re.findall(r"^(\d+)\..*free cancellation", rates, re.MULTILINE)[:1]:
            await chat.press(number)
            await shows(chat, "⬅️ All rates")
            seen = await chat.part("message").last.inner_text()
            if re.search(r"^💳 Book$", seen, re.MULTILINE) and "cancel online" not in seen:
                found = re.search(rf"^{hotel}\. (.+?)(?: ★+)?$", results, re.MULTILINE)
                assert found is not None
                return found[1].strip()
    raise AssertionError(seen)


async def shows(chat: ChatPage, label: str) -> None:
    """Wait until the newest message has a button."""
    await expect(chat.part("message").last).to_contain_text(label, timeout=30_000)
