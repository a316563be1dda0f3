"""Booking from the search to the refund on a phone, in a real browser with the whole product."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.browser.chat_page import ChatPage
from tests.journeys.product import Product, running_product
from tests.servers import Servers, copy_template

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.browser,
    pytest.mark.timeout(600),
]

PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest_asyncio.fixture(loop_scope="module")
async def booking_product(
    servers: Servers, worker_number: int, tmp_path: Path
) -> AsyncIterator[Product]:
    """The product on a database of this story's own, with a provider that takes payments."""
    database = await copy_template(servers.postgres, f"often_booking_story_{worker_number}")
    redis = servers.valkey.dsn(16 + worker_number)
    names = ("bot", "worker")
    async with running_product(
        database, redis, tmp_path, names, OPERATOR_NAME="Often Hotels Private Limited",
        OPERATOR_TAX="GSTIN 29ABCDE1234F1Z5", PAYMENT_PROVIDER_TOKEN="123:TEST:sandbox",
    ) as running:  # fmt: skip
        yield running


async def test_a_traveller_pays_books_rebooks_and_is_paid_back(
    chromium_page: Page, booking_product: Product
) -> None:
    await chromium_page.set_viewport_size(PHONE)
    chat = await ChatPage(chromium_page).open(booking_product.sandbox_url)
    await chat.choose_traveller("Asha")
    await chat.start()
    await chat.wait_for_text("Hello Asha")
    name = await open_refundable(chat)
    price = await reviewed(chat)
    await paid(chat, price)
    await chat.press("📄 Voucher")
    voucher = (await chat.wait_for_text("voucher-")).get_by_test_id("document")
    await chat.screenshot("booking-6-voucher")
    paper = await download(chromium_page, booking_product.sandbox_url, voucher)
    assert paper.startswith(b"%PDF-")
    assert paper.rstrip().endswith(b"%%EOF")

    await chat.move_hotel(name, "−15 %")
    await chat.part("panel-close").click()
    await chat.wait_for_text("Your room is cheaper now")
    await chat.screenshot("booking-7-cheaper")
    await chat.press("🔁 Rebook")
    await chat.wait_for_text("Rebook at this price?")
    await chat.screenshot("booking-8-rebook")
    await chat.press("🔁 Rebook and save")
    await chat.wait_for_text("🧳 New booking")
    # What was paid for the old one pays for the new one; the rest comes back.
    told = await chat.wait_for_text("Your new booking costs that much less.")
    await expect(told).to_contain_text("goes back to you")
    rest = refunded(await (await chat.wait_for_text("has been refunded")).inner_text())
    await chat.screenshot("booking-9-rebooked")

    await chat.press("🧳 New booking")
    await chat.wait_for_text("✅ Confirmed")
    await chat.press("✖️ Cancel booking")
    await chat.wait_for_text("Cancel this booking?")
    await chat.screenshot("booking-10-cancel")
    await chat.press("✖️ Cancel for free")
    await chat.wait_for_text("Your booking is cancelled")
    await chat.wait_for_text(f"₹{price - rest:,} has been refunded")
    await chat.screenshot("booking-11-refunded")
    [charge] = (await books(chromium_page, booking_product.sandbox_url))["charges"]
    assert charge["amount"] == charge["refunded"] == price * 100


async def reviewed(chat: ChatPage) -> int:
    """Say who travels and look at the review; return what it asks for, in rupees."""
    await chat.screenshot("booking-1-rate")
    await chat.press("💳 Book")
    await chat.wait_for_text("Who is the lead guest?")
    await chat.send("Asha Rao")
    await chat.wait_for_text("How can the hotel reach you?")
    await chat.send("asha@example.com +91 98765 43210")
    review = await chat.wait_for_text("Check and confirm")
    await expect(review).to_contain_text("Free until")
    await chat.screenshot("booking-2-review")
    return rupees(r"You pay ₹([\d,]+) here", await review.inner_text())


async def paid(chat: ChatPage, price: int) -> None:
    """Take the invoice, pay it, and read the receipt."""
    await chat.press(f"💳 Pay ₹{price:,} and book")
    await chat.wait_for_text("Nothing is booked before you pay it")
    await chat.screenshot("booking-3-invoice")
    await chat.press(f"Pay ₹{price:,}")
    sheet = chat.part("pay-sheet")
    await chat.screenshot("booking-4-paying")
    await sheet.get_by_role("button", name="Pay").click()
    receipt = await chat.wait_for_text("Your receipt")
    await expect(receipt).to_contain_text("Invoice: OH-")
    await expect(receipt).to_contain_text("GSTIN 29ABCDE1234F1Z5")
    await expect(receipt).to_contain_text(f"Paid here: ₹{price:,}")
    await chat.screenshot("booking-5-receipt")


def refunded(told: str) -> int:
    return rupees(r"₹([\d,]+) has been refunded", told)


def rupees(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    assert found is not None, text
    return int(found[1].replace(",", ""))


async def download(page: Page, url: str, link: Locator) -> bytes:
    """Return the file behind a link of the page."""
    answer = await page.request.get(urljoin(url, await link.get_attribute("href") or ""))
    return await answer.body()


async def books(page: Page, url: str) -> dict[str, Any]:
    """Return the provider's books."""
    answer: dict[str, Any] = await (await page.request.get(f"{url}/sandbox/provider")).json()
    return answer


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
    await expect(chat.part("message").last).to_contain_text(label)
