"""Booking in the chat at the sandbox's LiteAPI, from abroad and in dollars."""

import re
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from pydantic import SecretStr

from bot.notices import NOTICES
from bot.sending.telegram import TelegramChannel
from bot.updates.intake import UpdateIntake
from domain.app import open_app
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene
from workers.outbox import Carrier

RUPEES = re.compile(r"₹|INR|PAN")


@pytest.fixture
async def scene(bot_settings: Settings, sandbox_url: str, clock: FakeClock) -> AsyncIterator[Scene]:
    """The product with the sandbox's LiteAPI alone."""
    settings = bot_settings.model_copy(
        update={
            "liteapi_key": SecretStr("key"),
            "liteapi_url": f"{sandbox_url}/liteapi/api/v3.0",
            "liteapi_book_url": f"{sandbox_url}/liteapi/book/v3.0",
            "booking_deadline": 5.0,
        }
    )
    async with open_app(settings, clock=clock) as app:
        yield Scene(app, clock, None, None)  # type: ignore[arg-type] # no suppliers in memory


@pytest.fixture
async def emma(sandbox: SandboxClient, intake: UpdateIntake) -> Traveller:
    """A traveller from the United States who has said hello."""
    who = await sandbox.add_user("Emma", language_code="en-US")
    await sandbox.say(who, "/start")
    await sandbox.wait_for(who, "Hello Emma!")
    await intake.drained()
    return who


async def test_a_traveller_from_abroad_books_and_cancels_in_dollars(
    sandbox: SandboxClient, emma: Traveller, scene: Scene, bot: Bot
) -> None:
    sent = await sandbox.say(emma, "Jaipur Dec 12-15 2 adults free cancellation")
    await sandbox.wait_for(emma, lambda m: "1" in labels(m), after=sent["message_id"])
    await sandbox.press(emma, "1")
    await sandbox.wait_for(emma, lambda m: "🛏 All rates" in labels(m))
    await sandbox.press(emma, "🛏 All rates")
    await sandbox.wait_for(emma, lambda m: "⬅️ Hotel" in labels(m))
    await sandbox.press(emma, "1")
    await sandbox.wait_for(emma, lambda m: "💳 Book" in labels(m))
    await sandbox.press(emma, "💳 Book")
    await sandbox.wait_for(emma, "Who is the lead guest?")
    await sandbox.say(emma, "Emma Stone")
    await sandbox.wait_for(emma, "How can the hotel reach you?")
    await sandbox.say(emma, "emma@example.com +1 415 555 2671")
    review = words(await sandbox.wait_for(emma, "Check and confirm"))
    await sandbox.press(emma, "✅ Confirm and book")
    await sandbox.wait_for(emma, "Booked:")
    await Carrier(scene.app, TelegramChannel(scene.app, bot, NOTICES)).carry()
    receipt = words(await sandbox.wait_for(emma, "Booked! Your receipt"))
    await sandbox.press(emma, "🧳 Open booking")
    await sandbox.wait_for(emma, lambda m: "✖️ Cancel booking" in labels(m))
    await sandbox.press(emma, "✏️ Correct a name")
    await sandbox.wait_for(emma, "It’s booked as Emma Stone")
    await sandbox.say(emma, "Emma Jean Stone")
    named = words(await sandbox.wait_for(emma, "The supplier has corrected the name"))
    await sandbox.press(emma, "✖️ Cancel booking")
    offer = words(await sandbox.wait_for(emma, "Cancel this booking?"))
    [cancel] = [
        label
        for label in labels(await sandbox.last_message(emma))
        if label.startswith("✖️ Cancel for")
    ]
    await sandbox.press(emma, cancel)
    cancelled = words(await sandbox.wait_for(emma, lambda m: words(m).startswith("Cancelled")))
    for told in (review, receipt, named, offer, cancelled):
        assert not RUPEES.search(told), told
    assert "Paid back: $" in cancelled
    for told in (review, receipt):
        assert "$" in told
        assert "Dec 12" in told
